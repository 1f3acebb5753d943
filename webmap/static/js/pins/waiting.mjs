// The list of what waits on this device, places and photographs, wherever pins are listed or made.

import { DISPUTE } from "./disputing.mjs";
import { filled } from "./place.mjs";

/**
 * Bind the list in `block`; `outbox` is how places are sent or dropped, `photos` the same for photographs, `open(entry)` how a
 * place is looked at again.
 */
export function bindWaiting(block, outbox, open, photos = () => null) {
  const words = JSON.parse(block.querySelector("[data-waiting-words]").textContent);
  const list = block.querySelector("[data-waiting-list]");
  const dates = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" });
  let places = [];
  let pictures = [];
  let urls = [];

  function button(word, run) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button plain";
    made.textContent = word;
    made.addEventListener("click", run);
    return made;
  }

  function row(entry, said, acts) {
    const item = document.createElement("li");
    const title = document.createElement("strong");
    title.textContent = entry.title;
    const more = document.createElement("span");
    more.className = "quiet small";
    more.textContent = [...said, dates.format(new Date(entry.at))].join(" · ");
    item.append(title, more);
    if (entry.problem) {
      const problem = document.createElement("span");
      problem.className = "error";
      problem.textContent = entry.problem;
      item.append(problem);
    }
    const buttons = document.createElement("span");
    buttons.className = "pin-waiting-acts";
    buttons.append(...acts);
    item.append(buttons);
    return item;
  }

  function ofPlace(entry) {
    return row(entry, [words.phases[entry.phase]], [
      button(words.open, () => open(entry)),
      button(words.send, () => outbox().flush(entry.key)),
      button(words.drop, () => {
        const sure = entry.phase === DISPUTE ? words.sureDispute : words.sure;
        if (window.confirm(filled(sure, { title: entry.title }))) outbox().drop(entry.project, entry.phase);
      }),
    ]);
  }

  function ofPhoto(entry) {
    const item = row(entry, [words.photo, words.photoPhases[entry.phase], entry.name], [
      button(words.send, () => photos().flush(entry.key)),
      button(words.drop, () => {
        if (window.confirm(filled(words.surePhoto, { title: entry.title }))) photos().drop(entry.key);
      }),
    ]);
    const picture = document.createElement("img");
    picture.width = picture.height = 56;
    picture.alt = "";
    picture.src = URL.createObjectURL(entry.blob);
    picture.addEventListener("error", () => picture.remove());
    urls.push(picture.src);
    item.classList.add("pin-waiting-photo");
    item.prepend(picture);
    return item;
  }

  function draw() {
    const count = places.length + pictures.length;
    for (const url of urls) URL.revokeObjectURL(url);
    urls = [];
    block.hidden = count === 0;
    block.querySelector("[data-waiting-count]").textContent = filled(words.count, { count });
    list.replaceChildren(...places.map(ofPlace), ...pictures.map(ofPhoto));
  }

  return {
    show(entries) {
      places = entries;
      draw();
    },
    showPhotos(entries) {
      pictures = entries;
      draw();
    },
  };
}
