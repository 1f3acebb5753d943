// What waits on this device while pins are made: its list, and what becomes of it when the server has it.

import { bindPhotoOutbox } from "../photos/outbox.mjs";
import { photoSent } from "../photos/pin.mjs";
import { DISPUTE } from "./disputing.mjs";
import { bindOutbox } from "./outbox.mjs";
import { toast } from "./toast.mjs";
import { bindWaiting } from "./waiting.mjs";

/** Give the editor's `page` its `outbox` and `photos`, with their list in `block`. */
export function bindUnsent(page, block, saving) {
  const account = Number(block.dataset.account);
  const waiting = bindWaiting(block, () => page.outbox, look, () => page.photos);
  page.outbox = bindOutbox({ account, changed: waiting.show, sent });
  page.photos = bindPhotoOutbox({
    account,
    changed: waiting.showPhotos,
    sent: (entry, answer) => photoSent(page, entry, answer),
  });

  /** Take what waited into the hand again, on its own project. */
  async function look({ project, phase, state }) {
    if (page.panel.state.id !== project) await page.open(project);
    if (phase === DISPUTE) return;
    page.panel.choosePhase(phase);
    page.hand.goTo(state);
    page.ghosts();
  }

  /** The server has taken what waited: where it is this project's, show it as it stands, unless it was changed since. */
  async function sent(entry, answer) {
    const { hand, panel, words } = page;
    const disputed = entry.phase === DISPUTE;
    const here = panel.state.id === entry.project;
    if (here && !disputed) panel.state.places[entry.phase] = answer.place;
    toast(page.toasts, `${disputed ? words.disputed : words.saved}: ${entry.title}`);
    page.live?.look();
    const same = !hand.state() || String(hand.state().vertices) === String(entry.state?.vertices);
    if (here && same && !saving.atWork()) await page.open(entry.project, { push: false });
  }
}
