import assert from "node:assert/strict";
import { test } from "node:test";

import { jitterSeconds } from "shared/backoff.js";
import { initials } from "shared/initials.js";
import { clean, lengthOf } from "widget/text.js";

test("what nobody sees and the server would refuse is taken out", () => {
  assert.equal(clean("\u202a+49 30 1234\u202c\u0000\r\nline\ttab "), "+49 30 1234\nline\ttab");
});

test("length is counted in characters, not in halves of them", () => {
  assert.equal(lengthOf("a😀é"), 3);
});

test("waits are between one second and thirty, and spread", () => {
  assert.equal(jitterSeconds(0, () => 0.99), 1);
  assert.equal(jitterSeconds(10, () => 0), 1);
  assert.equal(jitterSeconds(10, () => 0.5), 15);
  assert.ok(jitterSeconds(100, () => 0.999) < 30);
});

test("initials are those of the first and the last name", () => {
  assert.deepEqual(["Omar", "ada de Lovelace", "  ", "李小龙", "😀 x"].map(initials), ["O", "AL", "", "李", "😀X"]);
});
