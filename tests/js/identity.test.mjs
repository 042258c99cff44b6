import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { MemoryStorage } from "shared/storage.js";
import { Identity } from "widget/identity.js";
import { install, pass } from "./fakes.mjs";

const KEY = "helpdesk:visitor:key";

let storage;
let lock;
let identity;
let others;

beforeEach(() => {
  install();
  storage = new MemoryStorage();
  lock = { released: 0, acquire: () => new Promise((got) => (lock.grant = got)), release: () => (lock.released += 1) };
  others = 0;
  identity = new Identity(storage, "key", lock, () => (others += 1));
});

afterEach(() => mock.timers.reset());

function arrives(token) {
  storage.setItem(KEY, token);
  window.dispatchEvent(Object.assign(new Event("storage"), { key: KEY, newValue: token }));
}

async function settled(promise) {
  let is = false;
  promise.then(() => (is = true));
  await pass();
  return is;
}

test("who has a token asks for nothing", async () => {
  storage.setItem(KEY, "one");
  await identity.claim();
  assert.equal(lock.grant, undefined);
});

test("a tab waits for its turn", async () => {
  const claim = identity.claim();
  assert.equal(await settled(claim), false);
  lock.grant();
  assert.equal(await settled(claim), true);
  assert.equal(lock.released, 0);
});

test("a token that arrives ends the wait, and is used without beginning anew", async () => {
  const claim = identity.claim();
  arrives("theirs");
  assert.equal(await settled(claim), true);
  assert.deepEqual([identity.token, others, lock.released], ["theirs", 0, 1]);
});

test("the turn is kept until the others can have the token", async () => {
  const claim = identity.claim();
  lock.grant();
  await claim;
  assert.equal(identity.settle("mine"), true);
  assert.equal(lock.released, 0);
  await pass(2_000);
  assert.deepEqual([identity.token, lock.released], ["mine", 1]);
});

test("a token that arrives later makes this tab somebody else", async () => {
  const claim = identity.claim();
  lock.grant();
  await claim;
  identity.settle("mine");
  arrives("theirs");
  assert.equal(others, 1);
});

test("whoever was too late says hello again", async () => {
  const claim = identity.claim();
  lock.grant();
  await claim;
  storage.setItem(KEY, "theirs");
  assert.equal(identity.settle("mine"), false);
  assert.deepEqual([identity.token, lock.released], ["theirs", 1]);
});

test("a tab whose visitor was forgotten by another begins anew", () => {
  let reloads = 0;
  globalThis.location = { reload: () => (reloads += 1) };
  window.dispatchEvent(Object.assign(new Event("storage"), { key: "helpdesk:visitor:other", newValue: null }));
  assert.equal(reloads, 0);
  window.dispatchEvent(Object.assign(new Event("storage"), { key: KEY, newValue: null }));
  assert.deepEqual([reloads, others], [1, 0]);
});
