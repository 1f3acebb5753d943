// Spending: the map, the table and the address say the same thing.

import { bindZoom } from "../map/controls.mjs";
import { followChanges } from "../map/live.mjs";
import { fontsReady, makeMap, phone, reduced, THAILAND } from "../map/make.mjs";
import { refreshParts } from "../map/parts.mjs";
import { bindSheet } from "../map/sheet.mjs";
import { bindChoropleth } from "./choropleth.mjs";

const EVERY = 8000; // sums of a whole country change all the time, and are read for longer than that
const FINE = ["tambon", "authority"];
const FINE_FROM = 5;
const find = (selector) => document.querySelector(selector);
const frame = find("[data-spending-frame]");
const place = find("[data-map]");
const sheet = bindSheet(find("[data-sheet]"), find("[data-sheet-handle]"));
const english = document.documentElement.lang === "en";
const figures = new Intl.NumberFormat(english ? "en-GB" : "th-TH-u-nu-latn", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

let state = readState();
let map = null;
let areas = null;

function readState() {
  return JSON.parse(find("[data-spending-state]").textContent);
}

const rowOf = (code) => (code ? find(`tr[data-code="${CSS.escape(code)}"]`) : null);

/** Return what the tip over an area says: its name, the measure, and how many projects. */
function words(properties) {
  const { name_th: thai, name_en: inEnglish, count } = properties;
  const name = (english && inEnglish) || thai;
  const counted = `${Number(count).toLocaleString("en")} ${state.words.projects}`;
  if (state.measure === "count") return `${name}\n${counted}`;
  return `${name}\n${state.words.measure} ${figures.format(Number(properties[state.measure]))} ${state.words.baht}\n${counted}`;
}

function over(code) {
  find("tr.lit")?.classList.remove("lit");
  rowOf(code)?.classList.add("lit");
}

/** Do what the area's row does. */
function open(code) {
  rowOf(code)?.querySelector("th a")?.click();
}

function view() {
  const padding = phone.matches ? { top: 60, bottom: Math.round(place.offsetHeight * 0.45), left: 24, right: 24 } : { top: 40, bottom: 120, left: 40, right: 40 };
  return [state.bounds ?? THAILAND, { padding, maxZoom: 13, animate: !reduced }];
}

function fit() {
  const [box, options] = view();
  map.fitBounds([[box[0], box[1]], [box[2], box[3]]], options);
}

/** Ask another question without leaving the page. */
async function go(url, { push = true } = {}) {
  const said = document.activeElement?.closest("a[data-spending-link]")?.textContent.trim();
  frame.dataset.idle = "";
  const page = await refreshParts(url);
  if (!page) return;
  if (push) window.history.pushState(null, "", url);
  for (const part of [".topnav", ".bottombar", ".year-menu"]) {
    const next = page.querySelector(part);
    if (next) find(part)?.replaceWith(document.importNode(next, true));
  }
  document.title = page.title;
  const before = state;
  state = readState();
  areas?.show(state);
  tellFar();
  foldLegend();
  if (map && String(before.bounds) !== String(state.bounds)) fit();
  refocus(said);
}

function refocus(said) {
  if (!said) return;
  const same = [...document.querySelectorAll("a[data-spending-link]")].find((link) => link.textContent.trim() === said);
  (same ?? find("[data-part=head] h1")).focus({ preventScroll: true });
}

/** Tambon and authorities are not drawn on a map of the whole country: say what to do. */
function tellFar() {
  find("[data-far]").hidden = !(map && FINE.includes(state.level) && map.getZoom() < FINE_FROM);
}

function foldLegend() {
  if (phone.matches) find("[data-legend]")?.removeAttribute("open");
}

function bindTable() {
  const table = find("[data-part-table]");
  table.addEventListener("mouseover", (event) => areas?.light(event.target.closest("tr[data-code]")?.dataset.code ?? null));
  table.addEventListener("mouseleave", () => areas?.light(null));
  table.addEventListener("focusin", (event) => areas?.light(event.target.closest("tr[data-code]")?.dataset.code ?? null));
}

/** Paper shows the map as it stands: the drawing is kept as an image while the page is printed. */
function bindPrint() {
  const image = find("[data-printed]");
  window.addEventListener("beforeprint", () => {
    map.redraw();
    image.src = map.getCanvas().toDataURL();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-spending-link], .year-menu a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  link.closest("details.menu")?.removeAttribute("open");
  go(link.href);
});
window.addEventListener("popstate", () => go(window.location.href, { push: false }));
bindTable();
foldLegend();
if (phone.matches) sheet.to("half");

try {
  await fontsReady();
  const [bounds, fitBoundsOptions] = view();
  map = makeMap(place, { shown: ["areas", "names"], view: { bounds, fitBoundsOptions } });
  await new Promise((done) => { map.once("load", done); });
  areas = bindChoropleth(map, state, { words, over, open });
  bindZoom(map, frame.querySelectorAll("[data-zoom]"));
  bindPrint();
  map.on("zoomend", tellFar);
  tellFar();
  followChanges(map, { spending: "spending" }, () => go(window.location.href, { push: false }), EVERY);
  map.on("idle", () => { frame.dataset.idle = "yes"; });
  frame.dataset.ready = "yes";
} catch (error) {
  find("[data-map-failed]").hidden = false;
  console.warn("the map could not be drawn", error);
}
