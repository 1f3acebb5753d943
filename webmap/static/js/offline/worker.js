// The service worker: pages open without a network. `/sw.js` is this file behind one line, `const BUILT = { version, files }`:
// the word that changes with any static file, and the addresses of what pinning needs.
//
// What is kept, in stores of this browser:
//   eplan-files-<version>   static files, whose addresses change with their content: from the store first
//   eplan-tiles             map tiles: boundaries from the store and looked up anew behind it, projects from the network first
//   eplan-pages-<account>   the pages of pinning, which are private: from the network first, and of one account only.
//                           Every page of ours tells by X-Account whose it is ("0": the public's). As soon as one tells of
//                           somebody else, or somebody signs out, what is kept for others is thrown away.
// Nothing but GET is answered from a store, and no page but those of pinning is kept.

const PATIENCE = 4000; // milliseconds to wait for the network where something older is at hand
const LONGEST = 7 * 24 * 3600_000; // how old a kept page may become
const FRESH = 30 * 60_000; // within which a page is not kept again unasked
const MOST = { tiles: 1500, pages: 60, bytes: 1_000_000 };
const TILES = "eplan-tiles";
const FILES = "eplan-files-";
const PAGES = "eplan-pages-";
const FALLBACK = "/offline";
const NOBODY = "0";

let whose = null; // the account of the last answer, as far as this run of the worker knows
let turns = 0; // counts the changes of account: an answer asked for before one is not kept after it
let tilesPut = 0;

// ---------------------------------------------------------------- what a request is

