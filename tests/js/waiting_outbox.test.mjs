// What waits on the device, with a store and a server that are made up: what is done to it while it is on its way.

import assert from "node:assert/strict";
import test from "node:test";

import { afterwards } from "../../webmap/static/js/photos/queue.mjs";

const kept = { waiting: new Map(), photos: new Map() };
const copy = (value) => (value === undefined ? value : { ...value });

/** As much of IndexedDB as the outboxes use: what one transaction asks is answered in turn, and nothing comes between. */
function storeOf(name) {
  const held = kept[name];
  const jobs = [];
  const ask = (run) => {
    const asked = {};
    jobs.push(() => {
      asked.result = run();
      asked.onsuccess?.();
    });
    return asked;
  };
  const store = {
    get: (key) => ask(() => copy(held.get(key))),
    getAll: () => ask(() => [...held.values()].map(copy)),
    put: (entry) => ask(() => { held.set(entry.key, entry); }),
    delete: (key) => ask(() => { held.delete(key); }),
  };
  const transaction = { objectStore: () => store };
  queueMicrotask(() => {
    while (jobs.length) jobs.shift()();
    transaction.oncomplete();
  });
  return transaction;
}

const heard = [];
const tokens = { "csrf-token": { content: "old" }, account: { content: "101" } };
globalThis.window = {
  indexedDB: {
    open() {
      const asked = { result: { transaction: storeOf, close() {} } };
      queueMicrotask(() => asked.onsuccess());
      return asked;
    },
  },
  addEventListener() {},
  dispatchEvent: ({ type }) => heard.push(type),
};
globalThis.document = {
  querySelector: (asked) => tokens[asked.match(/name=([\w-]+)/)[1]],
  querySelectorAll: () => [],
};
globalThis.setInterval = () => 0;
globalThis.navigator ??= {};

/** A server: `posts` is what was sent to it, `answer(post)` what it says (a status and a body), `session` who is signed in. */
const server = { posts: [], answer: null, session: { account: 101, token: "old" } };
const json = (status, body) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
globalThis.fetch = async (url, { body } = {}) => {
  if (url === "/session.json") return json(200, server.session);
  return json(...await server.answer(JSON.parse(body)));
};
globalThis.XMLHttpRequest = class {
  upload = { addEventListener() {} };
  headers = {};
  heard = {};
  open() {}
  setRequestHeader(name, value) { this.headers[name] = value; }
  addEventListener(name, run) { this.heard[name] = run; }
  async send() {
    const [status, body] = await server.answer({ token: this.headers["X-CSRFToken"] });
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.heard.load();
  }
};

const { bindOutbox } = await import("../../webmap/static/js/pins/outbox.mjs");
const { bindPhotoOutbox } = await import("../../webmap/static/js/photos/outbox.mjs");
const settled = () => new Promise((done) => { setTimeout(done, 20); });

async function photos(more = {}) {
  kept.photos.clear();
  tokens["csrf-token"].content = "old";
  server.session = { account: 101, token: "old" };
  const outbox = bindPhotoOutbox({ account: 101, changed() {}, sent() {}, ...more });
  await settled();
  const entry = { key: "k", project: 7, title: "ถนน", phase: "before", name: "a.jpg", blob: new Blob(["x"]) };
  await outbox.keep(entry);
  return outbox;
}

for (const [status, body] of [[200, { place: {} }], [409, { detail: "หมุดเปลี่ยนไปแล้ว" }]]) {
  test(`a place that was corrected while it was on its way stays, the earlier answered with ${status}`, async () => {
    kept.waiting.clear();
    const outbox = bindOutbox({ account: 101, changed() {}, sent() {} });
    await settled();
    const entry = { project: 7, title: "ถนน", phase: "planned", url: "/projects/7/pin" };
    server.answer = async ({ lat }) => {
      if (lat === 1) {
        await settled();
        await outbox.keep({ ...entry, fields: { lat: 2 } });
      }
      return [status, body];
    };
    await outbox.keep({ ...entry, fields: { lat: 1 } });
    await outbox.flush();
    assert.deepEqual([...kept.waiting.values()].map(({ fields, problem }) => [fields.lat, problem]), [[2, undefined]]);
    await outbox.flush();
    assert.deepEqual([...kept.waiting.values()].map(({ problem }) => problem), status === 200 ? [] : [body.detail]);
  });
}

test("a photograph that was dropped while it was on its way stays away", async () => {
  const outbox = await photos();
  server.answer = async () => {
    await outbox.drop("k");
    return [503, {}];
  };
  await outbox.flush();
  assert.equal(kept.photos.size, 0);
});

test("a photograph that the server has is not queued again where the page fails to show it", async () => {
  const outbox = await photos({ sent: () => { throw new Error("no such element"); } });
  server.answer = async () => [201, { photo: { id: 1 } }];
  await outbox.flush();
  assert.equal(kept.photos.size, 0);
});

test("a photograph is sent again with the token of a renewed session", async () => {
  const outbox = await photos();
  server.session = { account: 101, token: "new" };
  server.answer = async ({ token }) => (token === "new" ? [201, { photo: { id: 1 } }] : [400, { detail: "เปิดค้างไว้นาน" }]);
  await outbox.flush();
  assert.equal(kept.photos.size, 0);
});

test("a photograph waits where its session has ended, and nothing is held against it", async () => {
  const outbox = await photos();
  server.session = { account: 0, token: "new" };
  server.answer = async () => [403, { detail: "กรุณาเข้าสู่ระบบก่อน" }];
  await outbox.flush();
  const [entry] = kept.photos.values();
  assert.deepEqual([entry.tried, entry.problem], [true, null]);
  assert.ok(heard.includes("session-ended"));
});

test("what a seat may not do is a refusal still", async () => {
  const outbox = await photos();
  server.answer = async () => [403, { detail: "ที่นั่งของคุณทำสิ่งนี้ไม่ได้" }];
  await outbox.flush();
  assert.equal([...kept.photos.values()][0].problem, "ที่นั่งของคุณทำสิ่งนี้ไม่ได้");
});

test("a page is not loaded anew while it takes pictures in", async () => {
  const done = [];
  const reload = afterwards(() => done.push("reload"));
  await reload.during(async () => {
    reload.ask();
    await settled();
    done.push("taken");
  });
  assert.deepEqual(done, ["taken", "reload"]);
  await assert.rejects(reload.during(async () => { throw new Error("no"); }));
  reload.ask();
  assert.equal(done.length, 3);
});
