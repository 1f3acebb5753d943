import assert from "node:assert/strict";
import { test } from "node:test";
import { ghosts, reach, stepped } from "../../webmap/static/js/locating/drawn.mjs";

const ROW = { readings: [[99.1, 19.1], [99.2, 19.2]], chosen: 1, standing: [99.3, 19.0] };

test("the readings are numbered, and the chosen one is told apart", () => {
  const points = ghosts(ROW).features.filter((each) => each.properties.label);
  assert.deepEqual(points.map((each) => [each.properties.label, each.properties.chosen]), [["1", false], ["2", true]]);
});

test("from the pin that stands a way leads to the reading that is chosen", () => {
  const [way] = ghosts(ROW).features;
  assert.deepEqual(way.geometry.coordinates, [[99.3, 19.0], [99.2, 19.2]]);
});

test("where nothing is chosen, or nothing stands, there is no way", () => {
  for (const row of [{ ...ROW, chosen: null }, { ...ROW, chosen: -1 }, { ...ROW, standing: null }]) {
    assert.equal(ghosts(row).features.some((each) => each.geometry.type === "LineString"), false);
  }
});

test("a single reading bears no number", () => {
  const { features } = ghosts({ readings: [[99, 19]], chosen: 0, standing: null });
  assert.deepEqual(features.map((each) => each.properties.label), [""]);
});

test("the reach goes around the readings and the pin; around nothing there is none", () => {
  assert.deepEqual(reach(ROW), [99.1, 19.0, 99.3, 19.2]);
  assert.equal(reach({ readings: [], chosen: null, standing: null }), null);
});

test("steps begin at the first row and stay within the table", () => {
  assert.deepEqual([stepped(-1, 1, 3), stepped(0, -1, 3), stepped(1, 1, 3), stepped(2, 1, 3), stepped(-1, 1, 0)], [0, 0, 2, 2, -1]);
});
