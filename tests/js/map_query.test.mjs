import assert from "node:assert/strict";
import { test } from "node:test";

import { otherPlace } from "../../webmap/static/js/map/asking.mjs";
import { bboxWord, filterQuery, withWords } from "../../webmap/static/js/map/query.mjs";
import { legendRows, spendingQuery } from "../../webmap/static/js/map/overlay.mjs";

test("only filters go to tiles and lists, in one order whatever the address's", () => {
  assert.equal(filterQuery("?project=7&stage=plan&fiscal_year=2568&area="), "fiscal_year=2568&stage=plan");
  assert.equal(filterQuery(""), "");
  assert.equal(filterQuery("?q=ถนน สาย 1&x=2"), new URLSearchParams({ q: "ถนน สาย 1" }).toString());
});

test("a word is changed, added or taken away, the others stay", () => {
  assert.equal(withWords("?stage=plan&area=57", { stage: "paying" }), "?stage=paying&area=57");
  assert.equal(withWords("?stage=plan", { project: "3" }), "?stage=plan&project=3");
  assert.equal(withWords("?stage=plan", { stage: null }), "");
});

test("the box of a map that shows the world more than once stays in the world", () => {
  assert.equal(bboxWord({ west: -200, south: -95, east: 400, north: 95 }), "-180.00000,-90.00000,180.00000,90.00000");
  assert.equal(bboxWord({ west: 99.1, south: 19, east: 100.123456, north: 20 }), "99.10000,19.00000,100.12346,20.00000");
});

test("the map goes to a place that was not asked for before, not from one that is taken away", () => {
  assert.equal(otherPlace("", "?area=5701"), true);
  assert.equal(otherPlace("?area=57", "?area=5701"), true);
  assert.equal(otherPlace("?area=57", "?area=57&stage=plan"), false);
  assert.equal(otherPlace("?area=57", ""), false);
  assert.equal(otherPlace("", "?authority=6570101"), true);
});

test("spending is asked for with the map's own filters", () => {
  assert.equal(spendingQuery("?fiscal_year=2568&project=4"), "level=amphoe&measure=approved&fiscal_year=2568");
});

test("the legend says every class once, nothing first", () => {
  const classes = { breaks: [5e6, 1e7], colours: ["#a", "#b", "#c"], zero_colour: "#0" };
  assert.deepEqual(legendRows(classes).map(({ words }) => words), ["0", "< 5", "5–10", "≥ 10"]);
  assert.deepEqual(legendRows({ breaks: [], colours: ["#a"], zero_colour: "#0" }).map(({ words }) => words), ["0", "> 0"]);
  assert.deepEqual(legendRows({ breaks: [], colours: [], zero_colour: "#0" }).map(({ words }) => words), ["0"]);
});
