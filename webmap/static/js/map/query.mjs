// The question in the address: the same words on pages, tiles and lists.

export const FILTERS = [
  "fiscal_year", "area", "authority", "stage", "programme", "source", "category", "located", "q", "grade", "drift",
];

/** Return only the filters of a query, in a fixed order, as a query string without `?`. */
export function filterQuery(search) {
  const words = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    if (words.get(name)) kept.set(name, words.get(name));
  }
  return kept.toString();
}

/** Return a query with some words changed; null takes one away. */
export function withWords(search, changes) {
  const words = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") words.delete(name);
    else words.set(name, value);
  }
  const text = words.toString();
  return text ? `?${text}` : "";
}

/** Return the `bbox` word for bounds: west, south, east, north, kept within the world. */
export function bboxWord({ west, south, east, north }) {
  const within = (value, limit) => Math.max(-limit, Math.min(limit, value));
  return [within(west, 180), within(south, 90), within(east, 180), within(north, 90)]
    .map((value) => value.toFixed(5))
    .join(",");
}
