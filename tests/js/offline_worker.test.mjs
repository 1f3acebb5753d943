import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../webmap/static/js/offline/worker.js", import.meta.url), "utf8");
const ORIGIN = "https://eplan.example";
const absolute = (key) => new URL(key.url ?? key, ORIGIN).href;

/** A browser's stores, as far as the worker uses them. */
function stores() {
  const all = new Map();
  const open = async (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const held = all.get(name);
    return {
      match: async (key) => held.get(absolute(key))?.clone(),
      put: async (key, answer) => { held.delete(absolute(key)); held.set(absolute(key), answer); },
      delete: async (key) => held.delete(absolute(key)),
      keys: async () => [...held.keys()].map((url) => ({ url })),
    };
  };
  return { open, keys: async () => [...all.keys()], delete: async (name) => all.delete(name), all };
}

/** A worker of a version, with a network that `answer(url)` speaks for; it raises where there is none. */
function worker(caches, answer, { version = "v2", files = [] } = {}) {
  const heard = {};
  const self = {
    location: { origin: ORIGIN },
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    addEventListener: (name, run) => { heard[name] = run; },
  };
  const fetch = async (asked) => answer(absolute(asked));
  const quick = (run, time) => setTimeout(run, Math.min(time, 5));
  vm.runInNewContext(`const BUILT = ${JSON.stringify({ version, first: [], files })};\n${SCRIPT}`, {
    self, caches, fetch, URL, Headers, Response, Request, Date, Promise, Set, Map, Number, Error, setTimeout: quick,
  });
  async function raise(name, more) {
    const works = [];
    let answered;
    heard[name]({ ...more, waitUntil: (work) => works.push(work), respondWith: (work) => { answered = work; } });
    const answerOf = await answered;
    await Promise.all(works);
    return answerOf;
  }
  return {
    install: () => raise("install"),
    activate: () => raise("activate"),
    keep: (keep) => raise("message", { data: { keep } }),
    get: (path, mode = "navigate") => raise("fetch", { request: { url: ORIGIN + path, method: "GET", mode } }),
    post: (path) => raise("fetch", { request: { url: ORIGIN + path, method: "POST", mode: "navigate" } }),
  };
}

function page(account, text = "<html><p>list", built = "v2") {
  return new Response(text, { headers: { "Content-Type": "text/html", "X-Account": String(account), "X-Built": built } });
}

const gone = () => { throw new TypeError("no network"); };
const pagesIn = async (caches) => (await caches.keys()).filter((name) => name.startsWith("eplan-pages-"));
const WITH_FALLBACK = (url) => (url.endsWith("/offline") ? new Response("<html>no network") : null);

test("a page of pinning opens without a network and tells of when it is", async () => {
  const caches = stores();
  await worker(caches, () => page(7)).get("/pins");
  const kept = await worker(caches, gone).get("/pins");
  assert.match(await kept.text(), /^<html data-kept="20\d\d-[^"]+Z"><p>list/);
});

test("a project's page is kept whatever list it was opened from, a searched list is not kept", async () => {
  const caches = stores();
  const online = worker(caches, (url) => WITH_FALLBACK(url) ?? page(7));
  await online.install();
  await online.get("/projects/12/pin?sort=greatest");
  await online.get("/pins?q=road");
  const offline = worker(caches, gone);
  assert.equal((await offline.get("/projects/12/pin")).status, 200);
  assert.equal((await offline.get("/pins?q=road")).status, 503);
});

test("the network's page wins over the kept one", async () => {
  const caches = stores();
  await worker(caches, () => page(7, "<html>old")).get("/pins");
  assert.equal(await (await worker(caches, () => page(7, "<html>new")).get("/pins")).text(), "<html>new");
});

test("a network that takes too long is not waited for where a page is kept", async () => {
  const caches = stores();
  await worker(caches, () => page(7)).get("/pins");
  const slow = worker(caches, () => new Promise((done) => { setTimeout(() => done(page(7)), 60); }));
  assert.match(await (await slow.get("/pins")).text(), /data-kept/);
});

test("no other page is kept, and without a network a page says so", async () => {
  const caches = stores();
  const online = worker(caches, (url) => WITH_FALLBACK(url) ?? page(7));
  await online.install();
  await online.get("/spending");
  const answer = await worker(caches, gone).get("/spending");
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /no network/);
});

