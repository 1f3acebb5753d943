// The choropleth on the map, and pointing at it.

import { Popup } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { tileJson } from "../map/style.mjs";
import { EMPTY, fillColour, hatching } from "./paint.mjs";

const SOURCE = "spending";
const AREAS = ["==", ["geometry-type"], "Polygon"];
const POINTS = ["==", ["geometry-type"], "Point"];
const SHAPES = ["spend-fill", "spend-points"];
const NONE = ["==", ["get", "code"], ""];

/** Draw the sums of a state on a map that has loaded. `tell` has words(properties), over(code) and open(code). */
export function bindChoropleth(map, state, tell) {
  let query = "";
  const tip = new Popup({ closeButton: false, closeOnClick: false, className: "tip", offset: 12, maxWidth: "320px" });
  map.addImage("hatching", hatching(), { pixelRatio: 1 });

  function address({ tiles }) {
    return new URLSearchParams(tiles).toString();
  }

  function addLayers(first) {
    query = address(first);
    map.addSource(SOURCE, { type: "vector", url: tileJson(window.location.origin, SOURCE, query) });
    const lines = map.getStyle().layers.find((layer) => layer.type === "line")?.id;
    const add = (layer, before = lines) => map.addLayer({ source: SOURCE, "source-layer": SOURCE, ...layer }, before);
    add({ id: "spend-fill", type: "fill", filter: AREAS, paint: { "fill-opacity": 0.86 } });
    add({ id: "spend-hatch", type: "fill", filter: ["all", AREAS, EMPTY], paint: { "fill-pattern": "hatching" } });
    add({ id: "spend-edge", type: "line", filter: AREAS, paint: { "line-color": "#fff", "line-width": 0.8 } });
    add({ id: "spend-points", type: "circle", filter: POINTS, paint: { "circle-stroke-color": "#1D2433", "circle-stroke-width": 1, "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 3, 9, 7, 12, 12] } }, undefined);
    add({ id: "spend-over", type: "line", filter: NONE, paint: { "line-color": "#1D2433", "line-width": 3 } }, undefined);
    add({ id: "spend-over-point", type: "circle", filter: NONE, paint: { "circle-color": "transparent", "circle-stroke-color": "#1D2433", "circle-stroke-width": 3, "circle-radius": 14 } }, undefined);
  }

  function paint({ measure, classes }) {
    map.setPaintProperty("spend-fill", "fill-color", fillColour(measure, classes));
    map.setPaintProperty("spend-points", "circle-color", fillColour(measure, classes));
  }

  function light(code) {
    const one = code ? ["==", ["get", "code"], code] : NONE;
    map.setFilter("spend-over", ["all", AREAS, one]);
    map.setFilter("spend-over-point", ["all", POINTS, one]);
  }

  addLayers(state);
  paint(state);
  for (const layer of SHAPES) {
    map.on("mousemove", layer, (event) => {
      const { properties } = event.features[0];
      map.getCanvas().style.cursor = "pointer";
      light(properties.code);
      tell.over(properties.code);
      tip.setLngLat(event.lngLat).setText(tell.words(properties)).addTo(map);
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
      light(null);
      tell.over(null);
      tip.remove();
    });
    map.on("click", layer, (event) => tell.open(event.features[0].properties.code));
  }

  return {
    light,
    /** Draw another state: new tiles only where the question is another one. */
    show(next) {
      tip.remove();
      light(null);
      if (address(next) !== query) {
        query = address(next);
        map.getSource(SOURCE).setUrl(tileJson(window.location.origin, SOURCE, query));
      }
      paint(next);
    },
  };
}
