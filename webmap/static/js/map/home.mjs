// The map page: map, list and address say the same thing.

import { readHash, writeHash } from "./address.mjs";
import { bindChosen, projectOf } from "./chosen.mjs";
import { bindLayers, bindLocate, bindZoom, tickLayers, tickedLayers } from "./controls.mjs";
import { bindLegend } from "./legend.mjs";
import { bindList } from "./list.mjs";
import { followChanges } from "./live.mjs";
import { fontsReady, makeMap, phone, reduced, THAILAND, usual } from "./make.mjs";
import { refreshParts } from "./parts.mjs";
import { bindPointing } from "./pointing.mjs";
import { bindProject } from "./project.mjs";
import { filterQuery, withWords } from "./query.mjs";
import { bindSheet } from "./sheet.mjs";
import { tileJson } from "./style.mjs";

const find = (selector) => document.querySelector(selector);

const place = find("[data-map]");
const layersPlace = find("[data-layers]");
const sheet = bindSheet(find("[data-sheet]"), find("[data-sheet-handle]"));
if (phone.matches) find("[data-legend-toggle]").setAttribute("aria-expanded", "false");

function extent() {
  const numbers = (place.dataset.extent || "").split(",").map(Number);
  return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : THAILAND;
}

function startView() {
  const { view } = readHash(window.location.hash);
  if (view) return { center: [view.lon, view.lat], zoom: view.zoom };
  const padding = phone.matches ? { top: 40, bottom: 200, left: 24, right: 24 } : 48;
  return { bounds: extent(), fitBoundsOptions: { padding, maxZoom: 15 } };
}

function start() {
  tickLayers(layersPlace, readHash(window.location.hash).layers);
  return makeMap(place, {
    query: filterQuery(window.location.search),
    shown: tickedLayers(layersPlace) ?? usual(),
    view: startView(),
  });
}

function run(map) {
  const list = bindList(find("[data-list]"), () => {});
  const chosen = bindChosen(map, find("[data-list]"), projectOf);
  const project = bindProject({
    list: find("[data-panel-list]"),
    panel: find("[data-panel-project]"),
    body: find("[data-project-body]"),
    onShown({ open, place: at, asked: wanted }) {
      chosen.open(at);
      if (open && phone.matches && sheet.stop() === "peek") sheet.to("half");
      if (wanted && at && !map.getBounds().contains([at.lon, at.lat])) {
        map.easeTo({ center: [at.lon, at.lat], zoom: Math.max(map.getZoom(), 13) });
      }
    },
  });

  const view = () => ({ zoom: map.getZoom(), lat: map.getCenter().lat, lon: map.getCenter().lng });
  const bounds = () => {
    const box = map.getBounds();
    return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
  };
  function keepView() {
    window.history.replaceState(window.history.state, "", window.location.search + writeHash(view(), tickedLayers(layersPlace)));
  }
  function rest() {
    keepView();
    list.show(bounds());
  }

  let asked = filterQuery(window.location.search);
  async function askedAgain() {
    const query = filterQuery(window.location.search);
    if (query === asked) return;
    asked = query;
    map.getSource("projects").setUrl(tileJson(window.location.origin, "projects", query));
    list.show(bounds());
    const page = await refreshParts(window.location.pathname + window.location.search);
    const next = page?.querySelector("[data-map]");
    if (next) place.dataset.extent = next.dataset.extent ?? "";
  }
  async function go(search, { fit = false } = {}) {
    window.history.pushState(null, "", (search || window.location.pathname) + window.location.hash);
    await askedAgain();
    if (fit) map.fitBounds(extent(), { padding: 48, maxZoom: 15, animate: !reduced });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter-link]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    const url = new URL(link.href);
    const before = new URLSearchParams(window.location.search);
    const fit = ["area", "authority"].some((name) => url.searchParams.get(name) && url.searchParams.get(name) !== before.get(name));
    go(url.search, { fit });
  });
  document.addEventListener("eplan:found", (event) => {
    const { kind, code, bounds: box } = event.detail;
    event.preventDefault();
    if (kind === "project") {
      project.open(code);
      if (box) map.easeTo({ center: [box[0], box[1]], zoom: Math.max(map.getZoom(), 14) });
      return;
    }
    go(withWords(window.location.search, { project: null, area: null, authority: null, [kind]: code }), { fit: true });
  });
  window.addEventListener("popstate", () => {
    const { view: at, layers } = readHash(window.location.hash);
    tickLayers(layersPlace, layers);
    if (at) map.jumpTo({ center: [at.lon, at.lat], zoom: at.zoom });
    project.follow();
    askedAgain();
  });

  bindZoom(map, document.querySelectorAll("[data-zoom]"));
  bindLocate(map, find("[data-locate]"), find("[data-map-said]"));
  bindLayers(map, layersPlace, keepView);
  bindLegend(find("[data-legend]"));
  bindPointing(map, (id) => project.open(id));
  map.on("load", () => {
    rest();
    map.on("moveend", rest);
    project.follow();
    followChanges(map, { projects: "projects" }, () => list.show(bounds(), { quiet: true }));
    place.dataset.ready = "yes";
  });
  map.on("idle", () => { place.dataset.idle = "yes"; });
}

try {
  await fontsReady();
  run(start());
} catch (error) {
  find("[data-map-failed]").hidden = false;
  console.warn("the map could not be drawn", error);
}
