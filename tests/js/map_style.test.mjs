import assert from "node:assert/strict";
import { test } from "node:test";

import { layers, sources, style, TOGGLES } from "../../webmap/static/js/map/style.mjs";

const options = { origin: "http://here", query: "stage=plan", name: "name_th", basemap: "", shown: ["projects", "areas", "names"] };

test("every layer draws from a source that the style has, and has a name of its own", () => {
  const { sources: own, layers: drawn } = style(options);
  for (const layer of drawn) assert.ok(layer.type === "background" || own[layer.source], layer.id);
  assert.equal(new Set(drawn.map((layer) => layer.id)).size, drawn.length);
});

test("only the projects are asked for with the filters", () => {
  const own = sources(options);
  assert.equal(own.projects.url, "http://here/tiles/projects.json?stage=plan");
  assert.equal(own.amphoe.url, "http://here/tiles/amphoe.json");
  assert.equal(sources({ ...options, query: "" }).projects.url, "http://here/tiles/projects.json");
});

test("nothing is loaded from another host unless the operator names a base map", () => {
  const written = JSON.stringify(style(options));
  assert.deepEqual(written.match(/https?:\/\/(?!here)/g), null);
  assert.ok(style({ ...options, basemap: "https://tiles.example/{z}/{x}/{y}.png" }).sources.basemap);
});

test("a layer that is off is there but not seen, and every toggle has layers", () => {
  const drawn = Object.fromEntries(layers(options).map((layer) => [layer.id, layer]));
  assert.equal(drawn.authorities.layout.visibility, "none");
  assert.equal(drawn.points.layout.visibility, undefined);
  for (const [name, { layers: own }] of Object.entries(TOGGLES)) {
    for (const id of own) assert.ok(drawn[id], `${name}: ${id}`);
  }
});

test("the projects lie over the ground, the chosen one over all", () => {
  const ids = layers(options).map((layer) => layer.id);
  assert.ok(ids.indexOf("points") > ids.indexOf("province-names"));
  assert.equal(ids.at(-1), "chosen-mark");
});
