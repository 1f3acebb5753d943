// The map's side of pinning: the authority's outline, the pin in hand, ghosts, and the two places of a clash.

import { Marker } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { ONE } from "../map/style.mjs";
import { circle } from "./place.mjs";

const EMPTY = { type: "FeatureCollection", features: [] };
const PIN = "M20 50C20 50 2 31 2 19a18 18 0 1 1 36 0C38 31 20 50 20 50Z";
const NOW = "#E08E0B";
const KEPT = "#0B6E69";
const INK = "#1D2433";
const SOURCES = ["outline", "around", "ghosts", "still", "range", "apart", "ahead", "chosen", "snap"];

/** Add what pinning draws to a map that has loaded; returns how to use it. */
export function bindGround(map, { onDrag, onDrop }) {
  for (const name of SOURCES) map.addSource(`pin-${name}`, { type: "geojson", data: EMPTY });
  const below = map.getLayer("cells") ? "cells" : undefined;
  for (const layer of groundLayers()) map.addLayer(layer, below);
  for (const layer of ownLayers()) map.addLayer(layer);

  const element = pinElement("pin-mark");
  const pin = new Marker({ element, anchor: "bottom", draggable: true });
  pin.on("drag", () => onDrag(at(pin)));
  pin.on("dragend", () => onDrop(at(pin)));
  const rivals = [];
  const shades = [];
  let own = null;

  function draw(source, geometry, properties = {}) {
    map.getSource(`pin-${source}`).setData(geometry ? { type: "Feature", geometry, properties } : EMPTY);
  }

  function clear(markers) {
    markers.splice(0).forEach((marker) => marker.remove());
  }

  return {
    element,
    outline: (geometry) => draw("outline", geometry),
    /** Show what lies around: neighbours' shapes, as features. */
    around: (collection) => map.getSource("pin-around").setData(collection ?? EMPTY),
    /** Put the pin at a place, or take it off for null; `range` are the metres it may be off. */
    put(place, { range = null, kept = false } = {}) {
      element.classList.toggle("kept", kept);
      const focused = document.activeElement === element;
      if (place) pin.setLngLat([place.lon, place.lat]).addTo(map);
      else pin.remove();
      if (focused && !place) map.getCanvas().focus({ preventScroll: true });
      draw("range", place && range ? circle(place, range) : null);
    },
    /** Show a shape that has no handles. */
    still: (geometry, kept) => draw("still", geometry, { colour: kept ? KEPT : NOW }),
    /** Ring the vertex that is chosen, or none for null. */
    choose: (vertex) => draw("chosen", vertex ? { type: "Point", coordinates: vertex } : null),
    /** Show where a click would draw to: a line from a vertex, or none for null. */
    ahead: (from, to) => draw("ahead", from && to ? { type: "LineString", coordinates: [from, to] } : null),
    /** Show that a vertex is drawn to something, or to nothing for null. */
    snap: (to) => draw("snap", to ? { type: "Point", coordinates: [to.lon, to.lat] } : null),
    /** Show other places of the project or of a text: { geometry, lat, lon, letter, title, run }. */
    ghosts(places) {
      clear(shades);
      const shapes = places.filter(({ geometry }) => geometry && geometry.type !== "Point");
      map.getSource("pin-ghosts").setData({
        type: "FeatureCollection",
        features: shapes.map(({ geometry }) => ({ type: "Feature", geometry, properties: {} })),
      });
      for (const place of places) shades.push(new Marker({ element: ghostElement(place), anchor: "bottom" }).setLngLat([place.lon, place.lat]).addTo(map));
    },
    /** Leave the project's own mark out of the others, since the pin stands for it. */
    without(id) {
      if (own === id || !map.getLayer("points")) return;
      own = id;
      map.setFilter("points", ["all", ONE, ["!=", ["to-string", ["get", "id"]], String(id)]]);
    },
    /** Show two places with their letters, or none for null. */
    two(theirs, mine, letters = []) {
      clear(rivals);
      draw("apart", null);
      const places = [theirs, mine].map((place, i) => place && { ...place, letter: letters[i], kind: ["theirs", "mine"][i] }).filter(Boolean);
      for (const place of places) rivals.push(new Marker({ element: letterElement(place), anchor: "bottom" }).setLngLat([place.lon, place.lat]).addTo(map));
      const shapes = places.map(({ geometry }) => geometry).filter((geometry) => geometry && geometry.type !== "Point");
      if (places.length === 2) shapes.push({ type: "LineString", coordinates: places.map(({ lon, lat }) => [lon, lat]) });
      if (shapes.length) draw("apart", { type: "GeometryCollection", geometries: shapes });
    },
  };
}

