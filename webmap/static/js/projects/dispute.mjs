// Disputing a place on the page of its project.

import { bindDispute } from "../pins/disputing.mjs";
import { places, reload } from "./waiting.mjs";

const title = document.querySelector(".project-title")?.textContent ?? "";
const id = Number(/\/projects\/(\d+)/.exec(window.location.pathname)?.[1]);

function kept(form, text) {
  const note = document.createElement("p");
  note.className = "note";
  note.setAttribute("role", "status");
  note.textContent = text;
  form.parentElement.after(note);
}

if (places) {
  for (const form of document.querySelectorAll("[data-dispute-form]")) {
    bindDispute(form, {
      project: { id, title },
      outbox: () => places,
      done: async () => { reload.ask(); },
      kept: (text) => kept(form, text),
    });
  }
}
