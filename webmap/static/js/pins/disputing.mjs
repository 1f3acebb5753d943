// Saying that a place is wrong, also where there is no network.

import { send } from "./requests.mjs";

export const DISPUTE = "dispute"; // stands for the phase of what waits

/**
 * Bind the form by which a place is disputed. `project` is { id, title }, `outbox()` keeps what cannot be sent, `done()` follows
 * what the server has taken, `kept(said)` what the device keeps.
 */
export function bindDispute(form, { project, outbox, done, kept }) {
  const said = form.querySelector("[data-dispute-said]");
  const button = form.querySelector("button");

  function say(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  async function sendOrKeep() {
    const { csrf_token: _, ...fields } = Object.fromEntries(new FormData(form));
    try {
      await send(form.action, fields);
    } catch (error) {
      if (error.status && error.status < 500) {
        say(error.message);
        return;
      }
      await keep(fields);
      return;
    }
    await done();
  }

  async function keep(fields) {
    try {
      await outbox().keep({ project: project.id, title: project.title, phase: DISPUTE, url: form.action, fields, state: null });
    } catch {
      say(form.dataset.offline);
      return;
    }
    form.reset();
    form.parentElement.open = false;
    kept(form.dataset.kept);
  }

  form.parentElement.addEventListener("toggle", ({ target }) => {
    if (target.open) form.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("");
    button.disabled = true;
    try {
      await sendOrKeep();
    } finally {
      button.disabled = false;
    }
  });
}
