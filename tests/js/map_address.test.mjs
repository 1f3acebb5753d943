import assert from "node:assert/strict";
import { test } from "node:test";

import { readHash, writeHash } from "../../webmap/static/js/map/address.mjs";

test("a view survives being written into an address and read again", () => {
  for (const view of [{ zoom: 0, lat: 0, lon: 0 }, { zoom: 12.34, lat: 19.90471, lon: 99.84124 }, { zoom: 18.5, lat: -8.1234567, lon: -120.7654321 }]) {
    const { view: again } = readHash(writeHash(view));
    const pixel = 360 / 512 / 2 ** view.zoom;
    assert.ok(Math.abs(again.lat - view.lat) < pixel, `${again.lat}`);
    assert.ok(Math.abs(again.lon - view.lon) < pixel, `${again.lon}`);
    assert.equal(again.zoom, Number(view.zoom.toFixed(2)));
  }
});

test("layers are in the address only where somebody chose them", () => {
  const view = { zoom: 8, lat: 19, lon: 99 };
  assert.equal(readHash(writeHash(view)).layers, null);
  assert.deepEqual(readHash(writeHash(view, ["projects", "spending"])).layers, ["projects", "spending"]);
  assert.deepEqual(readHash(writeHash(view, [])).layers, []);
});

test("an address that makes no sense begins nowhere in particular", () => {
  for (const hash of ["", "#", "#map=", "#map=8/19", "#map=8/19/99/4", "#map=x/19/99", "#map=8/95/99", "#map=-1/19/99", "#map=8/19/999", "#elsewhere"]) {
    assert.equal(readHash(hash).view, null, hash);
  }
});
