import assert from "node:assert/strict";
import { test } from "node:test";
import { footOf, linesOf, nearest, partAt, vertexAt } from "../../webmap/static/js/pins/snap.mjs";

// A map on which a degree is a thousand pixels.
const MAP = { project: ([lon, lat]) => ({ x: lon * 1000, y: -lat * 1000 }), unproject: ({ x, y }) => [x / 1000, -y / 1000] };
const LINES = [{ vertices: [[99, 19], [99.1, 19]], properties: { name: "เขต" } }];

test("an edge draws what comes near, and nothing else", () => {
  const to = nearest([99.05, 19.005], LINES, 10, MAP);
  assert.ok(Math.abs(to.lon - 99.05) < 1e-9);
  assert.ok(Math.abs(to.lat - 19) < 1e-9);
  assert.equal(to.corner, false);
  assert.equal(nearest([99.05, 19.05], LINES, 10, MAP), null);
  assert.equal(nearest([99.05, 19.005], [], 10, MAP), null);
});

test("a corner wins over an edge that is nearer", () => {
  const to = nearest([99.004, 19.001], LINES, 10, MAP);
  assert.deepEqual([to.lon, to.lat, to.corner], [99, 19, true]);
  assert.equal(to.properties.name, "เขต");
});

test("the foot on a segment stays on it", () => {
  assert.deepEqual(footOf({ x: -5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 }), { x: 0, y: 0 });
  assert.deepEqual(footOf({ x: 4, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 }), { x: 4, y: 0 });
  assert.deepEqual(footOf({ x: 4, y: 3 }, { x: 1, y: 1 }, { x: 1, y: 1 }), { x: 1, y: 1 });
});

test("every kind of feature is lines", () => {
  const geometry = (type, coordinates) => ({ geometry: { type, coordinates }, properties: {} });
  const ring = [[99, 19], [99.1, 19], [99, 19]];
  const found = linesOf({
    features: [
      geometry("Point", [99, 19]), geometry("MultiPoint", [[99, 19], [98, 19]]), geometry("LineString", ring),
      geometry("MultiLineString", [ring]), geometry("Polygon", [ring]), geometry("MultiPolygon", [[ring], [ring]]), geometry(undefined),
    ],
  });
  assert.equal(found.length, 8);
  assert.deepEqual(linesOf(null), []);
});

test("the nearest vertex within reach is meant", () => {
  const vertices = [[99, 19], [99.01, 19]];
  assert.equal(vertexAt(MAP.project([99.008, 19]), vertices, 12, MAP.project), 1);
  assert.equal(vertexAt(MAP.project([99.005, 19]), vertices, 3, MAP.project), -1);
});

test("a pointer near another part means that part, near its own or beside all of them none", () => {
  const parts = [[[99, 19], [99.1, 19]], [[99, 19.1], [99.1, 19.1], [99.1, 19.2]]];
  const at = (lon, lat, but, closed = false) => partAt(MAP.project([lon, lat]), parts, but, 10, MAP.project, closed);
  assert.equal(at(99.05, 19.101, 0), 1);
  assert.equal(at(99.05, 19.101, 1), -1);
  assert.equal(at(99.05, 19.05, 0), -1);
  assert.equal(at(99.05, 19.15, 0, true), 1, "an area's edge back to its first corner counts too");
});