test("what is kept is thrown away when the public's page comes, another account's, or somebody signs out", async () => {
  for (const leave of [
    (caches) => worker(caches, () => page(0)).get("/"),
    (caches) => worker(caches, () => page(8)).get("/"),
    (caches) => worker(caches, gone).post("/logout").catch(() => {}),
  ]) {
    const caches = stores();
    await worker(caches, () => page(7)).get("/pins");
    assert.deepEqual(await pagesIn(caches), ["eplan-pages-7"]);
    await leave(caches);
    assert.deepEqual(await pagesIn(caches), []);
  }
});

test("a page that was asked for before somebody signed out is not kept after", async () => {
  const caches = stores();
  let late;
  const one = worker(caches, (url) => (url.endsWith("/pins") ? new Promise((done) => { late = done; }) : page(0)));
  const asked = one.get("/pins");
  await new Promise((done) => { setTimeout(done, 5); });
  await one.post("/logout");
  late(page(7));
  await asked;
  assert.deepEqual(await pagesIn(caches), []);
});

test("the form of signing in, a refusal and an error are never kept", async () => {
  const caches = stores();
  await worker(caches, () => new Response("<html>no", { status: 403, headers: { "X-Account": "7" } })).get("/pins");
  await worker(caches, () => new Response("<html>oh", { status: 500 })).get("/pins");
  assert.deepEqual(await pagesIn(caches), []);
});

test("nothing but GET is answered from what is kept", async () => {
  const caches = stores();
  await worker(caches, () => page(7)).get("/projects/12/pin");
  assert.equal(await worker(caches, gone).post("/projects/12/pin"), undefined);
});

test("static files come from the store, whatever follows their address", async () => {
  const caches = stores();
  await worker(caches, () => new Response("one")).get("/static/v2/js/a.mjs", "cors");
  assert.equal(await (await worker(caches, gone).get("/static/v2/js/a.mjs?v=6", "cors")).text(), "one");
});

test("a kept boundary is shown at once, a project's tile only without a network; a filtered tile is left alone", async () => {
  const caches = stores();
  await worker(caches, () => new Response("old")).get("/tiles/tambon/8/1/1.mvt", "cors");
  await worker(caches, () => new Response("old")).get("/tiles/projects/8/1/1.mvt", "cors");
  const online = worker(caches, () => new Response("new"));
  assert.equal(await (await online.get("/tiles/tambon/8/1/1.mvt", "cors")).text(), "old");
  assert.equal(await (await online.get("/tiles/projects/8/1/1.mvt", "cors")).text(), "new");
  const offline = worker(caches, gone);
  assert.equal(await (await offline.get("/tiles/tambon/8/1/1.mvt", "cors")).text(), "new");
  assert.equal(await (await offline.get("/tiles/projects/8/1/1.mvt", "cors")).text(), "new");
  assert.equal(await online.get("/tiles/projects/8/1/1.mvt?stage=plan", "cors"), undefined);
});

test("a tile that is neither kept nor to be had is not found, so that the one above it is magnified", async () => {
  const offline = worker(stores(), gone);
  for (const layer of ["tambon", "projects"]) {
    assert.equal((await offline.get(`/tiles/${layer}/14/1/1.mvt`, "cors")).status, 404);
  }
});

test("pages of another build are kept anew with the next, whose files replace the old ones", async () => {
  const caches = stores();
  const old = worker(caches, (url) => (url.includes("/static/") ? new Response("file") : page(7, "<html>one", "v1")), { version: "v1", files: ["/static/v1/a.mjs"] });
  await old.keep({ pages: ["/pins", "/projects/3/pin"] });
  assert.deepEqual((await caches.keys()).sort(), ["eplan-files-v1", "eplan-pages-7"]);
  const cut = worker(caches, gone, { version: "v2" });
  await cut.activate();
  assert.ok((await caches.keys()).includes("eplan-files-v1"), "kept while its pages are all there is");
  const next = worker(caches, (url) => (url.includes("/static/") ? new Response("file") : page(7, "<html>two", "v2")), { version: "v2", files: ["/static/v2/a.mjs"] });
  await next.activate();
  await next.keep({ pages: ["/pins"] });
  assert.deepEqual((await caches.keys()).sort(), ["eplan-files-v2", "eplan-pages-7"]);
  assert.match(await (await worker(caches, gone).get("/projects/3/pin")).text(), /two/);
});

test("a device without room answers all the same", async () => {
  const full = { ...stores(), open: async () => { throw Object.assign(new Error("full"), { name: "QuotaExceededError" }); } };
  const one = worker(full, (url) => (url.includes("/static/") ? new Response("file") : page(7)));
  assert.equal((await one.get("/pins")).status, 200);
  assert.equal(await (await one.get("/static/v2/a.mjs", "cors")).text(), "file");
  await one.keep({ pages: ["/pins"] });
});
