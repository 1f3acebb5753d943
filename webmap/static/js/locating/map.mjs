// The map beside a table: every row a point in the colour of its state, and one row with its ghosts.

import { around } from "../map/history.mjs";
import { fontsReady, makeMap, reduced } from "../map/make.mjs";
import { FONT } from "../map/style.mjs";
import { collection, ghosts, reach } from "./drawn.mjs";

const COLOUR = ["match", ["get", "state"], "ready", "#0B6E69", "choose", "#E08E0B", "moves", "#6C4AB6", "#566073"];
const POINT = ["==", ["geometry-type"], "Point"];

function layers() {
  return [
    { id: "row-areas", type: "fill", source: "rows", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": COLOUR, "fill-opacity": 0.25 } },
    { id: "row-lines", type: "line", source: "rows", filter: ["!", POINT], paint: { "line-color": COLOUR, "line-width": 4 } },
    { id: "row-points", type: "circle", source: "rows", filter: POINT, paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 4, 14, 7], "circle-color": COLOUR, "circle-stroke-color": "#fff", "circle-stroke-width": 1.5 } },
    { id: "way", type: "line", source: "ghosts", filter: ["to-boolean", ["get", "way"]], paint: { "line-color": "#566073", "line-width": 2, "line-dasharray": [2, 2] } },
    { id: "standing", type: "circle", source: "ghosts", filter: ["to-boolean", ["get", "standing"]], paint: { "circle-radius": 10, "circle-color": "rgba(255,255,255,0.6)", "circle-stroke-color": "#6C4AB6", "circle-stroke-width": 3 } },
    { id: "readings", type: "circle", source: "ghosts", filter: ["all", POINT, ["!", ["to-boolean", ["get", "standing"]]]], paint: { "circle-radius": 13, "circle-color": ["case", ["get", "chosen"], "#0B6E69", "rgba(255,255,255,0.85)"], "circle-stroke-color": ["case", ["get", "chosen"], "#fff", "#B86F00"], "circle-stroke-width": 2.5 } },
    { id: "numbers", type: "symbol", source: "ghosts", filter: POINT, layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 14, "text-allow-overlap": true }, paint: { "text-color": ["case", ["get", "chosen"], "#fff", "#1D2433"] } },
  ];
}

/** Draw the map of `figure`; `open` is told the number of a row that was clicked. Returns { look, repaint }. */
export async function drawMap(figure, open) {
  const [answer] = await Promise.all([fetch(figure.dataset.points, { headers: { Accept: "application/json" } }), fontsReady()]);
  if (!answer.ok) throw new Error(String(answer.status));
  const rows = await answer.json();
  const bounds = around(rows.features.map((each) => each.geometry));
  const map = makeMap(figure.querySelector("[data-mini-map]"), {
    shown: ["areas", "names"],
    view: bounds ? { bounds, fitBoundsOptions: { padding: 48, maxZoom: 15 } } : undefined,
  });
  await new Promise((done) => { map.once("load", done); });
  map.addSource("rows", { type: "geojson", data: rows });
  map.addSource("ghosts", { type: "geojson", data: collection([]) });
  for (const layer of layers()) map.addLayer(layer);
  const clicked = ["row-points", "row-lines", "row-areas"];
  map.on("click", (event) => {
    const box = [[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]];
    const [hit] = map.queryRenderedFeatures(box, { layers: clicked });
    if (hit) open(hit.properties.line);
  });
  for (const id of clicked) {
    map.on("mouseenter", id, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", id, () => { map.getCanvas().style.cursor = ""; });
  }
  map.once("idle", () => { figure.dataset.idle = "yes"; });

  return {
    /** Show a row's readings; move there unless all of them are seen already. */
    look(drawn, moving = true) {
      map.getSource("ghosts").setData(ghosts(drawn));
      const box = reach(drawn);
      if (!box || !moving) return;
      map.fitBounds(box, { padding: 70, maxZoom: Math.max(13, Math.min(16, map.getZoom())), animate: !reduced, duration: 500 });
    },
    /** Paint a row anew after a choice. */
    repaint(line, group, point) {
      const found = rows.features.find((each) => each.properties.line === line);
      if (!found) return;
      found.properties.state = group;
      if (point && found.geometry.type === "Point") found.geometry.coordinates = point;
      map.getSource("rows").setData(rows);
    },
  };
}
