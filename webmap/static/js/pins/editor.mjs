// Pinning one project after the other on one map.

import { bindZoom } from "../map/controls.mjs";
import { followChanges } from "../map/live.mjs";
import { fontsReady, makeMap, phone, reduced, THAILAND } from "../map/make.mjs";
import { bindGround, noGround } from "./ground.mjs";
import { bindHand } from "./hand.mjs";
import { bindHere } from "./here.mjs";
import { bindKeys } from "./keys.mjs";
import { readPanel } from "./panel.mjs";
import { boundsOf, filled, inDegrees } from "./place.mjs";
import { ask } from "./requests.mjs";
import { bindSaving } from "./saving.mjs";
import { bindUndoKey, toast } from "./toast.mjs";

const PAUSE = 350;
const find = (selector) => document.querySelector(selector);
const frame = find("[data-pin-frame]");
const panelPlace = find("[data-pin-panel]");
const english = document.documentElement.lang === "en";
const dates = new Intl.DateTimeFormat(english ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" });

const page = {
  map: null,
  ground: noGround(),
  live: null,
  panel: readPanel(panelPlace),
  toasts: find("[data-toasts]"),
  words: JSON.parse(find("[data-words]").textContent),
  dated: (at) => dates.format(new Date(at)),
  fit,
  show,
  open,
};
page.hand = bindHand(page);
const saving = bindSaving(page);

function fit(box, maxZoom = 17) {
  const padding = phone.matches ? { top: 72, bottom: 32, left: 48, right: 64 } : 80;
  const options = { padding, maxZoom, animate: !reduced };
  page.map?.fitBounds([[box[0], box[1]], [box[2], box[3]]], options);
}

/** Bring a place into view without moving the map for nothing. */
function show({ lat, lon }, zoom = 15) {
  const { map } = page;
  if (!map || (map.getBounds().contains([lon, lat]) && map.getZoom() >= 13)) return;
  map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), zoom), animate: !reduced });
}

/** Bring another project's panel (or the same one anew) onto the page, and the map to it. */
async function open(id, { push = true, keep = false } = {}) {
  const path = `/projects/${id}/pin`;
  const answer = await fetch(`${path}/panel${window.location.search}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    window.location.assign(path + window.location.search);
    return;
  }
  const before = page.panel.state;
  panelPlace.innerHTML = await answer.text();
  panelPlace.scrollTop = 0;
  if (push && before.id !== id) window.history.pushState(null, "", path + window.location.search);
  bindPanel();
  document.title = `${page.panel.title()} · eplan`;
  arrive(keep && before.authority === page.panel.state.authority);
  page.panel.find("pin-title").focus({ preventScroll: true });
}

/** Let the map stand as the panel's project wants it. */
function arrive(keep = false) {
  const { ground, hand, panel } = page;
  const outline = panel.state.outline ? JSON.parse(panel.state.outline) : null;
  ground.two(null, null);
  ground.outline(outline);
  ground.without(panel.state.id);
  hand.letGo();
  const on = hand.known() ?? Object.values(panel.state.places).at(-1);
  if (on) show(on, 16);
  else if (!keep) fit(boundsOf(outline) ?? THAILAND, 14);
  if (panel.state.conflict) saving.clash(panel.state.conflict);
}

function bindPanel() {
  page.panel = readPanel(panelPlace);
  const { panel, hand } = page;
  let clock = 0;
  panel.text.addEventListener("input", () => {
    clearTimeout(clock);
    panel.refuse(null);
    clock = setTimeout(() => hand.type(), PAUSE);
  });
  panel.text.addEventListener("paste", () => setTimeout(() => hand.type()));
  panel.find("crs").addEventListener("change", () => hand.type());
  panel.find("phase").addEventListener("change", () => { if (!hand.place()) hand.letGo(); });
  panel.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(clock);
    saving.save();
  });
  panel.skip?.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(panel.state.next.id, { keep: true });
  });
  bindHere(panel, page.words, (place) => {
    hand.take(place);
    show(place, 16);
  });
  saving.bindForms();
}

/** Somebody saved something: where it is this project's place, say so, and show it where nothing is in hand. */
async function changed() {
  const { state } = page.panel;
  if (saving.atWork()) return;
  const now = await ask(`/projects/${state.id}/pin.json`, {});
  if (saving.atWork() || page.panel.state !== state) return;
  const other = now.places[page.panel.phase()] ?? null;
  if ((other?.id ?? null) === (page.hand.known()?.id ?? null)) return;
  const said = filled(page.words.changed, { who: other?.by ?? page.words.somebody });
  if (page.hand.place()) toast(page.toasts, said, { word: page.words.show, run: () => open(state.id) });
  else {
    await open(state.id);
    toast(page.toasts, said);
  }
}

function bindMap(map) {
  const { hand } = page;
  page.ground = bindGround(map, {
    onDrag: (at) => { page.panel.text.value = inDegrees(at); },
    onDrop: (at) => hand.take({ ...at, method: "map" }),
  });
  map.on("click", ({ lngLat }) => {
    if (page.panel.form.hidden) return;
    hand.take({ lat: lngLat.lat, lon: lngLat.lng, method: "map" });
    page.ground.element.focus({ preventScroll: true });
  });
  bindKeys(frame, map, {
    place: () => hand.place() ?? hand.known(),
    inHand: () => Boolean(hand.place()),
    set(at, step) {
      hand.take({ ...at, method: "map" });
      page.ground.element.focus({ preventScroll: true });
      if (step) page.ground.element.title = filled(page.words.step, { metres: step });
      if (!map.getBounds().contains([at.lon, at.lat])) map.panTo([at.lon, at.lat]);
    },
    save: () => saving.save(),
    drop: () => hand.letGo(),
  });
  bindZoom(map, frame.querySelectorAll("[data-zoom]"));
  page.live = followChanges(map, { projects: "projects" }, () => { changed().catch(() => {}); });
}

bindPanel();
bindUndoKey(page.toasts);
window.addEventListener("popstate", () => {
  const id = Number(/\/projects\/(\d+)\/pin/.exec(window.location.pathname)?.[1]);
  if (id) open(id, { push: false });
});
try {
  await fontsReady();
  const map = makeMap(find("[data-map]"), { shown: ["projects", "areas", "names"] });
  map.getCanvas().style.cursor = "crosshair";
  await new Promise((done) => { map.once("load", done); });
  page.map = map;
  bindMap(map);
  arrive();
} catch (error) {
  find("[data-map-failed]").hidden = false;
  console.warn("the map could not be drawn", error);
}
frame.dataset.ready = "yes";
