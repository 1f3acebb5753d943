// A page's side of working without a network: the worker, what it is to keep, and what is said meanwhile.

import { keepAround } from "../pins/around_kept.mjs";
import { boundsOf, filled } from "../pins/place.mjs";
import { ago, moment, tilesOver } from "./age.mjs";
import { bindLeaving } from "./leaving.mjs";
import { account, lookAtSession } from "./session.mjs";

const PINNING = /^\/(pins|projects\/\d+\/pin)$/;
const LATELY = 10 * 60_000;
const KEPT = "eplan-kept";
const language = document.documentElement.lang;

/** Bind a page to the worker, if the operator lets there be one. */
export function bindOffline() {
  document.querySelectorAll("form[data-leave]").forEach(bindLeaving);
  const block = document.querySelector("[data-offline]");
  if (block) bindNote(block);
  const script = document.querySelector("meta[name=worker]")?.content;
  if (!script || !navigator.serviceWorker) return;
  const begin = () => work(script).catch((error) => console.warn("pages are not kept on this device", error));
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}

async function work(script) {
  await navigator.serviceWorker.register(script);
  if (!account() || !PINNING.test(window.location.pathname) || document.documentElement.dataset.kept) return;
  if (lately()) {
    tellKept();
    return;
  }
  navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data?.kept) remember(); });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: await wanted() });
}

/** Whether everything was kept a short while ago, for this account. */
function lately() {
  try {
    const [whose, at] = (window.sessionStorage.getItem(KEPT) ?? "").split(" ");
    return Number(whose) === account() && Date.now() - Number(at) < LATELY;
  } catch {
    return false; // without a memory the worker is asked each time; it keeps nothing anew that is fresh
  }
}

function remember() {
  tellKept();
  try {
    window.sessionStorage.setItem(KEPT, `${account()} ${Date.now()}`);
  } catch {
    // see lately()
  }
}

function tellKept() {
  for (const block of document.querySelectorAll("[data-kept-now]")) block.hidden = false;
}

/** The list, this page, the projects of the list, and the tiles of the territory, as far out as the province. */
async function wanted() {
  const here = window.location.pathname;
  const list = here === "/pins" && !window.location.search ? document : parsed(await textOf("/pins"));
  const links = [...list.querySelectorAll(".pin-list a")].map((link) => new URL(link.getAttribute("href"), window.location).pathname);
  const pages = [...new Set(["/pins", ...(PINNING.test(here) ? [here] : []), ...links])].filter((path) => PINNING.test(path));
  const one = pages.find((path) => path !== "/pins");
  const editor = one === here ? document : one ? parsed(await textOf(one)) : null;
  const state = JSON.parse(editor?.querySelector("[data-pin-state]")?.textContent ?? "{}");
  const box = state.outline ? boundsOf(JSON.parse(state.outline)) : null;
  if (box) await keepAround(state.id, box).catch(() => {}); // drawing goes on without
  return { pages, tiles: box ? tilesOf(box) : [] };
}

function tilesOf(box) {
  const layers = ["provinces", "amphoe", "tambon", "projects"];
  const descriptions = [...layers, "authorities"].map((layer) => `/tiles/${layer}.json`);
  const near = ["tambon", "projects"];
  return [...descriptions, ...tilesOver(wider(box), layers, [6, 11], 120), ...tilesOver(box, layers, [12, 12], 80), ...tilesOver(box, near, [13, 13], 80)];
}

/** A territory stands in the middle of what a screen shows. */
function wider([west, south, east, north]) {
  const most = Math.max(east - west, north - south);
  return [west - most, south - most, east + most, north + most];
}

async function textOf(path) {
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  return answer.ok ? answer.text() : "";
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

/** Say that there is no network and how old the page is; that it is back; or that the session has ended. */
function bindNote(block) {
  const { dataset: words } = block;
  const text = block.querySelector("[data-offline-text]");
  const act = block.querySelector("[data-offline-act]");
  const at = Date.parse(document.documentElement.dataset.kept ?? "");
  const kept = Number.isFinite(at);

  function say(said, word = null, address = window.location.href) {
    const age = kept ? { moment: moment(at, language), ago: ago(at, Date.now(), language) } : {};
    text.textContent = said ? filled(said, age) : "";
    act.textContent = word ?? "";
    act.href = address;
    act.hidden = !word;
    block.hidden = !said;
  }

  function gone() {
    if (kept) say(words.kept);
    else say(PINNING.test(window.location.pathname) ? words.pinning : words.gone);
  }

  function ended() {
    const here = window.location.pathname + window.location.search;
    say(words.ended, words.signIn, `/login?next=${encodeURIComponent(here)}`);
  }

  /** The network seems to be there: ask whose session it is, since forms are sent in its name. */
  async function back() {
    try {
      const now = await lookAtSession();
      if (!account() || now.same) say(kept ? words.back : null, kept ? words.again : null);
      else if (now.account) window.location.reload();
      else ended();
    } catch {
      gone();
    }
  }

  if (kept) {
    say(words.kept);
    if (navigator.onLine) back();
  } else if (!navigator.onLine) gone();
  window.addEventListener("offline", gone);
  window.addEventListener("online", back);
  window.addEventListener("session-ended", ended);
  act.addEventListener("click", (event) => {
    if (act.href.includes("/login")) return;
    event.preventDefault();
    window.location.reload();
  });
}
