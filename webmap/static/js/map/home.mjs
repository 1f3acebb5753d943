// The map page: map, list and address say the same thing.

import { readHash } from "./address.mjs";
import { bindAsking } from "./asking.mjs";
import { bindChosen, projectOf } from "./chosen.mjs";
import { bindLayers, bindLocate, bindZoom, tickLayers, tickedLayers } from "./controls.mjs";
import { bindLegend } from "./legend.mjs";
import { bindList } from "./list.mjs";
import { followChanges } from "./live.mjs";
import { fontsReady, makeMap, phone, usual } from "./make.mjs";
import { bindSpending } from "./overlay.mjs";
import { bindPointing } from "./pointing.mjs";
import { bindProject } from "./project.mjs";
import { filterQuery } from "./query.mjs";
import { bindSheet } from "./sheet.mjs";
import { tileJson } from "./style.mjs";
import { bindView, startView } from "./view.mjs";

const find = (selector) => document.querySelector(selector);
const place = find("[data-map]");
const layersPlace = find("[data-layers]");
const sheet = bindSheet(find("[data-sheet]"), find("[data-sheet-handle]"));
bindLegend(find("[data-legend]"), phone.matches);

function start() {
  const opened = find("[data-project-shown]");
  tickLayers(layersPlace, readHash(window.location.hash).layers);
  return makeMap(place, {
    query: filterQuery(window.location.search),
    shown: tickedLayers(layersPlace) ?? usual(),
    view: startView(place, opened && projectOf(opened)),
  });
}

function run(map) {
  const view = bindView(map, place, layersPlace);
  const list = bindList(find("[data-list]"));
  const chosen = bindChosen(map, find("[data-list]"));
  const spending = bindSpending(map, find("[data-legend-spending]"));
  const showLayers = bindLayers(map, layersPlace, { spending: spending.show }, view.keep);
  const project = bindProject({
    list: find("[data-panel-list]"),
    panel: find("[data-panel-project]"),
    body: find("[data-project-body]"),
    onShown({ open, at, asked }) {
      chosen.open(at);
      if (open && phone.matches && sheet.stop() === "peek") sheet.to("half");
      if (asked && at && !map.getBounds().contains([at.lon, at.lat])) goTo(at);
    },
  });
  const asking = bindAsking({
    onAsked(query) {
      map.getSource("projects").setUrl(tileJson(window.location.origin, "projects", query));
      spending.renew();
      list.show(view.bounds());
    },
    onParts(page, fit) {
      place.dataset.extent = page.querySelector("[data-map]")?.dataset.extent ?? "";
      if (fit) view.fit();
    },
  });

  function goTo({ lon, lat }) {
    map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 14) });
  }
  function rest() {
    view.keep();
    list.show(view.bounds());
  }

  document.addEventListener("eplan:found", (event) => {
    event.preventDefault();
    const { kind, code } = event.detail;
    if (kind === "project") project.open(code);
    else asking.place(kind, code);
  });
  window.addEventListener("popstate", () => {
    view.follow();
    showLayers();
    project.follow();
    asking.follow();
  });
  bindZoom(map, document.querySelectorAll("[data-zoom]"));
  bindLocate(map, find("[data-locate]"), find("[data-map-said]"));
  bindPointing(map, project.open, chosen.point);
  map.on("load", () => {
    showLayers();
    rest();
    map.on("moveend", rest);
    project.follow();
    followChanges(map, { projects: "projects" }, () => list.show(view.bounds(), { quiet: true }));
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
