import assert from "node:assert/strict";
import { test } from "node:test";
import { around, boundsOf, circle, direction, filled, inDegrees, metresPerPixel, moved, rounded, stepOf } from "../../webmap/static/js/pins/place.mjs";

const HERE = { lat: 19.9, lon: 99.8 };

test("a place is moved by metres to the north and the east", () => {
  const north = moved(HERE, 0, 1000);
  assert.ok(Math.abs((north.lat - HERE.lat) * 111195 - 1000) < 1);
  assert.equal(north.lon, HERE.lon);
  const east = moved(HERE, 1000, 0);
  assert.ok(Math.abs((east.lon - HERE.lon) * 111195 * Math.cos((HERE.lat * Math.PI) / 180) - 1000) < 1);
  assert.equal(east.lat, HERE.lat);
});

test("moving there and back comes home to the centimetre", () => {
  const back = moved(moved(HERE, 7, -3), -7, 3);
  assert.ok(Math.abs(back.lat - HERE.lat) < 2e-7);
  assert.ok(Math.abs(back.lon - HERE.lon) < 2e-7);
});

test("no move leaves the globe", () => {
  assert.equal(moved({ lat: 89.9999, lon: 0 }, 0, 1e6).lat, 90);
});

test("a step of an arrow key can be seen, is a round number of metres, and never less than one", () => {
  for (let zoom = 4; zoom <= 19; zoom += 1) {
    const step = stepOf(zoom, 19.9);
    assert.ok(step >= 1);
    assert.match(String(step), /^[125]0*$/);
    assert.ok(step === 1 || step / metresPerPixel(zoom, 19.9) >= 3);
  }
  assert.equal(stepOf(19, 19.9), 1);
});

test("only arrows have a direction", () => {
  assert.deepEqual(direction("ArrowUp"), [0, 1]);
  assert.deepEqual(direction("ArrowLeft"), [-1, 0]);
  assert.equal(direction("a"), null);
});

test("degrees are said to a metre and kept to a centimetre", () => {
  assert.equal(inDegrees({ lat: 19.9, lon: 99.84123456 }), "19.90000, 99.84123");
  assert.equal(rounded(99.841234567), 99.8412346);
});

test("the ring of an accuracy is closed and as wide as it says", () => {
  const { coordinates: [ring] } = circle(HERE, 50);
  assert.deepEqual(ring[0], ring.at(-1));
  const north = Math.max(...ring.map(([, lat]) => lat));
  assert.ok(Math.abs((north - HERE.lat) * 111195 - 50) < 1);
});

test("bounds are found in any geometry, and none in an empty one", () => {
  const ring = [[99, 19], [100, 19.5], [99.5, 20], [99, 19]];
  assert.deepEqual(boundsOf({ type: "Polygon", coordinates: [ring] }), [99, 19, 100, 20]);
  assert.deepEqual(boundsOf({ type: "MultiPolygon", coordinates: [[ring], [[[101, 18], [101, 18]]]] }), [99, 18, 101, 20]);
  assert.equal(boundsOf(null), null);
  assert.equal(boundsOf({ type: "MultiPolygon", coordinates: [] }), null);
});

test("what lies around two places", () => {
  assert.deepEqual(around([{ lat: 2, lon: 5 }, { lat: 1, lon: 6 }]), [5, 1, 6, 2]);
});

test("values are put into a text, unknown ones left alone", () => {
  assert.equal(filled("±{metres} m {who}", { metres: 0 }), "±0 m {who}");
});