/** Return what a request is to the worker: a name of WAYS, or null for what is none of its business. */
function kindOf(method, mode, { pathname, search }) {
  if (method === "POST") return mode === "navigate" && pathname === "/logout" ? "leaving" : null;
  if (method !== "GET") return null;
  if (/^\/static\/[^/]+\//.test(pathname)) return "file";
  if (pathname.startsWith("/tiles/")) {
    if (search) return null;
    return pathname.startsWith("/tiles/projects/") ? "tile" : "ground";
  }
  if (nameOf({ pathname, search })) return "page";
  return mode === "navigate" && !/^\/(exports|metrics|sw\.js|language)\b/.test(pathname) ? "page" : null;
}

/** Return the name by which a page of pinning is kept, or null of any other page. A list that was searched is another page. */
function nameOf({ pathname, search }) {
  if (/^\/projects\/\d+\/pin$/.test(pathname)) return pathname;
  return pathname === "/pins" && !search ? pathname : null;
}

/** Return the version in the address of a static file. */
function versionOf(pathname) {
  return pathname.split("/")[2];
}

/** Return a page's text with the moment at which it was kept, for its own script to tell. */
function marked(text, at) {
  return text.replace("<html", `<html data-kept="${at}"`);
}

// ---------------------------------------------------------------- the stores

/** Do without what the device's store refuses: no room, private windows. */
async function quietly(work) {
  try {
    return await work;
  } catch (error) {
    if (error?.name === "QuotaExceededError") await caches.delete(TILES).catch(() => {});
    return undefined;
  }
}

const find = (where, key) => quietly(caches.open(where).then((store) => store.match(key, { ignoreVary: true })));
const put = (where, key, answer) => quietly(caches.open(where).then((store) => store.put(key, answer)));

/** Throw the oldest of a store away, down to a number. */
async function trim(where, most) {
  const store = await caches.open(where);
  const keys = await store.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await store.delete(key);
}

async function storesOf(prefix) {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

/** Throw away the kept pages of everybody but one account. */
async function onlyFor(account) {
  if (whose !== null && whose !== account) turns += 1;
  whose = account;
  const others = (await storesOf(PAGES)).filter((name) => name !== PAGES + account);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Keep a page of an account under its name. What is stored is plain text with the headers that matter. */
async function keep(name, account, answer) {
  const headers = new Headers({ "X-Kept": new Date().toISOString(), "X-Built": answer.headers.get("X-Built") ?? BUILT.version });
  for (const kept of ["Content-Type", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "Permissions-Policy", "Cross-Origin-Opener-Policy"]) {
    if (answer.headers.has(kept)) headers.set(kept, answer.headers.get(kept));
  }
  const turn = turns;
  const text = await answer.text();
  if (turn !== turns) return;
  await put(PAGES + account, name, new Response(text, { headers }));
  await quietly(trim(PAGES + account, MOST.pages));
}

/** Return the kept page of a name, as it is kept, or undefined. */
async function keptPage(name) {
  for (const store of name ? await quietly(storesOf(PAGES)) ?? [] : []) {
    const found = await find(store, name);
    if (found && Date.now() - Date.parse(found.headers.get("X-Kept")) < LONGEST) return found;
    if (found) await quietly(caches.open(store).then((each) => each.delete(name)));
  }
  return undefined;
}

/** Learn from an answer of the network whose pages these are, and keep it where it is one to keep. */
async function learn(name, turn, answer) {
  const account = answer.headers.get("X-Account");
  if (account === null || turn !== turns) return;
  await quietly(onlyFor(account));
  if (name && answer.status === 200 && !answer.redirected && account !== NOBODY) await quietly(keep(name, account, answer));
}

// ---------------------------------------------------------------- answering

async function file({ request }, { pathname }) {
  const where = FILES + versionOf(pathname); // what follows a "?" changes nothing: the version is in the path
  const old = await find(where, pathname);
  if (old) return old;
  const answer = await fetch(request);
  if (answer.status === 200) await put(where, pathname, answer.clone());
  return answer;
}

/** Ask the network for a tile, and keep it. */
async function tileNow(request) {
  const answer = await fetch(request);
  if (answer.status === 200 && Number(answer.headers.get("Content-Length") ?? 0) <= MOST.bytes) {
    await put(TILES, request.url, answer.clone());
    tilesPut += 1;
    if (tilesPut % 100 === 0) await quietly(trim(TILES, MOST.tiles));
  }
  return answer;
}

/** Boundaries change rarely: the kept tile at once, a new one for the next time. */
async function ground(event) {
  const old = await find(TILES, event.request.url);
  const now = tileNow(event.request);
  if (!old) return now.catch(notKept);
  event.waitUntil(now.catch(() => {}));
  return old;
}

/** Projects change every minute: the kept tile only where the network does not answer. */
async function tile(event) {
  const now = tileNow(event.request);
  return await inTime(now, async () => find(TILES, event.request.url)) ?? now.catch(notKept);
}

/** What is neither kept nor to be had is not found, upon which the map magnifies the tile above it. */
function notKept() {
  return new Response(null, { status: 404 });
}

/** Return what comes in time, else what is at hand, which may be nothing. */
async function inTime(coming, atHand) {
  const late = new Promise((done) => { setTimeout(done, PATIENCE); });
  const came = await Promise.race([coming.catch(() => undefined), late]);
  return came ?? atHand();
}

async function page(event, url) {
  const name = nameOf(url);
  const turn = turns;
  const now = fetch(event.request).then((answer) => {
    event.waitUntil(quietly(learn(name, turn, name ? answer.clone() : answer)));
    return answer;
  });
  const old = await keptPage(name);
  const came = old ? await inTime(now, () => undefined) : await now.catch(() => undefined);
  if (came && !(old && [502, 503, 504].includes(came.status))) return came;
  event.waitUntil(now.catch(() => {}));
  if (turn !== turns || !old) return came ?? fallback();
  const headers = new Headers(old.headers);
  headers.set("Cache-Control", "no-store");
  return new Response(marked(await old.text(), old.headers.get("X-Kept")), { headers });
}

/** The page that says that there is no network, with the way to what is kept. */
async function fallback() {
  const list = await keptPage("/pins");
  for (const where of [FILES + BUILT.version, ...await quietly(storesOf(FILES)) ?? []]) {
    const found = await find(where, FALLBACK);
    if (!found) continue;
    const text = await found.text();
    const headers = new Headers(found.headers);
    for (const gone of ["Content-Encoding", "Content-Length"]) headers.delete(gone);
    return new Response(list ? marked(text, list.headers.get("X-Kept")) : text, { status: 503, headers });
  }
  return Response.error();
}

/** Whoever signs out leaves no page behind, whether or not the server can be told. */
async function leaving(event) {
  turns += 1;
  await quietly(onlyFor(NOBODY));
  return fetch(event.request).catch(() => fallback());
}

const WAYS = { file, ground, tile, page, leaving };

// ---------------------------------------------------------------- keeping what was not visited

/** Bring the static files of pinning into the store, those that are not there yet. */
async function keepFiles(addresses) {
  const store = await caches.open(FILES + BUILT.version);
  await Promise.all(addresses.map(async (address) => {
    if (await store.match(address, { ignoreVary: true })) return;
    const answer = await fetch(address, address === FALLBACK ? { credentials: "omit", cache: "no-cache" } : {});
    if (!answer.ok) throw new Error(`${address} is not to be had`);
    await store.put(address, answer);
  }));
}

/** Keep pages of pinning one after the other, those that were not kept lately; ends where the network does. */
async function keepPages(addresses) {
  for (const address of addresses.slice(0, MOST.pages)) {
    const url = new URL(address, self.location.origin);
    const name = nameOf(url);
    const old = await keptPage(name);
    const lately = old && Date.now() - Date.parse(old.headers.get("X-Kept")) < FRESH && old.headers.get("X-Built") === BUILT.version;
    if (!name || lately) continue;
    const turn = turns;
    await learn(name, turn, await fetch(url.href, { headers: { Accept: "text/html" } }));
    if (whose === NOBODY) return;
  }
}

/** Keep tiles that were not looked at; what stands in the store already is left. */
async function keepTiles(addresses) {
  for (const address of addresses) {
    const { href } = new URL(address, self.location.origin);
    if (!await find(TILES, href)) await tileNow(new Request(href));
  }
}

/** Throw away the static files of versions that neither this worker nor any kept page refers to. */
async function tidy() {
  const wanted = new Set([FILES + BUILT.version]);
  for (const where of await storesOf(PAGES)) {
    const store = await caches.open(where);
    for (const key of await store.keys()) wanted.add(FILES + (await store.match(key)).headers.get("X-Built"));
  }
  const old = (await storesOf(FILES)).filter((name) => !wanted.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Keep the pages again that refer to another version's files, then throw those files away. */
async function renew() {
  for (const where of await storesOf(PAGES)) {
    const keys = await (await caches.open(where)).keys();
    await keepPages(keys.map(({ url }) => url));
  }
  await tidy();
}

/** Keep all that a page of pinning asked for, what it cannot do without first. */
async function keepAll({ pages = [], tiles = [] }) {
  await keepFiles(BUILT.files);
  await keepPages(pages);
  await keepTiles(tiles);
  await tidy();
}

// ---------------------------------------------------------------- its life

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles([FALLBACK, ...BUILT.first]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(() => quietly(renew())));
});

// A page of pinning says what it would like to have kept: { keep: { pages, tiles } }, addresses both.
self.addEventListener("message", (event) => {
  const { keep: wanted } = event.data ?? {};
  if (wanted) event.waitUntil(quietly(keepAll(wanted).then(() => event.source?.postMessage({ kept: true }))));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const way = url.origin === self.location.origin && WAYS[kindOf(event.request.method, event.request.mode, url)];
  if (way) event.respondWith(way(event, url));
});
