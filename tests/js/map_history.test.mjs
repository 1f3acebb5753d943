import assert from "node:assert/strict";
import { test } from "node:test";

import { around, standing, stepped } from "../../webmap/static/js/map/history.mjs";

const steps = [
  { phase: "planned", id: 1 },
  { phase: "planned", id: 2 },
  { phase: "as_built", id: 3 },
  { phase: "planned", id: 2, removed: true },
  { phase: "planned", id: 4 },
];
const ids = ({ now, past }) => [now.map((step) => step.id), past.map((step) => step.id)];

test("at each step one place a phase stands, and those before it are ghosts", () => {
  assert.deepEqual(ids(standing(steps, 0)), [[1], []]);
  assert.deepEqual(ids(standing(steps, 1)), [[2], [1]]);
  assert.deepEqual(ids(standing(steps, 2)), [[2, 3], [1]]);
  assert.deepEqual(ids(standing(steps, 4)), [[3, 4], [1, 2]]);
});

test("a place that was taken off the map leaves a ghost and nothing that stands", () => {
  assert.deepEqual(ids(standing(steps, 3)), [[3], [1, 2]]);
});

test("steps end at the first and the last", () => {
  assert.equal(stepped(0, -1, 5), 0);
  assert.equal(stepped(4, 1, 5), 4);
  assert.equal(stepped(2, -1, 5), 1);
});

test("the frame holds every vertex of every shape", () => {
  const point = { type: "Point", coordinates: [99.5, 19.5] };
  const pond = { type: "Polygon", coordinates: [[[99, 20], [100, 20], [100, 19], [99, 20]]] };
  assert.deepEqual(around([point, pond]), [99, 19, 100, 20]);
  assert.equal(around([]), null);
});
