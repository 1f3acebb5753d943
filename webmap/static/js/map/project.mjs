// One project open in the panel: fetched when wanted, with an address of its own, closed by Escape.

import { projectOf } from "./chosen.mjs";
import { withWords } from "./query.mjs";

/**
 * Bind the panel. Returns { open(id), close(), follow() }. `onShown` gets { open, at, asked }: whether
 * one is open, where it is (null for nowhere), and whether somebody asked for it just now. */
export function bindProject({ list, panel, body, onShown }) {
  let from = null;
  const wanted = () => new URLSearchParams(window.location.search).get("project");
  const shown = () => body.querySelector("[data-project-shown]");

  function address(id) {
    return (withWords(window.location.search, { project: id }) || window.location.pathname) + window.location.hash;
  }
  function open(id) {
    window.history.pushState(null, "", address(id));
    return follow(true);
  }
  function close() {
    window.history.pushState(null, "", address(null));
    follow(true);
  }

  async function follow(focus = false) {
    const id = wanted();
    if (!id) {
      const back = panel.hidden ? null : shown()?.dataset.projectShown;
      panel.hidden = true;
      list.hidden = false;
      onShown({ open: false, at: null, asked: focus });
      if (focus && back) (list.querySelector(`[data-project="${back}"] a`) ?? from)?.focus();
      return;
    }
    if (shown()?.dataset.projectShown !== id && !(await fetchInto(id))) return;
    from = document.activeElement;
    panel.hidden = false;
    list.hidden = true;
    panel.scrollTop = 0;
    onShown({ open: true, at: projectOf(shown()), asked: focus });
    if (focus) panel.querySelector("[data-project-close]").focus({ preventScroll: true });
  }

  async function fetchInto(id) {
    try {
      const answer = await fetch(`/projects/${id}/panel`, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const text = await answer.text();
      if (wanted() !== id) return false;
      body.innerHTML = text;
      return true;
    } catch {
      window.location.assign(`/projects/${id}`);
      return false;
    }
  }

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("[data-project-link]");
    if (link) {
      event.preventDefault();
      open(link.closest("[data-project]").dataset.project);
    } else if (event.target.closest("[data-project-close]")) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) close();
  });
  return { open, close, follow };
}
