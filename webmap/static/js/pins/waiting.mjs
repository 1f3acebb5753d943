// The list of what waits on this device, wherever pins are listed or made.

import { filled } from "./place.mjs";

/** Bind the list in `block`; `outbox` is how it is sent or dropped, `open(entry)` how one is looked at again. */
export function bindWaiting(block, outbox, open) {
  const words = JSON.parse(block.querySelector("[data-waiting-words]").textContent);
  const list = block.querySelector("[data-waiting-list]");
  const dates = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "th-TH", { dateStyle: "medium", timeStyle: "short" });

  function button(word, run) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button plain";
    made.textContent = word;
    made.addEventListener("click", run);
    return made;
  }

  function row(entry) {
    const item = document.createElement("li");
    const title = document.createElement("strong");
    title.textContent = entry.title;
    const more = document.createElement("span");
    more.className = "quiet small";
    more.textContent = [words.phases[entry.phase], dates.format(new Date(entry.at))].join(" · ");
    item.append(title, more);
    if (entry.problem) {
      const problem = document.createElement("span");
      problem.className = "error";
      problem.textContent = entry.problem;
      item.append(problem);
    }
    const acts = document.createElement("span");
    acts.className = "pin-waiting-acts";
    acts.append(button(words.open, () => open(entry)), button(words.send, () => outbox().flush(entry.key)), button(words.drop, () => {
      if (window.confirm(filled(words.sure, { title: entry.title }))) outbox().drop(entry.project, entry.phase);
    }));
    item.append(acts);
    return item;
  }

  return {
    show(entries) {
      block.hidden = entries.length === 0;
      block.querySelector("[data-waiting-count]").textContent = filled(words.count, { count: entries.length });
      list.replaceChildren(...entries.map(row));
    },
  };
}
