// The photographs on a project's page: sending further ones, and looking from one to the next.

import { account, reload, withPhotos } from "../projects/waiting.mjs";
import { entryOf, MOST_BYTES, whereNow } from "./choosing.mjs";
import { bindPhotoOutbox } from "./outbox.mjs";
import { HELD } from "./queue.mjs";
import { sendPhoto } from "./send.mjs";

const section = document.querySelector("[data-photos]");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Show the picture of a thumbnail in its strip, moving the page no further than that needs. */
function bindThumbs() {
  section.addEventListener("click", (event) => {
    const thumb = event.target.closest("[data-photo-thumb]");
    const card = thumb && document.getElementById(thumb.hash.slice(1));
    if (!card || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    card.firstElementChild.scrollIntoView({ block: "nearest", inline: "start", behavior: still.matches ? "auto" : "smooth" });
  });
}

/** Show what stands now, and leave the form as it is. */
async function refresh() {
  const answer = await fetch(`/projects/${section.dataset.photos}/photos`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["#photos-head", "[data-photo-results]"]) {
    section.querySelector(name).replaceWith(fresh.querySelector(name));
  }
  document.dispatchEvent(new CustomEvent("photos-changed"));
}

function bindSending(form) {
  const words = JSON.parse(document.querySelector("[data-photo-words]").textContent);
  const project = Number(section.dataset.photos);
  const list = section.querySelector("[data-photo-sending]");
  const rows = new Map();

  function row(entry, said = words.sending) {
    if (!rows.has(entry.key)) {
      const item = document.createElement("li");
      item.innerHTML = '<img width="44" height="44" alt=""><span></span><progress max="1" value="0"></progress>';
      const url = URL.createObjectURL(entry.blob);
      item.querySelector("img").src = url;
      item.querySelector("img").addEventListener("load", () => URL.revokeObjectURL(url));
      item.querySelector("img").addEventListener("error", ({ target }) => target.remove());
      rows.set(entry.key, item);
      list.append(item);
    }
    const item = rows.get(entry.key);
    item.querySelector("span").textContent = `${said} ${entry.name}`;
    item.querySelector("progress").setAttribute("aria-label", entry.name);
    return item;
  }

  function say(entry, said) {
    const item = row(entry);
    item.querySelector("progress")?.remove();
    item.querySelector("span").textContent = `${entry.name}: ${said}`;
    item.classList.add("error");
  }

  function gone(key) {
    rows.get(key)?.remove();
    rows.delete(key);
  }

  function progress(entry, part) {
    if (entry.project !== project) return;
    if (part === null) gone(entry.key);
    else row(entry).querySelector("progress").value = part;
  }

  /** Send at once what the device would not keep, as in a private window. */
  async function sendUnkept(entry, why) {
    console.warn("the device's store does not answer", why);
    try {
      await sendPhoto(entry, (part) => progress(entry, part));
      gone(entry.key);
      await refresh();
    } catch (error) {
      say(entry, error.status ? error.message : words.failed);
    }
  }

  async function take(files, fromCamera) {
    const { phase, hidden } = Object.fromEntries(new FormData(form));
    for (const file of files) {
      const entry = entryOf(file, { project, title: section.dataset.title, phase: phase ?? "unknown", hidden: Boolean(hidden) });
      if (file.size > MOST_BYTES) {
        say(entry, words.large);
        continue;
      }
      row(entry, fromCamera ? words.looking : words.sending);
      if (fromCamera) {
        // Kept at once, since a page may be closed while the device looks for its position.
        await photos.keep({ ...entry, heldUntil: Date.now() + HELD }).catch(() => {});
        entry.device = await whereNow(file);
      }
      await photos.keep(entry).catch((error) => sendUnkept(entry, error));
    }
    await photos.flush();
  }

  for (const [name, fromCamera] of [["[data-photo-chosen]", false], ["[data-photo-taken]", true]]) {
    const input = form.querySelector(name);
    input.required = false;
    input.addEventListener("change", async () => {
      const files = [...input.files];
      input.value = "";
      await reload.during(() => take(files, fromCamera));
    });
  }
  form.querySelector("[data-photo-send]").hidden = true;
  form.querySelector("[data-photo-camera]").hidden = !window.matchMedia("(pointer: coarse)").matches;
  form.dataset.live = "yes";

  const photos = withPhotos((changed) => bindPhotoOutbox({
    account,
    changed,
    progress,
    sent: async (entry, { new: fresh, photo }) => {
      if (entry.project !== project) return;
      await refresh().catch(() => {});
      if (!fresh && !entry.tried) say(entry, entry.hidden && photo.shown === false ? words.knownHidden : words.known);
    },
  }));
}

if (section) {
  bindThumbs();
  const form = section.querySelector("[data-photo-form]");
  if (form && window.indexedDB) bindSending(form);
}
