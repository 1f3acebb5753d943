// The list of pins: the order is applied as soon as it is chosen.

import { bindOutbox } from "./outbox.mjs";
import { bindWaiting } from "./waiting.mjs";

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

const block = document.querySelector("[data-waiting]");
if (block && window.indexedDB) {
  let outbox = null;
  const waiting = bindWaiting(block, () => outbox, ({ project }) => window.location.assign(`/projects/${project}/pin`));
  outbox = bindOutbox({ account: Number(block.dataset.account), changed: waiting.show, sent: () => window.location.reload() });
}
