// What is in hand: drawn, dragged, typed, measured or read from a file, looked at by the server, not yet saved.

import { bindLooking } from "./looking.mjs";
import { metresPerPixel, rounded } from "./place.mjs";
import {
  drawnOf, further, history, inserted, isWhole, kindOf, middleOf, pair, partsOf, replaced, wholeOf, withNewPart, without, withoutPart, withPart,
} from "./shape.mjs";

const STEADY = 6; // pixels within which a pointer hits what it means

/**
 * Bind what is in hand of a page: { panel, ground, drawing, tools, map, words }, each as it stands when it is used.
 * It is null or { kind, vertices, rough, method, accuracy_m, text, crs, pick, source, geometry }: `rough` tells how far
 * each vertex may be off, `others` and `at` are the parts that are not drawn on (see shape.mjs), `geometry` stands only
 * where it has holes or is several points, and cannot be drawn on; `unread` is a text
 * that the server could not be asked about and that has no vertices yet.
 */
export function bindHand(page) {
  const past = history();
  let state = null;
  let kind = "point";
  let keptPart = 0; // the part of what is on record that is shown with handles
  let chosen = -1; // the vertex that keys and tools mean
  let open = false; // whether a click adds a vertex
  let asked = "";

  const known = () => page.panel.state.places[page.panel.phase()] ?? null;
  const kept = () => {
    const drawn = known() ? drawnOf(known().geometry) : null;
    return drawn?.others?.length ? withPart(drawn, Math.min(keptPart, drawn.others.length)) : drawn;
  };
  const base = () => (state ? (state.geometry || state.unread ? null : state) : kept());
  const shapeOf = (each) => (each ? each.geometry ?? wholeOf(each) : null);

  const looking = bindLooking(page, {
    /** Take what a text means; what is taken again is one step of the past. */
    take(next, again = false) {
      state = next;
      kind = next.kind;
      if (!again || past.now()?.text !== next.text) past.push(next);
      page.panel.ready(true);
      draw();
    },
    drop() {
      state = null;
      page.panel.ready(false);
    },
    metres: () => (state ?? known())?.accuracy_m,
  });

  /** How exact a point can be that was pointed at, by the map's scale. */
  function steady(method, lat) {
    return method === "map" && page.map ? Math.ceil(STEADY * metresPerPixel(page.map.getZoom(), lat)) : null;
  }

  /** Draw what is in hand, or what is on record where nothing is. */
  function draw() {
    const { ground, drawing } = page;
    const on = known();
    const drawn = state ?? kept();
    const complex = state ? state.geometry : on && !kept() ? on.geometry : null;
    const vertices = complex ? [] : drawn?.vertices ?? [];
    const isKept = state === null;
    ground.put(vertices.length === 1 ? placeOf(vertices[0]) : null, { range: (state ?? on)?.accuracy_m, kept: isKept });
    const editable = vertices.length > 1 && drawing.show(drawn.kind, vertices, { kept: isKept });
    if (vertices.length < 2) drawing.clear();
    const other = drawn?.others?.length && !complex ? wholeOf({ kind: drawn.kind, vertices: [], others: drawn.others, at: 0 }) : null;
    ground.still(complex ?? (vertices.length > 1 && !editable ? wholeOf(drawn) : other), isKept);
    ground.choose(vertices[chosen] && vertices.length > 1 ? vertices[chosen] : null);
    page.panel.measured(drawn && !complex ? drawn : null);
    page.file?.mark(state?.source);
  }

  /** Take something into the hand, and look at it. */
  function commit(next, { choose = -1, step = true } = {}) {
    const { panel } = page;
    if (!page.fixing) page.here?.stop(); // nothing but the device moves what the device has found
    state = next;
    chosen = choose;
    if (step) past.push(next);
    panel.refuse(null);
    page.readings?.show([]);
    const alone = next && !next.geometry && next.vertices.length === 1;
    asked = next?.method === "text" ? next.text : alone ? inSix(next.vertices[0]) : "";
    panel.text.value = asked;
    panel.ready(Boolean(next));
    draw();
    if (alone) page.ground.element.setAttribute("aria-label", `${page.words.pin} ${asked}`);
    const shape = shapeOf(next ?? kept() ?? (known() ? { geometry: known().geometry } : null));
    if (next?.unread) looking.ask({ text: next.text, crs: next.crs, pick: next.pick });
    else if (!shape) looking.stop();
    else if (shape.type === "Point") looking.ask({ lat: shape.coordinates[1], lon: shape.coordinates[0] });
    else looking.ask({ geometry: shape });
    page.tools?.update();
  }

  /** Change the vertices of what is drawn; what came from a text or a file is a drawing from then on. */
  function redraw(vertices, { choose = -1, method = "map", accuracy = null, anew = false } = {}) {
    const { others = [], at = 0 } = anew ? {} : base() ?? {};
    if (vertices.length === 0) return others.length ? commit({ ...withoutPart({ ...base(), others, at }), ...drawnBy() }) : commit(null);
    const before = state ?? {};
    const all = before.method === "gps" && method === "gps" ? "gps" : vertices.length === 1 && !others.length ? method : "map";
    const exact = (each) => [String(each), before.rough?.get(String(each)) ?? accuracy ?? steady("map", each[1]) ?? 0];
    const rough = new Map([...vertices, ...others.flat()].map(exact));
    const worst = Math.max(...rough.values());
    return commit({ kind, vertices, others, at, rough, method: all, accuracy_m: worst || null, source: before.source }, { choose });
  }

  /** What is recorded of a drawing that keeps its vertices but loses or begins a part. */
  function drawnBy() {
    return { method: "map", accuracy_m: state?.accuracy_m ?? null, source: state?.source, rough: state?.rough, text: undefined };
  }

  const api = {
    state: () => state,
    known,
    kind: () => kind,
    open: () => open,
    chosen: () => chosen,
    vertices: () => base()?.vertices ?? [],
    past,
    draw,
    /** The point of what is in hand, or null. */
    place() {
      if (!state || state.unread) return state;
      const [lon, lat] = state.geometry ? firstOf(state.geometry) : middleOf(state.kind, partsOf(state).find((each) => each.length));
      return { ...state, lat, lon };
    },
    /** The geometry of what is in hand, or null. */
    geometry: () => shapeOf(state),
    /** Whether it can be saved as it is. */
    whole: () => Boolean(state) && (Boolean(state.geometry ?? state.unread) || isWhole(state)),
    /** Wait until the server has answered about what is in hand, and about what was typed last. */
    settled() {
      const typed = page.panel.text.value.trim();
      if (typed !== asked) api.type();
      return looking.answered();
    },
    /** Take a point, whatever was in hand. */
    take(next) {
      const vertex = [rounded(next.lon), rounded(next.lat)];
      kind = "point";
      open = false;
      commit({ kind, vertices: [vertex], method: next.method, photo: next.photo, accuracy_m: next.accuracy_m ?? steady(next.method, next.lat) });
    },
    /** Add a vertex at the end, or behind the one that is chosen; of a point, take it instead. */
    add({ lat, lon, method = "map", accuracy_m: accuracy = null }) {
      if (kind === "point") {
        api.take({ lat, lon, method, accuracy_m: accuracy });
        return;
      }
      const goesOn = base()?.kind === kind && Boolean(state || open);
      const vertices = goesOn ? base().vertices : [];
      const end = vertices.length - 1;
      open = true;
      redraw(inserted(vertices, end, [lon, lat]), { choose: end + 1, method, accuracy, anew: !goesOn });
    },
    /** Put a vertex somewhere else. */
    move(at, { lat, lon, method = "map", accuracy_m: accuracy = null }) {
      kind = base().kind;
      redraw(replaced(base().vertices, at, [lon, lat]), { choose: at, method, accuracy });
    },
    /** Take the vertices as they were dragged. */
    dragged(vertices, at = -1) {
      kind = base().kind;
      redraw(vertices.map(pair), { choose: at });
    },
    /** Add a vertex by the keyboard, behind the chosen one. */
    addFurther(fallback) {
      const vertices = base()?.vertices ?? [];
      const at = chosen >= 0 ? chosen : vertices.length - 1;
      const next = vertices.length ? further(kind, vertices, at) ?? fallback(vertices[at]) : null;
      if (next) redraw(inserted(vertices, at, next), { choose: at + 1 });
    },
    remove(at = chosen) {
      const vertices = base()?.vertices ?? [];
      if (at < 0 || at >= vertices.length) return;
      kind = base().kind;
      redraw(without(vertices, at), { choose: Math.min(at, vertices.length - 2) });
    },
    /** All parts of what is drawn, and which of them has the handles. */
    parts: () => (base() ? partsOf(base()) : []),
    part: () => base()?.at ?? 0,
    /** What is drawn, with other vertices of its part. */
    withVertices: (vertices) => ({ ...base(), kind, vertices }),
    /** Give the handles to another part. */
    choosePart(at) {
      open = false;
      chosen = -1;
      if (!state) keptPart = at;
      else if (state.vertices.length) state = withPart(state, at);
      else state = withPart({ ...state, vertices: state.others[0], others: state.others.slice(1), at: 0 }, at); // only begun
      draw();
      page.tools?.update();
    },
    /** Begin one more part; its first vertex is the next that is added. */
    addPart() {
      kind = base().kind;
      open = true;
      commit({ ...withNewPart(base()), ...drawnBy() });
    },
    choose(at) {
      chosen = at;
      draw();
      page.tools?.update();
    },
    /** Begin or end adding vertices by clicks. */
    setOpen(is) {
      open = is && kind !== "point";
      if (!open && state && kind !== "point") chosen = -1;
      draw();
      page.tools?.update();
    },
    /** Say what is drawn; what is in hand becomes that. */
    setKind(next) {
      const drawn = base();
      kind = next;
      open = next !== "point" && !(drawn && drawn.vertices.length > 1);
      if (state && !state.geometry && !state.unread) {
        const vertices = next === "point" ? [middleOf(state.kind, state.vertices)] : state.vertices;
        commit({ ...state, kind: next, vertices, ...(next === "point" ? { others: [], at: 0 } : {}) });
      } else page.tools?.update();
      page.around?.look();
    },
    /** Take a shape as it is: from a file. */
    carry(geometry, { method, source, crs, accuracy_m: accuracy = null }) {
      const drawn = drawnOf(geometry) ?? { kind: kindOf(geometry), vertices: [], geometry };
      kind = drawn.kind;
      open = false;
      commit({ ...drawn, method, source, crs, accuracy_m: accuracy });
    },
    /** Read what is typed; `pick` is the one of its readings that was chosen. */
    type(pick = null) {
      asked = page.panel.text.value.trim();
      page.panel.refuse(null);
      page.here?.stop();
      if (asked) looking.ask({ text: asked, crs: page.panel.crs(), ...(pick ? { pick_lat: pick.lat, pick_lon: pick.lon } : {}), pick });
      else api.letGo();
    },
    undo: () => api.goTo(past.undo()),
    redo: () => api.goTo(past.redo()),
    goTo(before) {
      if (before) kind = before.kind;
      commit(before, { step: false, choose: -1 });
    },
    /** Go back to what is on record; what was in hand can be had again by undo. */
    discard() {
      if (!state) return;
      open = false;
      commit(null);
      api.suit();
    },
    /** Begin with what the panel's project has on record, or with the kind that suits it. */
    letGo() {
      past.reset();
      keptPart = 0;
      open = false;
      api.suit();
      commit(null, { step: false });
    },
    suit() {
      kind = kept()?.kind ?? (known() ? kindOf(known().geometry) : page.panel.state.kind);
      open = kind !== "point" && !known();
      page.tools?.update();
    },
    /** Forget what is in hand without touching the page: it has been saved. */
    saved() {
      state = null;
      past.reset();
    },
    /** Return the fields to send: a text as it was typed, a point, or a shape. */
    fields() {
      const { method, text, crs, pick, accuracy_m: metres, source, photo } = state;
      if (method === "text") return { text, crs, pick_lat: pick?.lat, pick_lon: pick?.lon };
      const geometry = shapeOf(state);
      if (geometry.type !== "Point") return { geometry, method, accuracy_m: metres, source, crs };
      const { lat, lon } = api.place();
      return { lat, lon, method, accuracy_m: metres, source, crs, photo };
    },
  };
  return api;
}

function placeOf([lon, lat]) {
  return { lat, lon };
}

function inSix([lon, lat]) {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}

function firstOf(geometry) {
  let part = geometry.coordinates;
  while (Array.isArray(part[0])) [part] = part;
  return part;
}

