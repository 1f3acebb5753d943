// The tools on the map: what is drawn, adding and removing vertices, undo, redo, discard, and the magnet.

import { areaOf, areaWords, lengthOf, lengthWords } from "./measure.mjs";
import { filled } from "./place.mjs";

const REMEMBERED = "eplan-pin-snap";

/** Bind the tools of a page { hand, panel, map, words } inside its frame. */
export function bindTools(page, frame) {
  const find = (name) => frame.querySelector(`[data-tool=${name}]`);
  const said = frame.querySelector("[data-drawn]");
  const hint = frame.querySelector("[data-hint]");
  const row = frame.querySelector("[data-tools-more]");
  const partRow = frame.querySelector("[data-parts]");
  const partSaid = frame.querySelector("[data-part-said]");
  const kinds = [...frame.querySelectorAll("[data-kind]")];
  const acts = {
    add: () => page.hand.setOpen(!page.hand.open()),
    remove: () => page.hand.remove(),
    undo: () => page.hand.undo(),
    redo: () => page.hand.redo(),
    discard: () => page.hand.discard(),
    snap: () => setSnaps(!snaps),
    part: () => page.hand.choosePart((page.hand.part() + 1) % page.hand.parts().length),
    more: () => page.hand.addPart(),
  };
  let snaps = window.localStorage.getItem(REMEMBERED) !== "no";

  function setSnaps(is) {
    snaps = is;
    window.localStorage.setItem(REMEMBERED, is ? "yes" : "no");
    update();
  }

  function update() {
    const { hand, map } = page;
    const kind = hand.kind();
    const shape = kind !== "point";
    for (const each of kinds) each.setAttribute("aria-checked", String(each.dataset.kind === kind));
    for (const each of kinds) each.tabIndex = each.dataset.kind === kind ? 0 : -1;
    for (const name of ["add", "remove", "snap"]) find(name).hidden = !shape;
    find("add").setAttribute("aria-pressed", String(hand.open()));
    find("snap").setAttribute("aria-pressed", String(snaps));
    find("remove").disabled = hand.chosen() < 0 || hand.vertices().length < 2;
    find("undo").disabled = !hand.past.canUndo();
    find("redo").disabled = !hand.past.canRedo();
    find("discard").disabled = !hand.state();
    row.hidden = !shape && !hand.past.canUndo() && !hand.past.canRedo();
    const parts = hand.parts();
    const several = shape && parts.length > 1;
    partRow.hidden = !shape || !(several || parts[0]?.length > 1);
    find("part").hidden = !several;
    find("more").disabled = parts.some((vertices) => vertices.length < 2);
    partSaid.textContent = several ? filled(page.words.part, { number: hand.part() + 1, count: parts.length }) : "";
    makeRoom(hand, map);
    if (shape) map?.doubleClickZoom.disable();
    else map?.doubleClickZoom.enable();
    tell();
  }

  /** On a phone the map takes the room while it is drawn on; what was drawn stays in view when it gives some back. */
  function makeRoom(hand, map) {
    const { classList } = frame.parentElement;
    const ended = classList.contains("drawing") && !hand.open();
    const several = hand.vertices().length > 1;
    const before = frame.clientHeight;
    classList.toggle("drawing", hand.open());
    classList.toggle("drawn", several);
    if (frame.clientHeight === before) return;
    map?.resize();
    if (ended && several) page.fitTo(hand.geometry() ?? hand.known().geometry);
  }

  /** Say to everybody what the next step is, and to screen readers where the chosen vertex stands. */
  function tell() {
    const { hand, words } = page;
    const count = hand.vertices().length;
    const at = hand.chosen();
    const vertex = hand.vertices()[at];
    said.textContent = vertex && count > 1
      ? filled(words.vertex, { number: at + 1, count, place: `${vertex[1].toFixed(5)}, ${vertex[0].toFixed(5)}` }) : "";
    const next = [sizeOf(hand, words), nextStep(hand, count, words)].filter(Boolean).join(" · ");
    hint.textContent = next;
    hint.hidden = !next;
  }

  for (const [name, run] of Object.entries(acts)) {
    find(name).addEventListener("click", () => {
      run();
      // A tool that has just gone grey hands the focus to the map, where the keys are.
      if (find(name).disabled) page.map?.getCanvas().focus({ preventScroll: true });
    });
  }
  kinds.forEach((each, i) => {
    each.addEventListener("click", () => page.hand.setKind(each.dataset.kind));
    each.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = kinds[(i + step + kinds.length) % kinds.length];
      page.hand.setKind(next.dataset.kind);
      next.focus();
    });
  });
  return { update, snaps: () => snaps };
}

function sizeOf(hand, words) {
  const parts = hand.parts();
  const sum = (sizeOf) => parts.reduce((all, vertices) => all + sizeOf(vertices), 0);
  if (hand.kind() === "line" && parts.some((vertices) => vertices.length > 1)) return lengthWords(sum(lengthOf), words);
  return hand.kind() === "polygon" && parts.some((vertices) => vertices.length > 2) ? areaWords(sum(areaOf), words) : "";
}

function nextStep(hand, count, words) {
  if (hand.kind() === "point" || !hand.open()) return "";
  if (count === 0 || !hand.state()) return hand.kind() === "line" ? words.lineStart : words.areaStart;
  if (count === 1) return hand.kind() === "line" ? words.lineOne : words.areaMore;
  if (hand.kind() === "polygon") return count === 2 ? words.areaMore : words.areaEnd;
  return words.lineEnd;
}
