// Before somebody signs out: whether something of theirs still waits on this device.

import { filled } from "../pins/place.mjs";
import { account } from "./session.mjs";

const STORES = ["eplan-pins"];

/** Open a store of the browser as it stands, or return null where there is none. */
function opened(name) {
  return new Promise((done) => {
    const asked = window.indexedDB.open(name);
    asked.onupgradeneeded = () => asked.transaction.abort(); // it is not there, and is not to be made
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  });
}

function all(database, name) {
  return new Promise((done, failed) => {
    const asked = database.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/** Return how many things wait for an account on this device. */
export async function waitingFor(whose) {
  let count = 0;
  for (const store of STORES) {
    const database = await opened(store);
    for (const name of database?.objectStoreNames ?? []) {
      count += (await all(database, name)).filter((entry) => entry?.account === whose).length;
    }
    database?.close();
  }
  return count;
}

/** Ask once more before signing out while something waits. It stays on the device, for this account alone, either way. */
export function bindLeaving(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const count = await waitingFor(account()).catch(() => 0);
    if (count === 0 || window.confirm(filled(form.dataset.leave, { count }))) form.submit();
  });
}
