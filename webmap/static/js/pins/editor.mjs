// Pinning one project after the other on one map.

import { bindZoom } from "../map/controls.mjs";
import { followChanges } from "../map/live.mjs";
import { fontsReady, makeMap, phone, reduced, THAILAND } from "../map/make.mjs";
import { hideClash, showClash } from "./clash.mjs";
import { bindGround } from "./ground.mjs";
import { bindKeys } from "./keys.mjs";
import { readPanel } from "./panel.mjs";
import { filled, rounded } from "./place.mjs";
import { ask, send } from "./requests.mjs";
import { toast } from "./toast.mjs";

const find = (selector) => document.querySelector(selector);
const frame = find("[data-pin-frame]");
const place = find("[data-map]");
const panelPlace = find("[data-pin-panel]");
const toasts = find("[data-toasts]");
const words = JSON.parse(find("[data-words]").textContent);
const dated = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" });

let map;
let ground;
let panel = readPanel(panelPlace);
let hand = null; // what is about to be saved: { lat, lon, method, text, crs, accuracy_m }
let looking = new AbortController();
let looked = Promise.resolve();

const phase = () => panel.phase();
const known = () => panel.state.places[phase()] ?? null;
const address = (what = "") => `/projects/${panel.state.id}/pin${what}${window.location.search}`;

// The point in hand

function take(next, { type = true } = {}) {
  hand = { ...next, lat: rounded(next.lat), lon: rounded(next.lon) };
  if (type) panel.text.value = `${hand.lat.toFixed(6)}, ${hand.lon.toFixed(6)}`;
  panel.refuse(null);
  ground?.put(hand, { range: hand.accuracy_m });
  ground?.element.setAttribute("aria-label", `${words.pin} ${panel.text.value}`);
  look({ lat: hand.lat, lon: hand.lon });
}

/** Put the pin back where it is on record, or off the map. */
function letGo() {
  hand = null;
  panel.text.value = "";
  panel.refuse(null);
  const on = known();
  ground?.put(on, { range: on?.accuracy_m, kept: true });
  if (on) look({ lat: on.lat, lon: on.lon });
  else panel.say(null);
}

/** Ask what a point or a text means; the last question is the one that is answered. */
function look(question) {
  looking.abort();
  looking = new AbortController();
  const { signal } = looking;
  const slow = setTimeout(() => panel.wait(words.checking), 300);
  looked = ask("/pins/check", { ...question, project: panel.state.id }, signal)
    .then((answer) => { if (!signal.aborted) understood(question, answer); })
    .catch((error) => { if (!signal.aborted) misunderstood(question, error); })
    .finally(() => clearTimeout(slow));
  return looked;
}

function understood(question, answer) {
  if (question.text) {
    hand = { lat: answer.lat, lon: answer.lon, method: "text", text: question.text, crs: question.crs };
    ground?.put(hand);
    show(hand);
  }
  panel.say(answer, range());
}

function range() {
  const metres = (hand ?? known())?.accuracy_m;
  return metres ? [filled(words.within, { metres: Math.ceil(metres) })] : [];
}

function misunderstood(question, error) {
  if (question.text) {
    hand = null;
    panel.say(null);
  }
  panel.refuse(error.status ? error.message : words.offline);
}

// Saving and going on

async function save(seen = known()?.id ?? null) {
  await looked;
  if (panel.save.disabled) return;
  if (!hand) {
    if (panel.find("error").hidden) panel.refuse(known() ? words.same : panel.text.dataset.missing);
    panel.text.focus();
    return;
  }
  const { state } = panel;
  const first = Object.keys(state.places).length === 0;
  const sent = hand.method === "text" ? { text: hand.text, crs: hand.crs } : { lat: hand.lat, lon: hand.lon, method: hand.method, accuracy_m: hand.accuracy_m };
  await doing(async () => {
    const done = await send(address(), { ...sent, phase: phase(), seen });
    hand = null;
    const undo = { word: words.undo, run: () => undoSave(state.id, done.place) };
    toast(toasts, `${words.saved}: ${panel.find("pin-title").textContent}`, undo);
    await open(first && done.next ? done.next.id : state.id, { keep: true });
  });
}