/** What stands in for the ground where no map can be drawn: the panel works all the same. */
export function noGround() {
  const nothing = () => {};
  const names = ["outline", "around", "put", "still", "choose", "ahead", "snap", "ghosts", "without", "two"];
  return { element: document.createElement("div"), ...Object.fromEntries(names.map((name) => [name, nothing])) };
}

function groundLayers() {
  const line = (id, source, paint) => ({ id, type: "line", source, layout: { "line-join": "round" }, paint });
  return [
    line("pin-outline-halo", "pin-outline", { "line-color": "#fff", "line-width": 5, "line-opacity": 0.7 }),
    line("pin-outline", "pin-outline", { "line-color": KEPT, "line-width": 2, "line-dasharray": [3, 2] }),
    line("pin-around", "pin-around", { "line-color": "#566073", "line-width": 3, "line-opacity": 0.45 }),
  ];
}

function ownLayers() {
  const colour = ["coalesce", ["get", "colour"], KEPT];
  const round = { "line-join": "round", "line-cap": "round" };
  const areas = ["==", ["geometry-type"], "Polygon"];
  return [
    { id: "pin-range", type: "fill", source: "pin-range", paint: { "fill-color": NOW, "fill-opacity": 0.16, "fill-outline-color": NOW } },
    { id: "pin-ghosts-area", type: "fill", source: "pin-ghosts", filter: areas, paint: { "fill-color": "#566073", "fill-opacity": 0.12 } },
    { id: "pin-ghosts", type: "line", source: "pin-ghosts", layout: round, paint: { "line-color": "#566073", "line-width": 4, "line-opacity": 0.7, "line-dasharray": [2, 1.5] } },
    { id: "pin-still-area", type: "fill", source: "pin-still", filter: areas, paint: { "fill-color": colour, "fill-opacity": 0.2 } },
    { id: "pin-still", type: "line", source: "pin-still", layout: round, paint: { "line-color": colour, "line-width": 5 } },
    { id: "pin-still-points", type: "circle", source: "pin-still", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": colour, "circle-radius": 7, "circle-stroke-color": "#fff", "circle-stroke-width": 2 } },
    { id: "pin-apart", type: "line", source: "pin-apart", paint: { "line-color": INK, "line-width": 2, "line-dasharray": [1, 2] } },
    { id: "pin-ahead", type: "line", source: "pin-ahead", layout: round, paint: { "line-color": NOW, "line-width": 3, "line-opacity": 0.7, "line-dasharray": [1, 2] } },
    { id: "pin-chosen", type: "circle", source: "pin-chosen", paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": 15, "circle-stroke-color": INK, "circle-stroke-width": 3 } },
    { id: "pin-snap", type: "circle", source: "pin-snap", paint: { "circle-color": "rgba(11, 110, 105, 0.25)", "circle-radius": 13, "circle-stroke-color": KEPT, "circle-stroke-width": 3 } },
  ];
}

function at(marker) {
  const { lng, lat } = marker.getLngLat();
  return { lat, lon: lng };
}

function pinElement(name) {
  const element = document.createElement("div");
  element.className = name;
  element.tabIndex = 0;
  element.setAttribute("role", "img");
  element.append(drawing());
  return element;
}

function letterElement({ letter, kind }) {
  const element = document.createElement("div");
  element.className = `pin-rival ${kind}`;
  element.append(drawing());
  const word = document.createElement("span");
  word.textContent = letter ?? "";
  element.append(word);
  return element;
}

// A button where something can be done with it, a picture otherwise.
function ghostElement({ letter, title, run }) {
  const element = document.createElement(run ? "button" : "div");
  element.className = "pin-ghost";
  element.title = title;
  element.setAttribute("aria-label", title);
  if (run) {
    element.type = "button";
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      run();
    });
  } else element.setAttribute("role", "img");
  const word = document.createElement("span");
  word.textContent = letter ?? "";
  element.append(drawing(), word);
  return element;
}

function drawing() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 40 52");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", PIN);
  const hole = document.createElementNS(space, "circle");
  hole.setAttribute("cx", "20");
  hole.setAttribute("cy", "19");
  hole.setAttribute("r", "6.5");
  svg.append(shape, hole);
  return svg;
}
