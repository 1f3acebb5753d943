import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, moment, tilesOver } from "../../webmap/static/js/offline/age.mjs";
import { offhand } from "../../webmap/static/js/pins/offhand.mjs";

const NOON = Date.UTC(2026, 10, 23, 12);

test("an age is said in the largest unit that is full", () => {
  assert.equal(ago(NOON - 61_000, NOON, "en"), "1 minute ago");
  assert.equal(ago(NOON - 3 * 3600_000, NOON, "en"), "3 hours ago");
  assert.equal(ago(NOON - 50 * 3600_000, NOON, "en"), "2 days ago");
  assert.equal(ago(NOON + 9_000, NOON, "en"), "now");
});

test("a moment is of the Buddhist era in Thai", () => {
  assert.match(moment(NOON, "th"), /2569/);
  assert.match(moment(NOON, "en"), /2026/);
});

test("the tiles over a box are those of every zoom asked for, and no more than may be", () => {
  const found = tilesOver([99.8, 19.8, 99.9, 19.9], ["tambon"], [8, 9]);
  assert.ok(found.includes("/tiles/tambon/8/198/113.mvt"), found.join(" "));
  assert.equal(new Set(found).size, found.length);
  assert.equal(tilesOver([97, 5, 106, 21], ["tambon"], [8, 12], 30).length, 30);
});

test("plain degrees are read without a server, in either order and with Thai digits", () => {
  assert.deepEqual(offhand("19.9047, 99.8412"), { lat: 19.9047, lon: 99.8412 });
  assert.deepEqual(offhand("99.8412 19.9047"), { lat: 19.9047, lon: 99.8412 });
  assert.deepEqual(offhand("๑๙.๙ N, ๙๙.๘ E"), { lat: 19.9, lon: 99.8 });
});

test("anything else is left to the server", () => {
  for (const text of ["47Q 588123 2201456", "19 54 17 N 99 50 28 E", "588123, 2201456", "19.9", "51.5, 0.1", "15,100", "19 99", "19.9 99", "19.9 E 99.8 N", ""]) {
    assert.equal(offhand(text), null, text);
  }
});