async function undoSave(id, saved) {
  await doing(async () => {
    await send(`/projects/${id}/pin/undo${window.location.search}`, { phase: saved.phase, seen: saved.id });
    toast(toasts, words.undone);
    await open(id);
  });
}

/** Do something that the server may refuse; a clash is shown, any other refusal is said. */
async function doing(what) {
  panel.busy(true);
  try {
    await what();
  } catch (error) {
    if (error.status === 409 && "theirs" in error.said) clash(error.said);
    else panel.refuse(error.status ? error.message : words.offline);
  } finally {
    panel.busy(false);
  }
}

function clash(said) {
  showClash(panel, ground, said, {
    keep: () => open(panel.state.id),
    mine: (seen) => {
      hideClash(panel, ground);
      ground.put(hand, { range: hand?.accuracy_m });
      save(seen);
    },
  }, (at) => dated.format(new Date(at)));
  const both = [said.theirs, said.mine].filter(Boolean).map(({ lon, lat }) => [lon, lat]);
  if (both.length === 2) fit([both, both].map((each) => [Math.min(...each.map((p) => p[0])), Math.min(...each.map((p) => p[1])), Math.max(...each.map((p) => p[0])), Math.max(...each.map((p) => p[1]))])[0]);
}

// One project after the other

/** Bring another project's panel (or the same one anew) onto the page, and the map to it. */
async function open(id, { push = true, keep = false } = {}) {
  const path = `/projects/${id}/pin`;
  const answer = await fetch(`${path}/panel${window.location.search}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    window.location.assign(path + window.location.search);
    return;
  }
  const before = panel.state;
  panelPlace.innerHTML = await answer.text();
  panelPlace.scrollTop = 0;
  if (push && before.id !== id) window.history.pushState(null, "", path + window.location.search);
  bindPanel();
  document.title = `${panel.find("pin-title").textContent} · eplan`;
  arrive(keep && before.authority === panel.state.authority);
  panel.find("pin-title").focus({ preventScroll: true });
}

function bindPanel() {
  panel = readPanel(panelPlace);
  let clock = 0;
  const typed = () => {
    clearTimeout(clock);
    const text = panel.text.value.trim();
    if (!text) letGo();
    else look({ text, crs: panel.crs() });
  };
  panel.text.addEventListener("input", () => {
    clearTimeout(clock);
    panel.refuse(null);
    clock = setTimeout(typed, 350);
  });
  panel.text.addEventListener("paste", () => setTimeout(typed));
  panel.find("crs").addEventListener("change", typed);
  panel.find("phase").addEventListener("change", () => { if (!hand) letGo(); });
  panel.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (clock && hand?.text !== panel.text.value.trim() && hand?.method !== "map") typed();
    save();
  });
  panel.skip?.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(panel.state.next.id, { keep: true });
  });
  bindHere();
  bindForms();
}

/** The plain forms of the panel, sent without leaving the map. */
function bindForms() {
  const forms = { "undo-form": words.undone, "remove-form": words.removed, "need-form": words.waived };
  for (const [name, said] of Object.entries(forms)) {
    panel.find(name)?.addEventListener("submit", (event) => {
      event.preventDefault();
      const { state } = panel;
      const form = event.target;
      doing(async () => {
        const fields = Object.fromEntries([...new FormData(form)].filter(([field]) => field !== "csrf_token"));
        const done = await send(form.action, fields);
        const removed = name === "remove-form" ? { word: words.undo, run: () => undoSave(state.id, { phase: fields.phase, id: null }) } : null;
        toast(toasts, said, removed);
        await open(name === "need-form" && done.next ? done.next.id : state.id, { keep: true });
      });
    });
  }
}

/** "Use this place": where the device is, with the accuracy that it claims. */
function bindHere() {
  if (!navigator.geolocation || !panel.here) return;
  panel.here.hidden = false;
  panel.here.addEventListener("click", () => {
    const { here } = panel;
    here.setAttribute("aria-busy", "true");
    panel.wait(words.gpsLooking);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      here.removeAttribute("aria-busy");
      take({ lat: coords.latitude, lon: coords.longitude, method: "gps", accuracy_m: coords.accuracy });
      show(hand);
    }, ({ code }) => {
      here.removeAttribute("aria-busy");
      panel.wait("");
      panel.refuse(code === 1 ? words.gpsDenied : words.gpsFailed);
    }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 });
  });
}

// The map

function fit(box, maxZoom = 17) {
  map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding: phone.matches ? 48 : 80, maxZoom, animate: !reduced });
}

/** Bring a place into view without moving the map for nothing. */
function show({ lat, lon }, zoom = 15) {
  const near = map?.getBounds().contains([lon, lat]) && map.getZoom() >= 13;
  if (map && !near) map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), zoom), animate: !reduced });
}

function startBox() {
  const outline = panel.state.outline ? JSON.parse(panel.state.outline) : null;
  return { outline, box: ground?.bounds(outline) ?? THAILAND };
}

/** Let the map stand as the panel's project wants it. */
function arrive(keep = false) {
  const { outline, box } = startBox();
  ground.two(null, null);
  ground.outline(outline);
  ground.without(panel.state.id);
  letGo();
  const on = known() ?? Object.values(panel.state.places).at(-1);
  if (on) show(on, 16);
  else if (!keep) fit(box, 14);
  if (panel.state.conflict) clash(panel.state.conflict);
}

async function changed() {
  const { state } = panel;
  const now = await ask(`/projects/${state.id}/pin.json`, {});
  if (panel.state !== state) return;
  const other = now.places[phase()] ?? null;
  if ((other?.id ?? null) === (known()?.id ?? null)) return;
  if (!hand) {
    await open(state.id);
    return;
  }
  const said = filled(words.changed, { who: other?.by ?? words.somebody });
  toast(toasts, said, { word: words.show, run: () => open(state.id) });
}

function bindMap() {
  ground = bindGround(map, {
    onDrag: (at) => { panel.text.value = `${at.lat.toFixed(6)}, ${at.lon.toFixed(6)}`; },
    onDrop: (at) => take({ ...at, method: "map" }),
  });
  map.on("click", ({ lngLat }) => {
    if (!panel.find("clash").hidden) return;
    take({ lat: lngLat.lat, lon: lngLat.lng, method: "map" });
    ground.element.focus({ preventScroll: true });
  });
  bindKeys(frame, map, {
    place: () => hand ?? known(),
    inHand: () => Boolean(hand),
    set(at, step) {
      take({ ...at, method: "map" });
      ground.element.focus({ preventScroll: true });
      if (step) ground.element.title = filled(words.step, { metres: step });
      if (!map.getBounds().contains([at.lon, at.lat])) map.panTo([at.lon, at.lat]);
    },
    save: () => save(),
    drop: letGo,
  });
  bindZoom(map, frame.querySelectorAll("[data-zoom]"));
  followChanges(map, { projects: "projects" }, changed);
}

bindPanel();
window.addEventListener("popstate", () => {
  const id = Number(/\/projects\/(\d+)\/pin/.exec(window.location.pathname)?.[1]);
  if (id) open(id, { push: false });
});
try {
  await fontsReady();
  map = makeMap(place, { shown: ["projects", "areas", "names"] });
  map.getCanvas().style.cursor = "crosshair";
  await new Promise((done) => { map.once("load", done); });
  bindMap();
  arrive();
  frame.dataset.ready = "yes";
} catch (error) {
  find("[data-map-failed]").hidden = false;
  console.warn("the map could not be drawn", error);
}
