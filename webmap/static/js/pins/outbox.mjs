// What was entered while the server could not be reached: kept on this device, shown, and sent again by itself.
// Sending twice does no harm: the server knows a shape that stands already, and tells of anybody else's by `seen`.

import { send } from "./requests.mjs";
import { changeInStore, inStore, PLACES } from "./store.mjs";

const AGAIN = 30_000;
const inPlaces = (mode, what) => inStore(PLACES, mode, what);

/**
 * Bind what waits on this device for an account. `changed(entries)` is told of every change, `sent(entry, answer)` of what
 * the server has taken. An entry is { project, title, phase, url, fields, state, at, problem }.
 */
export function bindOutbox({ account, changed, sent }) {
  const keyOf = (project, phase) => `${account}:${project}:${phase}`;
  let sending = false;

  async function all() {
    const entries = await inPlaces("readonly", (store) => store.getAll());
    return entries.filter((entry) => entry.account === account).sort((one, other) => one.at - other.at);
  }

  async function tell() {
    changed(await all());
  }

  async function drop(project, phase) {
    await inPlaces("readwrite", (store) => store.delete(keyOf(project, phase)));
    await tell();
  }

  /** Put `next` in an entry's place, unless a later one was kept there while it was on its way. */
  function settle(entry, next) {
    return changeInStore(PLACES, entry.key, (stored) => (stored?.at === entry.at ? next : undefined));
  }

  /** Send one entry; returns whether the server could be reached. */
  async function sendOne(entry) {
    let answer;
    try {
      answer = await send(entry.url, { ...entry.fields, account });
    } catch (error) {
      if (!error.status || error.status >= 500) return false;
      await settle(entry, { ...entry, problem: error.message });
      return true;
    }
    await settle(entry, null);
    sent(entry, answer);
    return true;
  }

  /** Send what has met no refusal yet, or one entry again whatever it met. */
  async function flush(only = null) {
    if (sending) return;
    sending = true;
    try {
      const wanted = (await all()).filter((entry) => (only ? entry.key === only : !entry.problem));
      for (const entry of wanted) {
        if (!await sendOne(entry)) break;
      }
    } finally {
      sending = false;
      await tell();
    }
  }

  const quietly = (work) => work.catch((error) => console.warn("the device's store does not answer", error));
  window.addEventListener("online", () => quietly(flush()));
  setInterval(() => quietly(flush()), AGAIN);
  quietly(flush());
  return {
    /** Keep what could not be sent; a later one for the same project and phase takes its place. */
    async keep(entry) {
      const key = keyOf(entry.project, entry.phase);
      await inPlaces("readwrite", (store) => store.put({ ...entry, key, account, at: Date.now() }));
      await tell();
    },
    drop,
    flush,
  };
}
