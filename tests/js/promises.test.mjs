import assert from "node:assert/strict";
import { test } from "node:test";

import { asTyped, isLate, keepsUsually, quarter, theirTime } from "feedback-console/promise_times.js";

const NOW = new Date("2026-11-22T10:00:00Z");
const ME = 3;

function promised(more = {}) {
  const made = { state: "open", due_at: "2026-11-22T12:00:00Z", made_at: "2026-11-22T09:00:00Z", member: { member: ME, name: "Omar" } };
  return { id: 1, conversation: 7, what: "it", automatic: false, ...made, ...more };
}

test("open and past its time is late, from that very moment", () => {
  assert.equal(isLate(promised(), NOW), false);
  assert.equal(isLate(promised({ due_at: NOW.toISOString() }), NOW), true);
  assert.equal(isLate(promised({ due_at: NOW.toISOString(), state: "kept" }), NOW), false);
});

test("the next answer keeps what is one's own or the team's, not a colleague's", () => {
  assert.equal(keepsUsually(promised(), ME, NOW), true);
  assert.equal(keepsUsually(promised({ member: null }), ME, NOW), true);
  assert.equal(keepsUsually(promised({ member: { member: 4, name: "Sam" } }), ME, NOW), false);
});

test("what is said right after promising does not keep it", () => {
  assert.equal(keepsUsually(promised({ made_at: "2026-11-22T09:50:01Z" }), ME, NOW), false);
  assert.equal(keepsUsually(promised({ made_at: "2026-11-22T09:50:00Z" }), ME, NOW), true);
});

test("the customer's clock is told only where it is known and another one", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(theirTime(NOW, here, "en"), "");
  assert.match(theirTime(NOW, here === "Asia/Tokyo" ? "Europe/Berlin" : "Asia/Tokyo", "en"), /\d/);
  assert.equal(theirTime(NOW, "", "en"), "");
  assert.equal(theirTime(NOW, "Nowhere/Else", "en"), "");
});

test("a field for a time holds local time, by quarters of an hour", () => {
  assert.match(asTyped(NOW), /^2026-11-2[123]T\d\d:\d\d$/);
  assert.equal(new Date(asTyped(NOW)).getTime(), NOW.getTime());
  assert.equal(quarter(new Date("2026-11-22T10:01:00Z")).toISOString(), "2026-11-22T10:15:00.000Z");
  assert.equal(quarter(NOW).getTime(), NOW.getTime());
});
