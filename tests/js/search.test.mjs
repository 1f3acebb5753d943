import assert from "node:assert/strict";
import { test } from "node:test";

import { marked } from "../../webmap/static/js/search.mjs";

test("the letters that were typed are told apart in a name", () => {
  assert.deepEqual(marked("ก่อสร้างถนนสายหนึ่ง", "ถนน").map((part) => part.hit), [false, true, false]);
  assert.deepEqual(marked("Mae Yao", "mae"), [{ text: "Mae", hit: true }, { text: " Yao", hit: false }]);
  assert.deepEqual(marked("แม่ยาว", "6570101"), [{ text: "แม่ยาว", hit: false }]);
});

test("the parts of a name are the whole name", () => {
  for (const [name, text] of [["ถนนถนน", "ถนน"], ["x", ""], ["", "x"], ["İstanbul", "i"]]) {
    assert.equal(marked(name, text).map((part) => part.text).join(""), name);
  }
});
