// Spending by amphoe as a colour under the projects, in the same classes as on the page of spending.

import { fillColour } from "../spending/paint.mjs";
import { filterQuery } from "./query.mjs";
import { tileJson } from "./style.mjs";

const MEASURE = "approved";

/** Return the question for spending by amphoe with the filters of an address. */
export function spendingQuery(search) {
  const filters = filterQuery(search);
  return `level=amphoe&measure=${MEASURE}${filters ? `&${filters}` : ""}`;
}

/** Return the rows of the legend: [{ colour, words }], in millions of baht, the least first. */
export function legendRows({ breaks, colours, zero_colour: zero }) {
  const millions = (baht) => (baht / 1e6).toLocaleString("en", { maximumFractionDigits: 3 });
  const words = (index) => {
    if (breaks.length === 0) return "> 0";
    if (index === 0) return `< ${millions(breaks[0])}`;
    if (index === breaks.length) return `≥ ${millions(breaks[index - 1])}`;
    return `${millions(breaks[index - 1])}–${millions(breaks[index])}`;
  };
  return [{ colour: zero, words: "0" }, ...colours.map((colour, index) => ({ colour, words: words(index) }))];
}

function explain(place, classes) {
  const rows = legendRows(classes).map(({ colour, words }) => {
    const row = document.createElement("li");
    const sample = document.createElement("span");
    sample.style.background = colour;
    row.append(sample, words);
    return row;
  });
  place.querySelector("ul").replaceChildren(...rows);
}

/** Bind the overlay of a map. Returns { show(on), renew() }. */
export function bindSpending(map, legend) {
  let on = false;
  let asked = null;

  async function draw() {
    const query = spendingQuery(window.location.search);
    if (query === asked) return;
    asked = query;
    const answer = await fetch(`/spending.json?${query}`);
    if (!answer.ok || query !== asked) return;
    const { classes } = await answer.json();
    explain(legend, classes);
    if (map.getLayer("spending")) map.removeLayer("spending");
    if (map.getSource("spending")) map.removeSource("spending");
    map.addSource("spending", { type: "vector", url: tileJson(window.location.origin, "spending", query) });
    map.addLayer({
      id: "spending",
      type: "fill",
      source: "spending",
      "source-layer": "spending",
      layout: { visibility: on ? "visible" : "none" },
      paint: { "fill-color": fillColour(MEASURE, classes), "fill-opacity": 0.72 },
    }, "tambon-lines");
  }

  return {
    show(yes) {
      on = yes;
      legend.hidden = !on;
      if (map.getLayer("spending")) map.setLayoutProperty("spending", "visibility", on ? "visible" : "none");
      if (on) draw().catch(() => { asked = null; });
    },
    renew() {
      if (on) draw().catch(() => { asked = null; });
    },
  };
}
