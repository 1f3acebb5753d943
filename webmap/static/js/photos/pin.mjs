// A place from a picture: one that is sent now and kept as the place's evidence, or one that stands already.

import { toast } from "../pins/toast.mjs";
import { entryOf, MOST_BYTES } from "./choosing.mjs";

/** Bind the panel's picture button and the pictures that stand, for a page { panel, hand, words, toasts, photos, show }. */
export function bindPhotoPin(page) {
  const { panel } = page;
  const input = panel.find("photo");
  const button = panel.find("photo-button");
  if (!input || !window.indexedDB) return;

  async function send() {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    panel.refuse(null);
    if (file.size > MOST_BYTES) {
      panel.refuse(page.words.photoLarge);
      return;
    }
    const entry = entryOf(file, { project: panel.state.id, title: panel.title(), phase: panel.find("photo").dataset.phase, purpose: "pin" });
    button.setAttribute("aria-busy", "true");
    try {
      await page.photos.keep(entry);
      await page.photos.flush();
    } catch {
      panel.refuse(page.words.photoUnkept);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  button.hidden = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", send);
  for (const each of document.querySelectorAll("[data-photo-take]")) {
    each.addEventListener("click", () => takePhoto(page, JSON.parse(each.dataset.photoTake)));
  }
}

/** Take where a picture was taken into the hand; what it rests on is sent along with it. */
export function takePhoto(page, photo) {
  const { hand, panel } = page;
  hand.take({ lat: photo.lat, lon: photo.lon, accuracy_m: photo.accuracy_m, method: "photo", photo: photo.id });
  page.show({ lat: photo.lat, lon: photo.lon }, 16);
  for (const each of document.querySelectorAll("[data-photo-take]")) {
    each.setAttribute("aria-pressed", String(JSON.parse(each.dataset.photoTake).id === photo.id));
  }
  panel.refuse(null);
}

/** The server has a picture that a place was to be taken from. */
export function photoSent(page, entry, { photo }) {
  const here = page.panel.state.id === entry.project;
  // One that had to wait does not push aside what has been put in hand since.
  const late = entry.tried && page.hand.state();
  if (entry.purpose !== "pin" || !here || (late && photo.lat !== null)) {
    const use = late && here ? { word: page.words.photoUse, run: () => takePhoto(page, photo) } : null;
    toast(page.toasts, `${page.words.photoSent}: ${entry.title}`, use);
  } else if (photo.withdrawn || photo.lat === null) {
    page.panel.refuse(page.words.photoBare);
  } else {
    takePhoto(page, photo);
    toast(page.toasts, page.words.photoTaken);
  }
}
