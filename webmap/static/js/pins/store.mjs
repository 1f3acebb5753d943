// The browser's own store on this device, for what the server does not have yet: places and photographs.

const NAME = "eplan-pins";
const VERSION = 2;
export const PLACES = "waiting";
export const PHOTOS = "photos";

function opened() {
  return new Promise((done, failed) => {
    const asked = window.indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const store of [PLACES, PHOTOS]) {
        if (!asked.result.objectStoreNames.contains(store)) asked.result.createObjectStore(store, { keyPath: "key" });
      }
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
}

let persisting = null;

/** Ask the browser not to throw away what waits when the device runs short of room. It may say no; nothing hangs on it. */
function keepIt() {
  persisting ??= navigator.storage?.persist?.().catch(() => false) ?? Promise.resolve(false);
}

/** Do something with one of the stores, and return what it answers once it is safely on the device. */
export async function inStore(name, mode, what) {
  if (mode === "readwrite") keepIt();
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const asked = what(transaction.objectStore(name));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Change an entry in one go, so that nothing comes between looking at it and writing: `change(stored)` is given what is there
 * (undefined for nothing) and returns what is to be there, null to take it away, undefined to leave it.
 */
export function changeInStore(name, key, change) {
  return inStore(name, "readwrite", (store) => {
    const asked = store.get(key);
    asked.onsuccess = () => {
      const next = change(asked.result);
      if (next === null) store.delete(key);
      else if (next !== undefined) store.put(next);
    };
    return asked;
  });
}
