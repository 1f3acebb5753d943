// The look of the map: our own boundaries as a quiet ground, projects over it as the loudest thing.

export const FONT = ["IBM Plex Sans Thai Looped"];
const COLOUR = {
  beyond: "#E3E8E8",
  land: "#FAF8F2",
  coast: "#B9BDB7",
  province: "#A9A69A",
  amphoe: "#C9C5B8",
  tambon: "#DDD9CD",
  label: "#566073",
  halo: "#FAF8F2",
  cell: "#0B6E69",
  authority: "#7A5C2E",
};

/** The layers that a person can turn on and off, and whether they are on at first. */
export const TOGGLES = {
  projects: { on: true, layers: ["drifting", "cells", "cell-counts", "points"] },
  authorities: { on: false, layers: ["authorities", "authority-names"] },
  spending: { on: false, layers: [] },
  areas: { on: true, layers: ["tambon-lines", "amphoe-lines", "province-lines"] },
  names: { on: true, layers: ["tambon-names", "amphoe-names", "province-names"] },
};

/** Return the address of a layer's TileJSON, which carries the question on to the tiles. */
export function tileJson(origin, layer, query = "") {
  return `${origin}/tiles/${layer}.json${query ? `?${query}` : ""}`;
}

/**
 * Return the sources: our layers, and the operator's base map where there is one. A tile that is not found, as happens
 * without a network, is drawn from the nearest one above it.
 */
export function sources({ origin, query, basemap }) {
  const vector = (layer, words = "") => ({ type: "vector", url: tileJson(origin, layer, words), sparse: true });
  return {
    provinces: vector("provinces"),
    amphoe: vector("amphoe"),
    tambon: vector("tambon"),
    authorities: vector("authorities"),
    projects: vector("projects", query),
    chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    ...(basemap ? { basemap: { type: "raster", tiles: [basemap], tileSize: 256 } } : {}),
  };
}

/** Return the style's layers, from the ground up. `name` is the attribute with the names to show. */
export function layers({ name, basemap, shown }) {
  const own = [
    { id: "beyond", type: "background", paint: { "background-color": COLOUR.beyond } },
    ...(basemap ? [{ id: "basemap", type: "raster", source: "basemap", paint: { "raster-saturation": -0.5 } }] : [land()]),
    ...lines(),
    ...placeNames(name),
    ...authorities(name),
    ...projects(),
    ...chosen(),
  ];
  return own.map((layer) => withVisibility(layer, shown));
}

function withVisibility(layer, shown) {
  const toggle = Object.entries(TOGGLES).find(([, each]) => each.layers.includes(layer.id));
  if (!toggle || shown.includes(toggle[0])) return layer;
  return { ...layer, layout: { ...layer.layout, visibility: "none" } };
}

function land() {
  return { id: "land", type: "fill", source: "provinces", "source-layer": "provinces", paint: { "fill-color": COLOUR.land } };
}

function lines() {
  const line = (id, source, minzoom, paint) => (
    { id, type: "line", source, "source-layer": source, minzoom, layout: { "line-join": "round" }, paint }
  );
  return [
    line("tambon-lines", "tambon", 10, { "line-color": COLOUR.tambon, "line-width": 1 }),
    line("amphoe-lines", "amphoe", 7, {
      "line-color": COLOUR.amphoe, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.5, 12, 1.5],
    }),
    line("province-lines", "provinces", 0, {
      "line-color": ["interpolate", ["linear"], ["zoom"], 5, COLOUR.coast, 8, COLOUR.province],
      "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.6, 8, 1.6, 12, 2.4],
    }),
  ];
}

// Every layer of areas has a point a name inside its tiles, beside the shapes.
function placeNames(name) {
  const text = (id, source, minzoom, maxzoom, size) => ({
    id,
    type: "symbol",
    source,
    "source-layer": `${source}_labels`,
    minzoom,
    maxzoom,
    layout: {
      "text-field": ["coalesce", ["get", name], ["get", "name_th"]],
      "text-font": FONT,
      "text-size": size,
      "text-max-width": 7,
      "text-padding": 1,
      "text-variable-anchor-offset": [
        "center", [0, 0], "top", [0, 0.8], "bottom", [0, -0.8], "left", [0.8, 0], "right", [-0.8, 0], "top", [0, 2], "bottom", [0, -2],
      ],
    },
    paint: { "text-color": COLOUR.label, "text-halo-color": COLOUR.halo, "text-halo-width": 1.5 },
  });
  return [
    text("tambon-names", "tambon", 11, 17, ["interpolate", ["linear"], ["zoom"], 11, 12, 14, 14]),
    text("amphoe-names", "amphoe", 8, 14, ["interpolate", ["linear"], ["zoom"], 8, 12, 12, 16]),
    text("province-names", "provinces", 4.5, 9, ["interpolate", ["linear"], ["zoom"], 5, 12, 8, 17]),
  ];
}

