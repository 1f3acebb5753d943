// Pinning one project after the other on one map.

import { bindZoom } from "../map/controls.mjs";
import { followChanges } from "../map/live.mjs";
import { fontsReady, makeMap, phone, reduced, THAILAND } from "../map/make.mjs";
import { bindPhotoPin } from "../photos/pin.mjs";
import { bindAround } from "./around.mjs";
import { bindDispute } from "./disputing.mjs";
import { bindDrawing } from "./drawing.mjs";
import { bindFile } from "./file.mjs";
import { bindGround, noGround } from "./ground.mjs";
import { bindHand } from "./hand.mjs";
import { bindHere } from "./here.mjs";
import { bindHistoryKeys, bindKeys } from "./keys.mjs";
import { readPanel } from "./panel.mjs";
import { boundsOf, filled, inDegrees } from "./place.mjs";
import { bindPointer } from "./pointer.mjs";
import { bindReadings } from "./readings.mjs";
import { ask } from "./requests.mjs";
import { bindSaving } from "./saving.mjs";
import { bindUndoKey, toast } from "./toast.mjs";
import { bindTools } from "./tools.mjs";
import { bindUnsent } from "./unsent.mjs";

const PAUSE = 350;
const find = (selector) => document.querySelector(selector);
const frame = find("[data-pin-frame]");
const panelPlace = find("[data-pin-panel]");
const english = document.documentElement.lang === "en";
const dates = new Intl.DateTimeFormat(english ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" });
const words = JSON.parse(find("[data-words]").textContent);

const page = {
  map: null,
  ground: noGround(),
  drawing: { show: () => false, clear: () => {} },
  live: null,
  fixing: false, // while the device's position is taken
  panel: readPanel(panelPlace, words),
  toasts: find("[data-toasts]"),
  words,
  dated: (at) => dates.format(new Date(at)),
  fit,
  fitTo: (geometry) => fit(boundsOf(geometry)),
  show,
  open,
  ghosts,
  moved,
};
page.hand = bindHand(page);
page.readings = bindReadings(page, (reading) => page.hand.type(reading));
const saving = bindSaving(page);

function fit(box, maxZoom = 17) {
  const padding = phone.matches ? { top: 124, bottom: 68, left: 40, right: 64 } : 96;
  const options = { padding, maxZoom, animate: !reduced };
  page.map?.fitBounds([[box[0], box[1]], [box[2], box[3]]], options);
}

/** Bring a place into view without moving the map for nothing. */
function show({ lat, lon }, zoom = 15) {
  const { map } = page;
  if (!map || (map.getBounds().contains([lon, lat]) && map.getZoom() >= 13)) return;
  map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), zoom), animate: !reduced });
}

/** After a key has moved something: keep the keys on the map, and what was moved in view. */
function moved(at, step) {
  const { map, ground, hand } = page;
  const alone = hand.vertices().length < 2;
  (alone ? ground.element : map.getCanvas()).focus({ preventScroll: true });
  if (step && alone) ground.element.title = filled(words.step, { metres: step });
  if (!map.getBounds().contains([at.lon, at.lat])) map.panTo([at.lon, at.lat]);
}

/** Show the places of the other phases, and the other readings of what was typed. */
function ghosts() {
  const { panel, ground, readings } = page;
  const others = Object.entries(panel.state.places).filter(([phase]) => phase !== panel.phase());
  const phases = others.map(([phase, place]) => ({ ...place, letter: panel.letterOf(phase), title: panel.titleOf(phase) }));
  ground.ghosts([...phases, ...readings.ghosts()]);
}

/** Bring another project's panel (or the same one anew) onto the page, and the map to it. */
async function open(id, { push = true, keep = false } = {}) {
  const path = `/projects/${id}/pin`;
  const html = await panelOf(path);
  if (html === null) {
    window.location.assign(path + window.location.search);
    return;
  }
  const before = page.panel.state;
  page.here?.stop();
  panelPlace.innerHTML = html;
  panelPlace.scrollTop = 0;
  if (push && before.id !== id) window.history.pushState(null, "", path + window.location.search);
  bindPanel();
  document.title = `${page.panel.title()} · eplan`;
  arrive(keep && before.authority === page.panel.state.authority);
  page.panel.find("pin-title").focus({ preventScroll: true });
}

/** Return another project's panel; without a network that of its page, if the device has kept it; else null. */
async function panelOf(path) {
  const asked = (address) => fetch(address + window.location.search, { headers: { Accept: "text/html" } });
  try {
    const answer = await asked(`${path}/panel`);
    return answer.ok ? await answer.text() : null;
  } catch {
    const answer = await asked(path).catch(() => null);
    if (!answer?.ok) return null;
    const kept = new DOMParser().parseFromString(await answer.text(), "text/html");
    return kept.querySelector("[data-pin-panel]")?.innerHTML ?? null;
  }
}

