import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnOf, further, geometryOf, history, inserted, isWhole, kindOf, middleOf, partsOf, replaced, wholeOf, withNewPart, without, withoutPart, withPart } from "../../webmap/static/js/pins/shape.mjs";

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

const SHORT = [[98, 18], [98.1, 18]];
const THIRD = [[97, 17], [97.1, 17]];
const ROADS = { type: "MultiLineString", coordinates: [THREE, SHORT, THIRD] };

test("of several parts one is drawn on, any of them, and the whole stays what it was", () => {
  const drawn = drawnOf(ROADS);
  assert.deepEqual(drawn, { kind: "line", vertices: THREE, others: [SHORT, THIRD], at: 0 });
  const second = withPart(drawn, 1);
  assert.deepEqual(second.vertices, SHORT);
  assert.deepEqual(partsOf(second), ROADS.coordinates);
  assert.deepEqual(wholeOf(second), ROADS);
  const changed = { ...second, vertices: [...SHORT, [98.2, 18]] };
  assert.deepEqual(wholeOf(withPart(changed, 2)).coordinates[1].length, 3);
});

test("a part is begun, counted only when it is one, and taken away again", () => {
  const begun = withNewPart({ kind: "line", vertices: THREE });
  assert.deepEqual(wholeOf(begun), { type: "LineString", coordinates: THREE });
  assert.ok(isWhole(begun));
  assert.ok(!isWhole({ ...begun, vertices: [[98, 18]] }), "one vertex is no part yet");
  const two = { ...begun, vertices: SHORT };
  assert.deepEqual(wholeOf(two), { type: "MultiLineString", coordinates: [THREE, SHORT] });
  assert.deepEqual(wholeOf(withoutPart(two)), { type: "LineString", coordinates: THREE });
});

test("areas of several parts are closed each by itself", () => {
  const far = THREE.map(([lon, lat]) => [lon + 1, lat]);
  const areas = wholeOf({ kind: "polygon", vertices: THREE, others: [far], at: 1 });
  assert.equal(areas.type, "MultiPolygon");
  assert.deepEqual(areas.coordinates, [[[...far, far[0]]], [[...THREE, THREE[0]]]]);
  assert.deepEqual(wholeOf(drawnOf(areas)), areas);
});

test("what has holes or is several points is not drawn on", () => {
  assert.equal(drawnOf({ type: "MultiPolygon", coordinates: [[THREE], [THREE, THREE]] }), null);
  assert.equal(drawnOf({ type: "MultiPoint", coordinates: THREE }), null);
  assert.equal(drawnOf({ type: "Polygon", coordinates: [THREE, THREE] }), null);
  assert.equal(drawnOf(null), null);
  assert.equal(kindOf({ type: "MultiPolygon" }), "polygon");
  assert.equal(kindOf({ type: "MultiPoint" }), "point");
});

test("a single vertex may be saved, two of an area not", () => {
  assert.ok(isWhole({ kind: "polygon", vertices: THREE.slice(0, 1) }));
  assert.ok(!isWhole({ kind: "polygon", vertices: THREE.slice(0, 2) }));
  assert.ok(isWhole({ kind: "polygon", vertices: THREE }));
  assert.ok(isWhole({ kind: "line", vertices: THREE.slice(0, 2) }));
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
