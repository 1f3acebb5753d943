// The list beside the map: what lies in the map's view, asked for anew when the view rests.

import { bboxWord, filterQuery } from "./query.mjs";

const WAIT_SHOWN_MS = 300;

function fromTemplate(name) {
  return document.querySelector(`template[${name}]`).content.cloneNode(true);
}

/** Bind the list in `place`. Returns { show(bounds) }; with `quiet` it stays where it was scrolled to. */
export function bindList(place) {
  let asking = null;
  let last = null;

  async function ask(url) {
    asking?.abort();
    asking = new AbortController();
    const waiting = setTimeout(() => {
      if (place.querySelector("[data-rows]")) place.setAttribute("aria-busy", "true");
      else place.replaceChildren(fromTemplate("data-waiting"));
    }, WAIT_SHOWN_MS);
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      return await answer.text();
    } finally {
      clearTimeout(waiting);
      place.setAttribute("aria-busy", "false");
    }
  }

  async function show(bounds, { quiet = false } = {}) {
    last = bounds;
    const filters = filterQuery(window.location.search);
    try {
      put(await ask(`/projects/rows?bbox=${bboxWord(bounds)}${filters ? `&${filters}` : ""}`));
      if (!quiet) place.closest("[data-panel-list]").scrollTop = 0;
    } catch (error) {
      if (error.name !== "AbortError") place.replaceChildren(fromTemplate("data-failed"));
    }
  }

  // The answer has the count, which stands above the list, and the rows.
  function put(text) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const count = answer.querySelector("[data-count]");
    document.querySelector("[data-count]").replaceChildren(...count.childNodes);
    count.remove();
    const focused = document.activeElement?.closest?.("[data-project]")?.dataset.project;
    place.replaceChildren(...answer.body.childNodes);
    if (focused) place.querySelector(`[data-project="${focused}"] a`)?.focus({ preventScroll: true });
  }

  async function more(link) {
    const filters = filterQuery(window.location.search);
    const bbox = last ? `&bbox=${bboxWord(last)}` : "";
    link.setAttribute("aria-disabled", "true");
    try {
      const text = await ask(`/projects/rows?after=${link.dataset.more}${bbox}${filters ? `&${filters}` : ""}`);
      const next = new DOMParser().parseFromString(text, "text/html");
      const rows = [...next.querySelectorAll("[data-rows] > li")];
      place.querySelector("[data-rows]").append(...rows);
      const further = next.querySelector("[data-more]");
      if (further) link.replaceWith(further);
      else link.parentElement.remove();
      rows[0]?.querySelector("a").focus();
    } catch (error) {
      if (error.name !== "AbortError") link.removeAttribute("aria-disabled");
    }
  }

  place.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more]");
    if (link) {
      event.preventDefault();
      more(link);
    } else if (event.target.closest("[data-retry]") && last) {
      show(last);
    }
  });
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const link = event.target.closest(".row > a");
    if (!step || !link) return;
    const links = [...place.querySelectorAll(".row > a")];
    links[links.indexOf(link) + step]?.focus();
    event.preventDefault();
  });
  return { show };
}
