import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "console/store.js";

import { ME, pageOf, summary } from "./console_world.mjs";

function storeWith(...items) {
  const store = new Store(ME);
  store.begin("all");
  store.applyList(pageOf("all", items));
  return store;
}

const waiting = (type, more = {}) => ({
  frame: { type, id: type, conversation: 1 },
  order: 1,
  at: "2026-11-22T10:00:00Z",
  error: null,
  ...more,
});

test("unread is what the customer wrote less what was seen", () => {
  assert.equal(storeWith(summary(1, { visitor_messages: 5, seen: 3 })).unread(1), 2);
});

test("a push has no `seen` and keeps the one we know", () => {
  const store = storeWith(summary(1, { visitor_messages: 5, seen: 3 }));
  store.applySummary(summary(1, { head: 3, visitor_messages: 6 }));
  assert.equal(store.unread(1), 3);
});

test("reading in another window counts, and never goes back", () => {
  const store = storeWith(summary(1, { visitor_messages: 5, seen: 3 }));
  store.applySeen(1, 5);
  store.applySeen(1, 4);
  assert.equal(store.unread(1), 0);
});

test("reading up to the head leaves nothing unread, also when the summary comes later", () => {
  const store = storeWith(summary(1, { head: 4, visitor_messages: 2, seen: 1 }));
  store.markRead(1, 5);
  store.applySummary(summary(1, { head: 5, visitor_messages: 3 }));
  assert.equal(store.unread(1), 0);
  store.applySummary(summary(1, { head: 6, visitor_messages: 4 }));
  assert.equal(store.unread(1), 1);
});

test("an answer of our own after reading is not a new unread message", () => {
  const store = storeWith(summary(1, { head: 4, visitor_messages: 2, seen: 1 }));
  store.markRead(1, 4);
  store.applySummary(summary(1, { head: 5, visitor_messages: 2 }));
  assert.equal(store.unread(1), 0);
});

test("read marks of the customer only grow", () => {
  const store = storeWith(summary(1, { read: { visitor: 4, operator: 0 } }));
  store.applyRead(1, { by: "visitor", seq: 6 });
  store.applySummary(summary(1, { head: 3, read: { visitor: 5, operator: 1 } }));
  assert.deepEqual(store.get(1).read, { visitor: 6, operator: 1 });
});

test("taking shows at once", () => {
  const store = storeWith(summary(1));
  store.setUnsettled([waiting("take")]);
  assert.deepEqual([store.get(1).status, store.get(1).operator?.member], ["open", ME.member]);
  assert.deepEqual(store.counts, { waiting: 0, mine: 1, snoozed: 0, all: 1 });
});

test("an answer ends the wait and takes what nobody has", () => {
  const store = storeWith(summary(1));
  const frame = { type: "send", id: "a", conversation: 1, body: "Good morning!" };
  store.setUnsettled([waiting("send", { frame })]);
  const { status, waiting_since, preview } = store.get(1);
  assert.deepEqual([status, waiting_since, preview], ["open", null, { author: "operator", body: "Good morning!" }]);
});

test("a note changes nothing about the wait", () => {
  const store = storeWith(summary(1));
  store.setUnsettled([waiting("note")]);
  assert.equal(store.get(1).waiting_since, summary(1).waiting_since);
});

test("closing takes it out of the list, reopening brings it back as ours", () => {
  const store = storeWith(summary(1));
  store.setUnsettled([waiting("close")]);
  assert.deepEqual([store.rows("all").length, store.rows("closed").length], [0, 1]);
  store.setUnsettled([waiting("close"), waiting("reopen")]);
  assert.equal(store.rows("mine").length, 1);
});

test("what the summary holds already is not foreseen again", () => {
  const store = storeWith(summary(1));
  store.setUnsettled([waiting("take", { seq: 3 })]);
  assert.equal(store.get(1).status, "open");
  store.applySummary(summary(1, { head: 4, status: "closed" }));
  assert.equal(store.get(1).status, "closed");
});

test("what the server refused is not foreseen", () => {
  const store = storeWith(summary(1));
  store.setUnsettled([waiting("send", { error: { code: "not_yours", message: "" } })]);
  assert.equal(store.get(1).status, "waiting");
});
