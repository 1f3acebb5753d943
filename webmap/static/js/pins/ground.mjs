// The map's side of pinning: the authority's outline, the pin in hand, and the two pins of a clash.

import { Marker } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { ONE } from "../map/style.mjs";
import { circle } from "./place.mjs";

const EMPTY = { type: "FeatureCollection", features: [] };
const PIN = "M20 50C20 50 2 31 2 19a18 18 0 1 1 36 0C38 31 20 50 20 50Z";

/** Add what pinning draws to a map that has loaded; returns how to use it. */
export function bindGround(map, { onDrag, onDrop }) {
  for (const name of ["pin-outline", "pin-range", "pin-apart"]) map.addSource(name, { type: "geojson", data: EMPTY });
  const below = map.getLayer("cells") ? "cells" : undefined;
  map.addLayer({ id: "pin-outline-halo", type: "line", source: "pin-outline", paint: { "line-color": "#fff", "line-width": 5, "line-opacity": 0.7 } }, below);
  map.addLayer({ id: "pin-outline", type: "line", source: "pin-outline", paint: { "line-color": "#0B6E69", "line-width": 2, "line-dasharray": [3, 2] } }, below);
  map.addLayer({ id: "pin-range", type: "fill", source: "pin-range", paint: { "fill-color": "#E08E0B", "fill-opacity": 0.16, "fill-outline-color": "#E08E0B" } });
  map.addLayer({ id: "pin-apart", type: "line", source: "pin-apart", paint: { "line-color": "#1D2433", "line-width": 2, "line-dasharray": [1, 2] } });

  const element = pinElement("pin-mark");
  const pin = new Marker({ element, anchor: "bottom", draggable: true });
  pin.on("drag", () => onDrag(at(pin)));
  pin.on("dragend", () => onDrop(at(pin)));
  const rivals = [];
  let own = null;

  function draw(source, geometry) {
    map.getSource(source).setData(geometry ? { type: "Feature", geometry, properties: {} } : EMPTY);
  }

  return {
    element,
    outline(geometry) {
      draw("pin-outline", geometry);
    },
    /** Put the pin at a place, or take it off for null; `range` are the metres it may be off. */
    put(place, { range = null, kept = false } = {}) {
      element.classList.toggle("kept", kept);
      if (place) pin.setLngLat([place.lon, place.lat]).addTo(map);
      else pin.remove();
      draw("pin-range", place && range ? circle(place, range) : null);
    },
    /** Leave the project's own mark out of the others, since the pin stands for it. */
    without(id) {
      if (own === id || !map.getLayer("points")) return;
      own = id;
      map.setFilter("points", ["all", ONE, ["!=", ["to-string", ["get", "id"]], String(id)]]);
    },
    /** Show two places with their letters, or none for null. */
    two(theirs, mine, letters = []) {
      rivals.splice(0).forEach((marker) => marker.remove());
      draw("pin-apart", null);
      const places = [theirs, mine].map((place, i) => place && { ...place, letter: letters[i], kind: ["theirs", "mine"][i] }).filter(Boolean);
      for (const place of places) rivals.push(new Marker({ element: letterElement(place), anchor: "bottom" }).setLngLat([place.lon, place.lat]).addTo(map));
      if (places.length === 2) draw("pin-apart", { type: "LineString", coordinates: places.map(({ lon, lat }) => [lon, lat]) });
    },
  };
}

/** What stands in for the ground where no map can be drawn: the panel works all the same. */
export function noGround() {
  const nothing = () => {};
  return { element: document.createElement("div"), outline: nothing, put: nothing, without: nothing, two: nothing };
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
