// Photographs chosen or taken in a page: made into entries of the outbox.

import { newKey, takenAt } from "./queue.mjs";

export const MOST_BYTES = 25 * 2 ** 20;
const PATIENCE = 8_000;

/** Where the device is and when, for a picture that was taken in the page; browsers leave both out of such pictures. */
export function whereNow(file) {
  const taken = takenAt(file.lastModified, Date.now());
  if (!navigator.geolocation) return Promise.resolve({ taken });
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ taken, lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy }),
      () => done({ taken }),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    );
  });
}

/** Return an entry for a file of a project. */
export function entryOf(file, { project, title, phase, hidden = false, device = null, purpose = null }) {
  return { key: newKey(), project, title, phase, hidden, device, purpose, name: file.name || "photo", blob: file };
}
