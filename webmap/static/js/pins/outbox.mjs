// What was entered while the server could not be reached: kept on this device, shown, and sent again by itself.
// Sending twice does no harm: the server knows a shape that stands already, and tells of anybody else's by `seen`.

import { send } from "./requests.mjs";

const NAME = "eplan-pins";
const STORE = "waiting";
const AGAIN = 30_000;

function opened() {
  return new Promise((done, failed) => {
    const asked = window.indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/** Do something with the store, and return what it answers once it is safely on the device. */
async function inStore(mode, what) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const asked = what(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Bind what waits on this device for an account. `changed(entries)` is told of every change, `sent(entry, answer)` of what
 * the server has taken. An entry is { project, title, phase, url, fields, state, at, problem }.
 */
export function bindOutbox({ account, changed, sent }) {
  const keyOf = (project, phase) => `${account}:${project}:${phase}`;
  let sending = false;

  async function all() {
    const entries = await inStore("readonly", (store) => store.getAll());
    return entries.filter((entry) => entry.account === account).sort((one, other) => one.at - other.at);
  }

  async function tell() {
    changed(await all());
  }

  async function drop(project, phase) {
    await inStore("readwrite", (store) => store.delete(keyOf(project, phase)));
    await tell();
  }

  /** Send one entry; returns whether the server could be reached. */
  async function sendOne(entry) {
    try {
      const answer = await send(entry.url, entry.fields);
      await inStore("readwrite", (store) => store.delete(entry.key));
      sent(entry, answer);
    } catch (error) {
      if (!error.status || error.status >= 500) return false;
      await inStore("readwrite", (store) => store.put({ ...entry, problem: error.message }));
    }
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
      await inStore("readwrite", (store) => store.put({ ...entry, key, account, at: Date.now() }));
      await tell();
    },
    drop,
    flush,
  };
}
