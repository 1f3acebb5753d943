// The map of one finding: the places of its projects, lettered as the cards are, and the way between two.

import { around } from "../map/history.mjs";
import { fontsReady, makeMap } from "../map/make.mjs";
import { FONT } from "../map/style.mjs";

const KIND = ["geometry-type"];
const COLOUR = ["get", "colour"];

function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}

function drawn(all) {
  const shapes = all.filter((shape) => !shape.ground);
  const grounds = all.filter((shape) => shape.ground).map(({ geometry }) => feature(geometry, { ground: true, colour: "#566073" }));
  const several = shapes.length > 2;
  const told = shapes.map((shape, at) => ({ ...shape, colour: at === 1 && !several ? "#6C4AB6" : "#0B6E69" }));
  const places = told.flatMap(({ geometry, point, label, colour }) => [
    ...(geometry.type === "Point" ? [] : [feature(geometry, { colour })]),
    feature({ type: "Point", coordinates: point }, { colour, label }),
  ]);
  const way = shapes.length === 2 ? [feature({ type: "LineString", coordinates: shapes.map((shape) => shape.point) }, { way: true, colour: "#566073" })] : [];
  return { type: "FeatureCollection", features: [...grounds, ...way, ...places] };
}

function layers() {
  const way = ["to-boolean", ["get", "way"]];
  const ground = ["to-boolean", ["get", "ground"]];
  return [
    { id: "areas-found", type: "fill", source: "found", filter: ["==", KIND, "Polygon"], paint: { "fill-color": COLOUR, "fill-opacity": ["case", ground, 0.12, 0.25] } },
    { id: "ground-lines", type: "line", source: "found", filter: ground, paint: { "line-color": COLOUR, "line-width": 1.5 } },
    { id: "way", type: "line", source: "found", filter: way, paint: { "line-color": COLOUR, "line-width": 2, "line-dasharray": [2, 2] } },
    { id: "lines-found", type: "line", source: "found", filter: ["all", ["!=", KIND, "Point"], ["!", way], ["!", ground]], layout: { "line-cap": "round" }, paint: { "line-color": COLOUR, "line-width": 5, "line-opacity": 0.8 } },
    { id: "points-found", type: "circle", source: "found", filter: ["==", KIND, "Point"], paint: { "circle-radius": 13, "circle-color": COLOUR, "circle-stroke-color": "#fff", "circle-stroke-width": 2 } },
    { id: "letters", type: "symbol", source: "found", filter: ["==", KIND, "Point"], layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 14, "text-allow-overlap": true }, paint: { "text-color": "#fff" } },
  ];
}

async function show(figure) {
  const shapes = JSON.parse(figure.dataset.shapes);
  await fontsReady();
  const bounds = around(shapes.map((shape) => shape.geometry));
  const map = makeMap(figure.querySelector("[data-mini-map]"), { shown: ["areas", "names"], view: { bounds, fitBoundsOptions: { padding: 56, maxZoom: 18 } } });
  map.scrollZoom.disable();
  map.on("load", () => {
    map.addSource("found", { type: "geojson", data: drawn(shapes) });
    for (const layer of layers()) map.addLayer(layer);
    map.once("idle", () => { figure.dataset.idle = "yes"; });
  });
}

for (const figure of document.querySelectorAll("[data-check-map]")) {
  show(figure).catch((error) => {
    figure.querySelector("[data-mini-map]").hidden = true;
    console.warn("the map of the finding could not be drawn", error);
  });
}
