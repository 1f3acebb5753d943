// What is drawn, as a kind and its vertices [lon, lat]: no page, no map. Of a shape of several parts one is drawn on, whose
// vertices these are; the `others` lie around it, in order, it being number `at` of them all.

import { rounded } from "./place.mjs";

export const KINDS = ["point", "line", "polygon"];
const LEAST = { point: 1, line: 2, polygon: 3 };

/** Return all parts of what is drawn, each as its vertices; one that has only been begun is among them. */
export function partsOf({ vertices, others = [], at = 0 }) {
  return [...others.slice(0, at), vertices, ...others.slice(at)];
}

/** Return what is drawn with another of its parts to draw on. */
export function withPart(drawn, at) {
  const parts = partsOf(drawn);
  return { ...drawn, vertices: parts[at], others: without(parts, at), at };
}

/** Return what is drawn with one more part, begun at the end, and to draw on. */
export function withNewPart(drawn) {
  const parts = partsOf(drawn).filter((vertices) => vertices.length);
  return { ...drawn, vertices: [], others: parts, at: parts.length };
}

/** Return what is drawn without the part that is drawn on: the one before it is, from then on. */
export function withoutPart({ others, at, ...drawn }) {
  return withPart({ ...drawn, vertices: others[0], others: others.slice(1), at: 0 }, Math.max(0, at - 1));
}

/** Return the GeoJSON geometry of what is drawn, or null while there is nothing. One vertex of a line is a point as yet. */
export function wholeOf(drawn) {
  const parts = partsOf(drawn).filter((vertices) => vertices.length);
  if (parts.length < 2) return geometryOf(drawn.kind, parts[0] ?? []);
  const single = parts.map((vertices) => geometryOf(drawn.kind, vertices)).filter(({ type }) => type !== "Point");
  const type = drawn.kind === "polygon" && single.every((each) => each.type === "Polygon") ? "Polygon" : "LineString";
  const fitting = single.filter((each) => each.type === type);
  return fitting.length < 2 ? fitting[0] ?? null : { type: `Multi${type}`, coordinates: fitting.map(({ coordinates }) => coordinates) };
}

/** Return the GeoJSON geometry of vertices, or null while there are none. One vertex of a line is a point as yet. */
export function geometryOf(kind, vertices) {
  if (vertices.length === 0) return null;
  if (vertices.length === 1 || kind === "point") return { type: "Point", coordinates: vertices[0] };
  if (kind === "polygon" && vertices.length >= LEAST.polygon) {
    return { type: "Polygon", coordinates: [[...vertices, vertices[0]]] };
  }
  return { type: "LineString", coordinates: vertices };
}

/** Return { kind, vertices } and, of several parts, { others, at } of a geometry that can be drawn on, or null of one with holes. */
export function drawnOf(geometry) {
  const { type, coordinates } = geometry ?? {};
  if (type === "Point") return { kind: "point", vertices: [pair(coordinates)] };
  if (type === "LineString") return { kind: "line", vertices: coordinates.map(pair) };
  if (type === "Polygon" && coordinates.length === 1) return { kind: "polygon", vertices: coordinates[0].slice(0, -1).map(pair) };
  const parts = type === "MultiLineString" || type === "MultiPolygon" ? coordinates.map((each) => drawnOf({ type: type.slice(5), coordinates: each })) : [];
  if (parts.length === 0 || parts.includes(null)) return null;
  return { kind: parts[0].kind, vertices: parts[0].vertices, others: parts.slice(1).map(({ vertices }) => vertices), at: 0 };
}

/** Whether every part has enough vertices; a single vertex alone may always be saved as a point. */
export function isWhole(drawn) {
  const parts = partsOf(drawn).filter((vertices) => vertices.length);
  if (parts.length === 1 && parts[0].length === 1) return true;
  return parts.length > 0 && parts.every((vertices) => vertices.length >= LEAST[drawn.kind]);
}

/** Return the kind of a geometry in the words of the tools. */
export function kindOf(geometry) {
  const type = geometry?.type ?? "Point";
  return type.endsWith("Polygon") ? "polygon" : type.endsWith("LineString") ? "line" : "point";
}

/** Return the vertices with one more behind index `at`. */
export function inserted(vertices, at, vertex) {
  return [...vertices.slice(0, at + 1), pair(vertex), ...vertices.slice(at + 1)];
}

export function replaced(vertices, at, vertex) {
  return vertices.map((each, i) => (i === at ? pair(vertex) : each));
}

export function without(vertices, at) {
  return vertices.filter((_, i) => i !== at);
}

/** Return where a keyboard puts one more vertex: half-way to the next one, or as far on beyond the last of a line. */
export function further(kind, vertices, at) {
  const here = vertices[at];
  const next = vertices[at + 1] ?? (kind === "polygon" && vertices.length > 2 ? vertices[0] : null);
  if (next) return pair([(here[0] + next[0]) / 2, (here[1] + next[1]) / 2]);
  const before = vertices[at - 1];
  return before ? pair([2 * here[0] - before[0], 2 * here[1] - before[1]]) : null;
}

/** Return the vertex of a kind's shape that stands for it where a single point is wanted. */
export function middleOf(kind, vertices) {
  if (vertices.length === 1 || kind === "point") return vertices[0];
  if (kind === "line") return vertices[Math.floor(vertices.length / 2)];
  const sum = vertices.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return pair([sum[0] / vertices.length, sum[1] / vertices.length]);
}

export function pair([lon, lat]) {
  return [rounded(lon), rounded(lat)];
}

/** What was in hand, step by step: `push` what is in hand now, go back and forth in it. */
export function history() {
  let states = [null];
  let at = 0;
  return {
    push(state) {
      states = [...states.slice(0, at + 1), state];
      at = states.length - 1;
    },
    undo: () => { at = Math.max(0, at - 1); return states[at]; },
    redo: () => { at = Math.min(states.length - 1, at + 1); return states[at]; },
    now: () => states[at],
    canUndo: () => at > 0,
    canRedo: () => at < states.length - 1,
    reset() {
      states = [null];
      at = 0;
    },
  };
}
