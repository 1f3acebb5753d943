import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { askable, keepAround, keptAround } from "../../webmap/static/js/pins/around_kept.mjs";

const feature = (id) => ({ type: "Feature", properties: { id }, geometry: { type: "Point", coordinates: [99.8, 19.9] } });
let asked = [];

beforeEach(() => {
  asked = [];
  const stores = new Map();
  globalThis.document = { querySelector: () => ({ content: "7" }) };
  globalThis.caches = {
    async open(name) {
      if (!stores.has(name)) stores.set(name, new Map());
      const store = stores.get(name);
      return { put: async (key, answer) => { store.set(key, answer); }, match: async (key) => store.get(key)?.clone() };
    },
    stores,
  };
  globalThis.fetch = async (address) => {
    asked.push(address);
    return new Response(JSON.stringify({ neighbours: { features: [feature(1), feature(2)] }, boundaries: { features: [] } }));
  };
});

afterEach(() => {
  delete globalThis.caches;
  delete globalThis.document;
  delete globalThis.fetch;
});

test("a territory is asked for whole, or its middle where it is too wide", () => {
  assert.deepEqual(askable([99, 19, 99.25, 19.25]), [99, 19, 99.25, 19.25]);
  const [west, south, east, north] = askable([99, 19, 101, 19.25]);
  assert.ok(east - west < 0.5 && (east + west) / 2 === 100);
  assert.deepEqual([south, north], [19, 19.25]);
});

test("what lies around is kept with its account's pages, and a project does not lie around itself", async () => {
  assert.equal(await keptAround(1), null);
  await keepAround(1, [99, 19, 99.25, 19.25]);
  assert.deepEqual(asked, ["/pins/around?project=1&bbox=99.000000%2C19.000000%2C99.250000%2C19.250000"]);
  assert.deepEqual([...globalThis.caches.stores.keys()], ["eplan-pages-7"]);
  const kept = await keptAround(2);
  assert.deepEqual(kept.neighbours.features.map(({ properties }) => properties.id), [1]);
  assert.deepEqual(kept.boundaries, { features: [] });
});

test("without a store there is nothing around, and nothing breaks", async () => {
  delete globalThis.caches;
  assert.equal(await keptAround(1), null);
});
