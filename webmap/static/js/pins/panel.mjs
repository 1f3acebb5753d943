// The panel's side of pinning: what is typed, what is said of the point, and the way on.

import { areaOf, areaWords, lengthOf, lengthWords } from "./measure.mjs";
import { inDegrees } from "./place.mjs";
import { partsOf } from "./shape.mjs";

/** Read the panel that stands in the page now; it is replaced as a whole for the next project. */
export function readPanel(place, units) {
  const find = (name) => place.querySelector(`[data-${name}]`);
  const form = find("pin-form");
  const text = form.querySelector("[name=text]");
  const error = find("error");
  const save = find("save");
  const word = find("save-word");
  const plain = word.textContent;

  return {
    state: JSON.parse(find("pin-state").textContent),
    form,
    text,
    save,
    here: find("here"),
    skip: find("skip"),
    phase: () => form.querySelector("[name=phase]:checked").value,
    choosePhase(phase) {
      form.querySelector(`[name=phase][value=${phase}]`).checked = true;
    },
    /** The letter and the words by which a phase's ghost is known. */
    letterOf: (phase) => form.querySelector(`[name=phase][value=${phase}]`).dataset.letter,
    titleOf: (phase) => form.querySelector(`[name=phase][value=${phase}]`).dataset.word,
    crs: () => find("crs").value,
    find,
    title: () => find("pin-title").textContent,
    /** Say that there is nothing to save, unless something has been said already. */
    missing(said) {
      if (error.hidden) this.refuse(said ?? text.dataset.missing);
      text.focus();
    },
    refuse(said) {
      error.classList.remove("kept");
      error.textContent = said ?? "";
      error.hidden = !said;
      text.toggleAttribute("aria-invalid", Boolean(said));
    },
    /** Say that what was entered waits on the device: nothing is wrong with it, and nothing is left to do. */
    kept(said) {
      this.refuse(said);
      error.classList.add("kept");
      text.removeAttribute("aria-invalid");
      this.ready(false);
    },
    busy(is) {
      save.setAttribute("aria-busy", String(is));
      save.disabled = is;
    },
    /** Say what a point is: its areas, its figures, what the text was taken for, and what looks wrong. */
    say(answer, extra = []) {
      find("place").textContent = answer ? answer.place || "–" : find("place").dataset.empty;
      find("said").classList.toggle("empty", !answer);
      find("place").classList.toggle("bad", Boolean(answer && !answer.place));
      find("figures").textContent = answer ? [answer.crossed || inDegrees(answer), ...extra].join(" · ") : "";
      const notes = answer ? [...understood(answer), ...inside(answer), ...answer.notes ?? [], ...answer.warnings] : [];
      find("notes").replaceChildren(...notes.map((note) => noteElement(note, find("note-icons"))));
      const serious = Boolean(answer?.warnings.some((each) => each.gravity === "serious"));
      word.textContent = serious ? word.dataset.anyway : plain;
      save.classList.toggle("careful", serious);
    },
    /** Whether there is anything to save: the button is loud only then. */
    ready(is) {
      save.classList.toggle("now", is);
    },
    /** Show how long or how large what is drawn is, beside what the title says; nothing for a point. */
    measured(drawn) {
      const parts = drawn ? partsOf(drawn) : [];
      const sum = (sizeOf) => parts.reduce((all, vertices) => all + sizeOf(vertices), 0);
      const line = drawn?.kind === "line" && parts.some((vertices) => vertices.length > 1);
      const area = drawn?.kind === "polygon" && parts.some((vertices) => vertices.length > 2);
      find("measures").hidden = !(line || area);
      if (line) find("measure").textContent = lengthWords(sum(lengthOf), units);
      if (area) find("measure").textContent = areaWords(sum(areaOf), units);
      find("measure-line").hidden = !line;
      find("measure-area").hidden = !area;
    },
    wait(said) {
      find("place").textContent = said;
      find("notes").replaceChildren();
    },
  };

  function understood({ understood: how }) {
    return (how?.repairs ?? []).concat(how && how.crs !== "EPSG:4326" ? [`${how.notation} · ${how.crs} · ${how.operation}`] : [])
      .map((said) => ({ gravity: "info", text: said }));
  }

  function inside(answer) {
    return answer.inside && answer.place ? [{ gravity: "good", text: find("notes").dataset.inside, line: answer.line }] : [];
  }
}

function noteElement({ gravity, text, line }, icons) {
  const item = document.createElement("li");
  item.className = gravity;
  const icon = icons.content.querySelector(`[data-gravity=${gravity}]`)?.firstElementChild;
  const words = document.createElement("span");
  words.textContent = text;
  if (line) {
    const small = document.createElement("small");
    small.textContent = line;
    words.append(small);
  }
  if (icon) item.append(icon.cloneNode(true));
  item.append(words);
  return item;
}
