// Spending by amphoe as a colour under the projects, in the same classes as on the page of spending.

import { tileJson } from "./style.mjs";

const TAKEN = ["fiscal_year", "area", "authority", "stage", "programme", "source", "category"];

/** Return the words that spending takes of a query. */
export function spendingQuery(search) {
  const words = new URLSearchParams(search);
  const kept = new URLSearchParams({ level: "amphoe", measure: "approved" });
  for (const name of TAKEN) if (words.get(name)) kept.set(name, words.get(name));
  return kept.toString();
}

/** Return the fill colour of an area by its class. `breaks` are the bounds between the colours. */
export function classColour({ breaks, colours, zero_colour: none }, measure) {
  const value = ["to-number", ["get", measure]];
  if (colours.length === 0) return none;
  const steps = breaks.flatMap((bound, index) => [bound, colours[index + 1]]).slice(0, 2 * (colours.length - 1));
  return ["case", [">", value, 0], steps.length ? ["step", value, colours[0], ...steps] : colours[0], none];
}

/** Bind the overlay of a map. Returns { show(on), renew() }. */
export function bindSpending(map) {
  let on = false;
  let asked = null;

  async function draw() {
    const query = spendingQuery(window.location.search);
    if (query === asked) return;
    asked = query;
    const answer = await fetch(`/spending.json?${query}`);
    if (!answer.ok || query !== asked) return;
    const { classes } = await answer.json();
    if (map.getLayer("spending")) map.removeLayer("spending");
    if (map.getSource("spending")) map.removeSource("spending");
    map.addSource("spending", { type: "vector", url: tileJson(window.location.origin, "spending", query) });
    map.addLayer({
      id: "spending",
      type: "fill",
      source: "spending",
      "source-layer": "spending",
      layout: { visibility: on ? "visible" : "none" },
      paint: { "fill-color": classColour(classes, "approved"), "fill-opacity": 0.72 },
    }, "tambon-lines");
  }

  return {
    show(yes) {
      on = yes;
      if (map.getLayer("spending")) map.setLayoutProperty("spending", "visibility", on ? "visible" : "none");
      if (on) draw().catch(() => { asked = null; });
    },
    renew() {
      if (on) draw().catch(() => { asked = null; });
    },
  };
}
