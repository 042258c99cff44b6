import assert from "node:assert/strict";
import { test } from "node:test";

import { abilities } from "console/abilities.js";
import { newcomers } from "console/announcer.js";
import { Chats } from "console/chats.js";
import { byNeed, steadyOrder } from "console/order.js";

import { ME, summary } from "./console_world.mjs";

const SAM = { member: 4, name: "Sam", photo: null };
const omar = { ...ME, oversees: false };
const ada = { ...ME, oversees: true };

test("the longest wait is on top, then the newest chat", () => {
  const rows = [
    summary(1, { waiting_since: null }),
    summary(2, { waiting_since: "2026-11-22T09:05:00Z" }),
    summary(3, { waiting_since: null }),
    summary(4, { waiting_since: "2026-11-22T09:01:00Z" }),
  ];
  assert.deepEqual(rows.sort(byNeed).map((row) => row.id), [4, 2, 3, 1]);
});

test("nothing moves under a hand: new rows join at the end, old ones stay", () => {
  assert.deepEqual(steadyOrder([1, 2, 3], [9, 3, 1], { hold: true }), [1, 2, 3, 9]);
});

test("when the hand has gone, the order is the wanted one", () => {
  assert.deepEqual(steadyOrder([1, 2, 3, 9], [9, 3, 1], { hold: false }), [9, 3, 1]);
});

test("the open chat keeps its place until another one is opened", () => {
  assert.deepEqual(steadyOrder([1, 2, 3], [1, 3], { hold: false, kept: 2 }), [1, 2, 3]);
  assert.deepEqual(steadyOrder([1, 2, 3], [1, 3], { hold: false, kept: 3 }), [1, 3]);
});

test("a chat that was never in this view is not kept in it", () => {
  assert.deepEqual(steadyOrder([1, 2], [1, 2], { hold: false, kept: 7 }), [1, 2]);
});

test("a waiting chat can be taken, answered and closed by anybody", () => {
  const able = abilities(summary(1), omar);
  assert.deepEqual([able.take, able.reply, able.close, able.release, able.blocked], [true, true, true, false, ""]);
});

test("a colleague's chat can be read and noted, and closed by who oversees", () => {
  const theirs = summary(1, { status: "open", operator: SAM });
  const able = abilities(theirs, omar);
  assert.deepEqual([able.reply, able.close, able.blocked], [false, false, "colleague"]);
  assert.equal(abilities(theirs, ada).close, true);
});

test("a closed chat can only be opened again", () => {
  const able = abilities(summary(1, { status: "closed", operator: ME }), omar);
  assert.deepEqual(able, { take: false, release: false, close: false, reopen: true, handover: false, reply: false, blocked: "closed" });
});

test("who waits is announced once, and nobody at the start", () => {
  const waiting = [summary(1), summary(2)];
  assert.deepEqual(newcomers(null, waiting), []);
  assert.deepEqual(newcomers(new Set([1]), waiting).map((row) => row.id), [2]);
});

test("chats stay open side by side, and the longest forgotten gives way", () => {
  const remembered = [];
  const chats = new Chats((ids) => remembered.push(ids), () => {});
  for (let id = 1; id <= 12; id += 1) chats.open(id);
  assert.deepEqual(chats.open(1), { fresh: false, dropped: null });
  assert.deepEqual(chats.open(13), { fresh: true, dropped: 2 });
  assert.deepEqual(remembered.at(-1), [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test("one goes through the open chats round and round", () => {
  const chats = new Chats(() => {}, () => {});
  for (const id of [5, 6, 7]) chats.open(id);
  assert.deepEqual([chats.neighbour(7, 1), chats.neighbour(5, -1), chats.neighbour(null, 1), chats.neighbour(null, -1)], [5, 7, 5, 7]);
});
