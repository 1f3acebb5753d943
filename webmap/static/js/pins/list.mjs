// The list of pins: the order is applied as soon as it is chosen, and projects whose place waits on this device say so.

import { bindPhotoOutbox } from "../photos/outbox.mjs";
import { DISPUTE } from "./disputing.mjs";
import { bindOutbox } from "./outbox.mjs";
import { bindWaiting } from "./waiting.mjs";

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

const block = document.querySelector("[data-waiting]");
if (block && window.indexedDB) {
  const account = Number(block.dataset.account);
  let outbox = null;
  let photos = null;
  let old = false; // whether something was sent that the list does not show yet
  const open = ({ project }) => window.location.assign(`/projects/${project}/pin`);
  const waiting = bindWaiting(block, () => outbox, open, () => photos);
  const changed = (entries) => {
    const projects = new Set(entries.filter(({ phase }) => phase !== DISPUTE).map(({ project }) => String(project)));
    for (const row of document.querySelectorAll("[data-project]")) {
      row.querySelector("[data-row-waiting]").hidden = !projects.has(row.dataset.project);
    }
    waiting.show(entries);
    if (old) renew();
  };
  /** Load the list anew once all is sent: what is on its way would be broken off. */
  const renew = async () => {
    old = false;
    await photos?.flush();
    window.location.reload();
  };
  outbox = bindOutbox({ account, changed, sent: () => { old = true; } });
  photos = bindPhotoOutbox({ account, changed: waiting.showPhotos, sent: () => {} });
}
