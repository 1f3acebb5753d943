// What waits on this device, on a project's page: one list and one way out for places, disputes and photographs.

import { afterwards } from "../photos/queue.mjs";
import { bindOutbox } from "../pins/outbox.mjs";
import { bindWaiting } from "../pins/waiting.mjs";

const block = document.querySelector("[data-waiting]");
const live = Boolean(block && window.indexedDB);
let photos = null;

/** Load the page anew after what it shows has changed: pictures that are being taken in are not all on this device yet. */
export const reload = afterwards(() => window.location.reload());
export const account = Number(block?.dataset.account);
const open = ({ project }) => window.location.assign(`/projects/${project}/pin`);
const waiting = live ? bindWaiting(block, () => places, open, () => photos) : null;
export const places = live ? bindOutbox({ account, changed: waiting.show, sent: reload.ask }) : null;

/** Show the photographs that wait, which go out by `outbox`. */
export function withPhotos(makeOutbox) {
  photos = makeOutbox(waiting.showPhotos);
  return photos;
}
