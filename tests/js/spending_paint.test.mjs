import assert from "node:assert/strict";
import { test } from "node:test";
import { classOf, fillColour, hatching } from "../../webmap/static/js/spending/paint.mjs";

const CLASSES = { breaks: [2e6, 5e6], colours: ["#a", "#b", "#c"], zero_colour: "#0" };

test("a value at a bound belongs to the class above it, as on the server", () => {
  assert.deepEqual([0, 1, 2e6, 4999999.99, 5e6, 9e9].map((value) => classOf(value, CLASSES.breaks)), [-1, 0, 1, 1, 2, 2]);
});

test("the expression steps from colour to colour at the bounds, and nothing is pale", () => {
  const value = ["to-number", ["get", "paid"]];
  assert.deepEqual(fillColour("paid", CLASSES), ["case", ["<=", value, 0], "#0", ["step", value, "#a", 2e6, "#b", 5e6, "#c"]]);
});

test("one class is one colour, and no class at all is nothing", () => {
  const value = ["to-number", ["get", "count"]];
  assert.deepEqual(fillColour("count", { breaks: [], colours: ["#a"], zero_colour: "#0" }), ["case", ["<=", value, 0], "#0", "#a"]);
  assert.equal(fillColour("count", { breaks: [], colours: [], zero_colour: "#0" }), "#0");
});

test("the hatching repeats without a seam", () => {
  const { width, height, data } = hatching(8);
  assert.equal(data.length, width * height * 4);
  const lines = [...Array(height).keys()].map((y) => [...Array(width).keys()].filter((x) => data[(y * width + x) * 4] === 154).length);
  assert.deepEqual(new Set(lines), new Set([2]));
});
