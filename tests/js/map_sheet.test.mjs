import assert from "node:assert/strict";
import { test } from "node:test";

import { restingStop, stopHeight, STOPS } from "../../webmap/static/js/map/sheet.mjs";

const ROOM = 700;

test("the stops rise from peek to full and leave the top free", () => {
  const heights = STOPS.map((stop) => stopHeight(stop, ROOM));
  assert.deepEqual([...heights].sort((a, b) => a - b), heights);
  assert.ok(heights.at(-1) < ROOM);
});

test("a sheet that is let go rests at the nearest stop", () => {
  assert.equal(restingStop(140, 0, ROOM), "peek");
  assert.equal(restingStop(380, 0, ROOM), "half");
  assert.equal(restingStop(640, 0, ROOM), "full");
});

test("a flick carries it on to the next stop, and no further than there is", () => {
  assert.equal(restingStop(200, 1, ROOM), "half");
  assert.equal(restingStop(400, 1, ROOM), "full");
  assert.equal(restingStop(650, -1, ROOM), "half");
  assert.equal(restingStop(690, 1, ROOM), "full");
  assert.equal(restingStop(100, -1, ROOM), "peek");
});
