import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, areaWords, lengthOf, lengthWords } from "../../webmap/static/js/pins/measure.mjs";

const WORDS = { m: "ม.", km: "กม.", m2: "ตร.ม.", rai: "ไร่" };

// By pyproj's Geod on WGS 84.
test("a line is as long as the geodesics say, to a part in ten thousand", () => {
  const near = (value, expected) => assert.ok(Math.abs(value / expected - 1) < 1e-4, `${value} for ${expected}`);
  near(lengthOf([[99.84, 19.9], [99.85, 19.91], [99.87, 19.905]]), 3689.8657618);
  near(lengthOf([[100.5, 7], [100.501, 7]]), 110.4952254);
  near(areaOf([[99, 19], [99.01, 19], [99.01, 19.01], [99, 19.01]]), 1165464.86);
});

test("fewer vertices than that have no length and no area", () => {
  assert.equal(lengthOf([[99, 19]]), 0);
  assert.equal(areaOf([[99, 19], [99.1, 19]]), 0);
});

test("figures are said with their unit, and areas in rai too", () => {
  assert.equal(lengthWords(1745.2, WORDS), "1,745\u00a0ม.");
  assert.equal(lengthWords(12.34, WORDS), "12.3\u00a0ม.");
  assert.equal(lengthWords(12345, WORDS), "12.3\u00a0กม.");
  assert.equal(areaWords(300, WORDS), "300\u00a0ตร.ม.");
  assert.equal(areaWords(8725, WORDS), "8,725\u00a0ตร.ม. (5.45\u00a0ไร่)");
});
