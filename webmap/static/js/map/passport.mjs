// The map of a project's passport: its places by phase, the drift between them, and their history step by step.

import { around, standing, stepped } from "./history.mjs";
import { fontsReady, makeMap } from "./make.mjs";
import { drawPhotoPoints } from "./photo_points.mjs";
import { FONT } from "./style.mjs";

const COLOURS = { plan: "#566073", contracted: "#6C4AB6", finished: "#1B8A5A" };
const DRIFT = ["case", ["get", "over"], "#B3261E", "#566073"];
const KIND = ["geometry-type"];
const COLOUR = ["match", ["get", "mark"], ...Object.entries(COLOURS).flat(), "#566073"];

function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}

// A place is its shape and, where that is more than a point, the point that stands for it.
function features(step, properties) {
  const told = { mark: step.mark, word: step.word, ...properties };
  const shape = step.geometry.type === "Point" ? [] : [feature(step.geometry, told)];
  return [...shape, feature({ type: "Point", coordinates: step.point }, { ...told, mark: step.mark, isMark: true })];
}

function collection(list) {
  return { type: "FeatureCollection", features: list };
}

function layers() {
  const isMark = ["to-boolean", ["get", "isMark"]];
  const shade = (past, now) => ["case", ["get", "past"], past, now];
  return [
    { id: "places-areas", type: "fill", source: "places", filter: ["==", KIND, "Polygon"], paint: { "fill-color": COLOUR, "fill-opacity": shade(0.06, 0.18) } },
    { id: "places-past", type: "line", source: "places", filter: ["all", ["!=", KIND, "Point"], ["get", "past"]], paint: { "line-color": COLOUR, "line-width": 2, "line-opacity": 0.45, "line-dasharray": [2, 2] } },
    { id: "places-lines", type: "line", source: "places", filter: ["all", ["!=", KIND, "Point"], ["!", ["get", "past"]]], layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": COLOUR, "line-width": 4 } },
    { id: "drift-lines", type: "line", source: "drifts", filter: ["!=", KIND, "Point"], paint: { "line-color": DRIFT, "line-width": 2.5, "line-dasharray": [1.5, 1.5] } },
    {
      id: "places-marks", type: "symbol", source: "places", filter: isMark,
      layout: { "icon-image": ["concat", "stage-", ["get", "mark"]], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": shade(0, 1) },
      paint: { "icon-opacity": shade(0.4, 1) },
    },
    {
      id: "places-words", type: "symbol", source: "places", filter: ["all", isMark, ["!", ["get", "past"]]],
      layout: { "text-field": ["get", "word"], "text-font": FONT, "text-size": 13, "text-variable-anchor-offset": ["top", [0, 1.1], "bottom", [0, -1.1], "left", [1.2, 0], "right", [-1.2, 0]], "text-padding": 1 },
      paint: { "text-color": COLOUR, "text-halo-color": "#fff", "text-halo-width": 1.8 },
    },
    {
      id: "drift-words", type: "symbol", source: "drifts",
      filter: ["==", KIND, "Point"],
      layout: { "text-field": ["get", "metres"], "text-font": FONT, "text-size": 14, "text-allow-overlap": true },
      paint: { "text-color": DRIFT, "text-halo-color": "#fff", "text-halo-width": 2 },
    },
  ];
}

// Where the metres of a drift are written.
function middle({ coordinates: [one, other] }) {
  return { type: "Point", coordinates: [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2] };
}

function put(map, drawn, at) {
  const { now, past } = standing(drawn.steps, at);
  const shown = [...past.flatMap((step) => features(step, { past: true })), ...now.flatMap((step) => features(step, { past: false }))];
  map.getSource("places").setData(collection(shown));
  const last = at === drawn.steps.length - 1;
  const drifts = last ? drawn.drifts.filter((each) => each.line) : [];
  map.getSource("drifts").setData(collection(drifts.flatMap(({ line, ...told }) => [feature(line, told), feature(middle(line), told)])));
}

function bindStepper(figure, count, onStep) {
  const stepper = figure.querySelector("[data-stepper]");
  const rows = [...document.querySelectorAll("[data-steps] > tr")];
  if (count < 2 || !stepper) return;
  let at = count - 1;
  const number = stepper.querySelector("[data-step-number]");
  function show(next) {
    at = next;
    number.textContent = number.dataset.word.replace("{at}", at + 1).replace("{all}", count);
    stepper.querySelector("[data-step-said]").textContent = rows[at]?.dataset.said ?? "";
    for (const button of stepper.querySelectorAll("[data-step]")) {
      button.setAttribute("aria-disabled", String(stepped(at, Number(button.dataset.step), count) === at));
    }
    rows.forEach((row, index) => row.classList.toggle("lit", index === at));
    onStep(at);
  }
  const move = (by) => {
    const next = stepped(at, by, count);
    if (next !== at) show(next);
  };
  stepper.hidden = false;
  stepper.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) move(Number(button.dataset.step));
  });
  rows.forEach((row, index) => row.addEventListener("click", () => show(index)));
  document.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const busy = event.target.closest("input, textarea, select, canvas, .table-frame");
    if (!by || busy || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(by);
  });
  show(at);
}

async function showMap(figure) {
  const drawn = JSON.parse(figure.dataset.drawn);
  const place = figure.querySelector("[data-mini-map]");
  let now = drawn.steps.length - 1;
  let map = null;
  const draw = () => { if (map?.getSource("places")) put(map, drawn, now); };
  bindStepper(figure, drawn.steps.length, (at) => { now = at; draw(); });
  await fontsReady();
  const bounds = around(drawn.steps.map((step) => step.geometry));
  map = makeMap(place, { shown: ["areas", "names"], view: { bounds, fitBoundsOptions: { padding: 56, maxZoom: 16 } } });
  map.scrollZoom.disable();
  // Tiles that a weak network lost are asked for again as the map moves.
  map.on("error", ({ error }) => { if (error?.status !== 0) console.error(error); });
  map.on("load", () => {
    for (const id of ["places", "drifts"]) map.addSource(id, { type: "geojson", data: collection([]) });
    for (const layer of layers()) map.addLayer(layer);
    drawPhotoPoints(map);
    draw();
    map.once("idle", () => { figure.dataset.idle = "yes"; });
  });
}

function bindCopy(button) {
  if (!navigator.clipboard) return;
  const word = button.querySelector("span");
  const usual = word.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = usual; }, 2000);
  });
}

document.querySelectorAll("[data-copy]").forEach(bindCopy);
for (const figure of document.querySelectorAll("[data-passport-map]")) {
  showMap(figure).catch((error) => {
    figure.querySelector("[data-mini-map]").hidden = true;
    console.warn("the map of the passport could not be drawn", error);
  });
}