/** Let the map stand as the panel's project wants it. */
function arrive(keep = false) {
  const { ground, hand, panel } = page;
  const outline = panel.state.outline ? JSON.parse(panel.state.outline) : null;
  ground.two(null, null);
  ground.outline(outline);
  ground.without(panel.state.id);
  hand.letGo();
  ghosts();
  const on = hand.known() ?? Object.values(panel.state.places).at(-1);
  if (on && on.geometry.type !== "Point") page.fitTo(on.geometry);
  else if (on) show(on, 16);
  else if (!keep) fit(boundsOf(outline) ?? THAILAND, 14);
  page.around?.forget();
  if (panel.state.conflict) saving.clash(panel.state.conflict);
}

function bindPanel() {
  page.panel = readPanel(panelPlace, words);
  const { panel, hand } = page;
  let clock = 0;
  panel.text.addEventListener("input", () => {
    clearTimeout(clock);
    panel.refuse(null);
    clock = setTimeout(() => hand.type(), PAUSE);
  });
  panel.text.addEventListener("paste", () => setTimeout(() => hand.type()));
  panel.find("crs").addEventListener("change", () => hand.type());
  panel.form.addEventListener("change", ({ target }) => {
    if (target.name === "phase") changePhase();
  });
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
  page.here = bindHere(panel, words, fixed);
  page.file = bindFile(page);
  bindPhotoPin(page);
  saving.bindForms();
  bindDisputing(panel);
}

function bindDisputing({ find: part, state, title }) {
  const form = part("dispute-form");
  if (!form) return;
  bindDispute(form, {
    project: { id: state.id, title: title() },
    outbox: () => page.outbox,
    kept: (said) => toast(page.toasts, said),
    async done() {
      toast(page.toasts, words.disputed);
      await open(state.id, { push: false });
    },
  });
}

/** What is in hand stays in hand for another phase; where nothing is, the phase's own place is shown. */
function changePhase() {
  if (!page.hand.state()) page.hand.letGo();
  ghosts();
}

/** Take where the device is: the pin, or one more vertex; a better fix moves that same one. */
function fixed(place, first) {
  const { hand } = page;
  const at = hand.vertices().length - 1;
  page.fixing = true;
  if (hand.kind() === "point") hand.take(place);
  else if (first) hand.add(place);
  else hand.move(at, place);
  page.fixing = false;
  if (first) show(place, 16);
}

/** Somebody saved something: where it is this project's place, say so, and show it where nothing is in hand. */
async function changed() {
  const { state } = page.panel;
  if (saving.atWork()) return;
  const now = await ask(`/projects/${state.id}/pin.json`, {});
  if (saving.atWork() || page.panel.state !== state) return;
  const other = now.places[page.panel.phase()] ?? null;
  if ((other?.id ?? null) === (page.hand.known()?.id ?? null)) return;
  const said = filled(words.changed, { who: other?.by ?? words.somebody });
  if (page.hand.state()) toast(page.toasts, said, { word: words.show, run: () => open(state.id) });
  else {
    await open(state.id);
    toast(page.toasts, said);
  }
}

function bindMap(map) {
  const { hand } = page;
  page.ground = bindGround(map, {
    onDrag: (at) => { page.panel.text.value = inDegrees(at); },
    onDrop: (at) => {
      if (hand.kind() !== "point" && hand.state()) hand.move(0, at);
      else hand.take({ ...at, method: "map" });
    },
  });
  const pointer = bindPointer(page);
  page.drawing = bindDrawing(map, {
    snap: pointer.snap,
    moving(vertices) {
      page.panel.measured(hand.withVertices(vertices));
      page.ground.choose(null);
      page.ground.ahead(null);
    },
    moved(vertices) {
      page.ground.snap(null);
      const before = hand.vertices();
      hand.dragged(vertices, vertices.findIndex((vertex, i) => String(vertex) !== String(before[i])));
    },
  });
  page.around = bindAround(page);
  page.tools = bindTools(page, frame);
  bindKeys(frame, map, page, () => saving.save());
  bindZoom(map, frame.querySelectorAll("[data-zoom]"));
  page.live = followChanges(map, { projects: "projects" }, () => { changed().catch(() => {}); });
}

bindPanel();
bindHistoryKeys(page);
bindUndoKey(page.toasts);
window.addEventListener("popstate", () => {
  const id = Number(/\/projects\/(\d+)\/pin/.exec(window.location.pathname)?.[1]);
  if (id) open(id, { push: false });
});
try {
  await fontsReady();
  const map = makeMap(find("[data-map]"), { shown: ["projects", "areas", "names"] });
  map.getCanvas().style.cursor = "crosshair";
  // Tiles that a weak network lost are asked for again as the map moves.
  map.on("error", ({ error }) => { if (error?.status !== 0) console.error(error); });
  await new Promise((done) => { map.once("load", done); });
  page.map = map;
  bindMap(map);
  arrive();
} catch (error) {
  find("[data-map-failed]").hidden = false;
  console.warn("the map could not be drawn", error);
}
bindUnsent(page, find("[data-waiting]"), saving);
frame.dataset.ready = "yes";
