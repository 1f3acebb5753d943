import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnOf, further, geometryOf, history, inserted, isWhole, kindOf, middleOf, replaced, without } from "../../webmap/static/js/pins/shape.mjs";

const THREE = [[99, 19], [99.1, 19], [99.1, 19.1]];

test("one vertex of anything is a point as yet, two of an area a line", () => {
  assert.equal(geometryOf("line", [[99, 19]]).type, "Point");
  assert.equal(geometryOf("polygon", THREE.slice(0, 2)).type, "LineString");
  assert.equal(geometryOf("line", []), null);
});

test("an area is closed when it is sent and opened when it is drawn on", () => {
  const area = geometryOf("polygon", THREE);
  assert.deepEqual(area.coordinates[0][0], area.coordinates[0][3]);
  assert.deepEqual(drawnOf(area), { kind: "polygon", vertices: THREE });
});

test("what has parts or holes is not drawn on", () => {
  assert.equal(drawnOf({ type: "MultiLineString", coordinates: [THREE, THREE] }), null);
  assert.equal(drawnOf({ type: "Polygon", coordinates: [THREE, THREE] }), null);
  assert.equal(drawnOf(null), null);
  assert.equal(kindOf({ type: "MultiPolygon" }), "polygon");
  assert.equal(kindOf({ type: "MultiPoint" }), "point");
});

test("a single vertex may be saved, two of an area not", () => {
  assert.ok(isWhole("polygon", THREE.slice(0, 1)));
  assert.ok(!isWhole("polygon", THREE.slice(0, 2)));
  assert.ok(isWhole("polygon", THREE));
  assert.ok(isWhole("line", THREE.slice(0, 2)));
});

test("vertices are added, moved and taken away one by one", () => {
  assert.deepEqual(inserted(THREE, 0, [99.05, 19]).length, 4);
  assert.deepEqual(inserted(THREE, 2, [98, 18])[3], [98, 18]);
  assert.deepEqual(replaced(THREE, 1, [98, 18])[1], [98, 18]);
  assert.deepEqual(without(THREE, 0), THREE.slice(1));
});

test("the keyboard's next vertex is half-way, or as far beyond the end", () => {
  assert.deepEqual(further("line", THREE, 0), [99.05, 19]);
  assert.deepEqual(further("line", THREE, 2), [99.1, 19.2]);
  assert.deepEqual(further("polygon", THREE, 2), [99.05, 19.05]);
  assert.equal(further("line", THREE.slice(0, 1), 0), null);
});

test("a shape has a vertex that stands for it", () => {
  assert.deepEqual(middleOf("line", THREE), [99.1, 19]);
  assert.deepEqual(middleOf("point", THREE), [99, 19]);
  assert.ok(Math.abs(middleOf("polygon", THREE)[0] - 99.0666667) < 1e-6);
});

test("steps are taken back and done again, and a new one forgets what was undone", () => {
  const past = history();
  past.push("one");
  past.push("two");
  assert.equal(past.undo(), "one");
  assert.equal(past.undo(), null);
  assert.equal(past.undo(), null);
  assert.equal(past.redo(), "one");
  past.push("three");
  assert.ok(!past.canRedo());
  assert.equal(past.undo(), "one");
  past.reset();
  assert.ok(!past.canUndo());
});
