// Photographs on their way: kept on this device first, sent one after the other, and forgotten once the server has them.
// Each has a key of its own, by which the server knows one that it has already.

import { changeInStore, inStore, PHOTOS } from "../pins/store.mjs";
import { forgiven, isRefusal, ofAccount, toSend } from "./queue.mjs";
import { sendPhoto } from "./send.mjs";

const AGAIN = 30_000;
const inPhotos = (mode, what) => inStore(PHOTOS, mode, what);

/**
 * Bind the photographs that wait on this device for an account. `changed(entries)` is told of those that could not be sent,
 * `progress(entry, part)` of one on its way (part 0 to 1, null when it is over), `sent(entry, answer)` of what the server has taken.
 * An entry is { key, project, title, phase, hidden, name, blob, device, purpose, heldUntil, at, tried, problem, status }.
 */
export function bindPhotoOutbox({ account, changed, sent, progress = () => {} }) {
  let flushing = null;
  let again = false;

  const all = async () => ofAccount(await inPhotos("readonly", (store) => store.getAll()), account);

  async function tell() {
    changed((await all()).filter((entry) => entry.tried || entry.problem));
  }

  /** Note something of an entry that still waits; one that was dropped meanwhile stays away. */
  function note(entry, more) {
    return changeInStore(PHOTOS, entry.key, (stored) => (stored ? { ...stored, ...more } : undefined));
  }

  async function sendOne(entry) {
    progress(entry, 0);
    let answer;
    try {
      answer = await sendPhoto(entry, (part) => progress(entry, part));
    } catch (error) {
      progress(entry, null);
      const refused = isRefusal(error);
      await note(entry, { tried: true, problem: refused ? error.message : null, status: refused ? error.status : null });
      return refused;
    }
    await inPhotos("readwrite", (store) => store.delete(entry.key));
    progress(entry, null);
    try {
      await sent(entry, answer);
    } catch (error) {
      console.warn("the page could not show what was sent", error);
    }
    return true;
  }

  async function sendAll(only) {
    const met = new Set();
    for (;;) {
      again = false;
      const next = toSend(await all(), only).find((entry) => !met.has(entry.key));
      if (!next) {
        if (!again) break;
        continue;
      }
      met.add(next.key);
      if (await sendOne(next)) continue;
      await putOff(toSend(await all(), only));
      break;
    }
  }

  /** The server cannot be reached: all that was to go waits. */
  async function putOff(entries) {
    for (const entry of entries) {
      progress(entry, null);
      await note(entry, { tried: true });
    }
  }

  /** Send what waits; pages of the same browser take turns. */
  async function flush(only = null) {
    if (flushing) {
      again = true;
      return flushing;
    }
    const work = () => sendAll(only);
    flushing = (navigator.locks ? navigator.locks.request(PHOTOS, work) : work()).finally(() => { flushing = null; }).then(tell);
    return flushing;
  }

  async function begin() {
    for (const entry of await all()) {
      if (entry.problem && forgiven(entry) !== entry) await note(entry, { problem: null, status: null });
    }
    await tell();
    await flush();
  }

  const quietly = (work) => work.catch((error) => console.warn("the device's store does not answer", error));
  window.addEventListener("online", () => quietly(flush()));
  setInterval(() => quietly(flush()), AGAIN);
  quietly(begin());
  return {
    /** Keep a photograph until the server has it. Its bytes are copied: a gallery may take its file away. */
    async keep(entry) {
      const blob = new Blob([await entry.blob.arrayBuffer()], { type: entry.blob.type });
      await inPhotos("readwrite", (store) => store.put({ ...entry, blob, account, at: Date.now() }));
    },
    async drop(key) {
      await inPhotos("readwrite", (store) => store.delete(key));
      await tell();
    },
    flush: (only) => quietly(flush(only)),
  };
}
