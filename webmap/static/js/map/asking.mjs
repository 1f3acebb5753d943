// The question in the address: a filter that is clicked changes map, list and page without loading them anew.

import { refreshParts } from "./parts.mjs";
import { filterQuery, withWords } from "./query.mjs";

const PLACES = ["area", "authority"];

/** Whether a question asks for another place than the one before, so that the map goes there. */
export function otherPlace(before, after) {
  const [was, is] = [new URLSearchParams(before), new URLSearchParams(after)];
  return PLACES.some((name) => is.get(name) && is.get(name) !== was.get(name));
}

/**
 * Follow the filters in the address. `onAsked` gets the new query at once, `onParts` the new page when it is
 * here. Returns { follow(), place(kind, code) }.
 */
export function bindAsking({ onAsked, onParts }) {
  let asked = filterQuery(window.location.search);

  async function follow({ fit = false } = {}) {
    const query = filterQuery(window.location.search);
    if (query === asked) return;
    asked = query;
    onAsked(query);
    const page = await refreshParts(window.location.pathname + window.location.search);
    if (page && query === asked) onParts(page, fit);
  }

  function go(search) {
    const fit = otherPlace(window.location.search, search);
    window.history.pushState(null, "", (search || window.location.pathname) + window.location.hash);
    return follow({ fit });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter-link]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    go(new URL(link.href).search);
  });
  return {
    follow,
    place: (kind, code) => go(withWords(window.location.search, { project: null, area: null, authority: null, [kind]: code })),
  };
}
