// A file's shapes: sent to be read, listed, shown on the map one by one, and one of them taken.

import { areaWords, lengthWords } from "./measure.mjs";
import { sendFile } from "./requests.mjs";

/** Bind the panel's file button to a page { panel, ground, hand, words, fitTo }; `mark(source)` shows which shape is in hand, if any. */
export function bindFile(page) {
  const { panel, words } = page;
  const input = panel.find("file");
  const block = panel.find("shapes");
  const list = panel.find("shapes-list");

  const ask = panel.find("file-system");
  const systems = panel.find("file-crs");
  let unplaced = null; // a file that does not say its system, until one is chosen

  async function read(file, crs = "") {
    if (!file) return;
    panel.refuse(null);
    panel.find("file-button").setAttribute("aria-busy", "true");
    try {
      const found = await sendFile("/pins/file", file, { project: panel.state.id, crs });
      ask.hidden = !crs;
      show(found);
    } catch (error) {
      block.hidden = true;
      if (error.said?.systems) which(file, error.said);
      else panel.refuse(error.status ? error.message : words.offline);
    } finally {
      panel.find("file-button").removeAttribute("aria-busy");
      input.value = "";
    }
  }

  /** Ask for the system of a file that does not say its own; choosing another one reads it again. */
  function which(file, said) {
    unplaced = file;
    const options = said.systems.map(({ code, word }) => new Option(`${word} (${code})`, code));
    systems.replaceChildren(new Option(words.chooseSystem, "", true, true), ...options);
    panel.find("file-system-said").textContent = said.detail;
    ask.hidden = false;
    systems.focus();
  }

  function show(found) {
    panel.find("shapes-head").textContent = found.said;
    list.replaceChildren(...found.shapes.map((shape) => row(found, shape)));
    block.hidden = false;
    if (found.shapes.length === 1) take(found, found.shapes[0]);
    else block.querySelector("button")?.focus();
  }

  function row(found, shape) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pin-shape";
    button.disabled = !shape.geometry;
    button.dataset.source = shape.source;
    const name = document.createElement("strong");
    name.textContent = shape.name;
    const more = document.createElement("span");
    more.className = "quiet small";
    more.textContent = [shape.kind_word, sizeOf(shape), shape.problem].filter(Boolean).join(" · ");
    button.append(name, more);
    button.addEventListener("click", () => take(found, shape));
    for (const seen of ["mouseenter", "focus"]) button.addEventListener(seen, () => preview(shape));
    for (const left of ["mouseleave", "blur"]) button.addEventListener(left, () => page.ghosts());
    item.append(button);
    return item;
  }

  function sizeOf({ length_m: length, area_m2: area }) {
    if (length) return lengthWords(length, words);
    return area ? areaWords(area, words) : "";
  }

  function preview(shape) {
    if (!shape.geometry) return;
    page.ground.ghosts([{ geometry: shape.geometry, lat: shape.lat, lon: shape.lon, letter: "", title: shape.name }]);
    page.fitTo(shape.geometry);
  }

  function take(found, shape) {
    page.hand.carry(shape.geometry, { method: "file", source: shape.source, crs: found.crs });
    page.ghosts();
    page.fitTo(shape.geometry);
  }

  input.addEventListener("change", () => {
    const [file] = input.files;
    unplaced = null;
    ask.hidden = true;
    read(file);
  });
  systems.addEventListener("change", () => { if (systems.value) read(unplaced, systems.value); });
  panel.find("file-button").addEventListener("click", () => input.click());
  panel.find("shapes-close").addEventListener("click", () => { block.hidden = true; });

  return {
    mark(source) {
      for (const each of list.querySelectorAll("button")) {
        if (source && each.dataset.source === source) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
      }
    },
  };
}
