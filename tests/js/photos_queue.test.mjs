// Photographs that wait on the device: which go next, and what a failure means.

import assert from "node:assert/strict";
import test from "node:test";

import { forgiven, isRefusal, newKey, ofAccount, takenAt, toSend } from "../../webmap/static/js/photos/queue.mjs";

const entry = (key, more = {}) => ({ key, account: 101, at: Number(key), ...more });

test("an account has its own only, the oldest first", () => {
  const kept = [entry("3"), entry("1"), entry("2", { account: 102 })];
  assert.deepEqual(ofAccount(kept, 101).map(({ key }) => key), ["1", "3"]);
});

test("what was refused is not sent again by itself, only when it is asked for", () => {
  const kept = [entry("1", { problem: "ใหญ่เกิน" }), entry("2", { tried: true })];
  assert.deepEqual(toSend(kept).map(({ key }) => key), ["2"]);
  assert.deepEqual(toSend(kept, "1").map(({ key }) => key), ["1"]);
});

test("a picture that still looks for the device's position is held, but not for ever", () => {
  const kept = [entry("1", { heldUntil: 5_000 })];
  assert.deepEqual(toSend(kept, null, 4_999), []);
  assert.equal(toSend(kept, null, 5_000).length, 1);
});

test("an old form and a seat that had ended are tried again at the next visit, a refused picture is not", () => {
  assert.equal(forgiven(entry("1", { problem: "แบบฟอร์มเก่า", status: 400 })).problem, null);
  const refused = entry("1", { problem: "เสียหาย", status: 409 });
  assert.equal(forgiven(refused), refused);
});

test("a server that cannot be reached, fails or is busy has refused nothing", () => {
  for (const status of [undefined, 500, 503, 429]) assert.equal(isRefusal({ status }), false);
  for (const status of [400, 403, 404, 409, 413]) assert.equal(isRefusal({ status }), true);
});

test("keys are random UUIDs of version 4", () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newKey(), form);
  assert.match(newKey((bytes) => bytes.fill(255)), form);
  assert.notEqual(newKey(), newKey());
});

test("a picture that was just taken has its file's time, an older file the present", () => {
  const now = Date.parse("2026-01-01T10:00:00Z");
  assert.equal(takenAt(now - 5_000, now), "2026-01-01T09:59:55.000Z");
  assert.equal(takenAt(now - 86_400_000, now), "2026-01-01T10:00:00.000Z");
});