function authorities(name) {
  return [
    {
      id: "authorities",
      type: "circle",
      source: "authorities",
      "source-layer": "authorities",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 2, 12, 5],
        "circle-color": "#fff",
        "circle-stroke-color": COLOUR.authority,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "authority-names",
      type: "symbol",
      source: "authorities",
      "source-layer": "authorities",
      minzoom: 10,
      layout: {
        "text-field": authorityName(name),
        "text-font": FONT,
        "text-size": 13,
        "text-anchor": "top",
        "text-offset": [0, 0.6],
        "text-max-width": 9,
      },
      paint: { "text-color": COLOUR.authority, "text-halo-color": COLOUR.halo, "text-halo-width": 1.5 },
    },
  ];
}

// อบต.แม่ยาว: two kinds of authority often share a name.
function authorityName(name) {
  if (name !== "name_th") return ["coalesce", ["get", name], ["get", "name_th"]];
  const short = ["match", ["get", "type"], "pao", "อบจ.", "city", "ทน.", "town", "ทม.", "subdistrict", "ทต.", "sao", "อบต.", ""];
  return ["concat", short, ["get", "name_th"]];
}

const COUNT = ["to-number", ["get", "count"]];
const MANY = [">", COUNT, 1];

/** Whether a feature is a single project. */
export const ONE = ["!", MANY];

/** Circles that grow with the number of projects where there are many; the stage's mark for a single one. */
function projects() {
  const inside = { source: "projects", "source-layer": "projects" };
  return [
    {
      ...inside,
      id: "drifting",
      type: "circle",
      minzoom: 13,
      filter: ["==", ["get", "drift"], "over"],
      paint: {
        "circle-radius": 14,
        "circle-color": "rgba(224, 142, 11, 0.14)",
        "circle-stroke-color": "#B3261E",
        "circle-stroke-width": 1.5,
      },
    },
    {
      ...inside,
      id: "points",
      type: "symbol",
      filter: ONE,
      layout: {
        "icon-image": ["concat", "stage-", ["get", "stage"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 15, 1],
        "icon-allow-overlap": true,
        "icon-ignore-placement": ["step", ["zoom"], false, 12, true],
      },
    },
    {
      ...inside,
      id: "cells",
      type: "circle",
      filter: MANY,
      layout: { "circle-sort-key": ["-", 0, COUNT] },
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", COUNT], 1, 9, 4, 13, 10, 18, 40, 28, 150, 44],
        "circle-color": COLOUR.cell,
        "circle-opacity": 0.86,
        "circle-stroke-color": "#fff",
        "circle-stroke-width": 1.5,
      },
    },
    {
      ...inside,
      id: "cell-counts",
      type: "symbol",
      filter: MANY,
      layout: {
        "text-field": shortCount(COUNT),
        "text-font": FONT,
        "text-size": 13,
        "text-allow-overlap": true,
        "text-padding": 1,
      },
      paint: { "text-color": "#fff" },
    },
  ];
}

/** 12 → "12", 1234 → "1.2k", 45678 → "46k". */
function shortCount(count) {
  return [
    "step", count, ["to-string", count],
    1000, ["concat", ["to-string", ["/", ["round", ["/", count, 100]], 10]], "k"],
    10000, ["concat", ["to-string", ["round", ["/", count, 1000]]], "k"],
  ];
}

function chosen() {
  return [
    {
      id: "chosen",
      type: "circle",
      source: "chosen",
      paint: {
        "circle-radius": ["case", ["get", "open"], 19, 16],
        "circle-color": "rgba(224, 142, 11, 0.18)",
        "circle-stroke-color": "#E08E0B",
        "circle-stroke-width": 3,
      },
    },
    {
      id: "chosen-mark",
      type: "symbol",
      source: "chosen",
      layout: { "icon-image": ["concat", "stage-", ["get", "stage"]], "icon-allow-overlap": true },
    },
  ];
}

/** Return the whole style. */
export function style(options) {
  return { version: 8, sources: sources(options), layers: layers(options) };
}
