import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Outbox } from "shared/outbox.js";
import { MemoryStorage } from "shared/storage.js";
import { takeClock } from "./fakes.mjs";

const KEY = "helpdesk:outbox:site";
const send = (id) => ({ type: "send", id, body: `body of ${id}` });
const ids = (frames) => frames.map(({ id }) => id);

/** In steps, so that timers set by timers fall due at their own time. @param {number} ms */
function pass(ms) {
  for (let gone = 0; gone < ms; gone += 50) mock.timers.tick(50);
}

/** @type {MemoryStorage} */
let storage;
/** @type {Outbox} */
let outbox;
/** @type {string[]} */
let sent;

beforeEach(() => {
  takeClock();
  storage = new MemoryStorage();
  outbox = new Outbox(storage, KEY);
  sent = [];
  outbox.drive(({ id }) => Boolean(sent.push(id)));
});

afterEach(() => mock.timers.reset());

test("a send goes out at once, in order", () => {
  outbox.add(send("b"));
  outbox.add(send("a"));
  assert.deepEqual(sent, ["b", "a"]);
  assert.deepEqual(ids(outbox.pending()), ["b", "a"]);
});

test("what is not acknowledged within ten seconds is sent again, all of it in order", () => {
  outbox.add(send("b"));
  outbox.add(send("a"));
  pass(9_900);
  assert.deepEqual(sent, ["b", "a"]);
  pass(1_200);
  assert.deepEqual(sent, ["b", "a", "b", "a"]);
});

test("a clock that is set back by a day delays nothing", () => {
  for (const id of "ab") outbox.add(send(id));
  const { now } = Date;
  Date.now = () => now() - 86_400_000;
  outbox.acknowledge("b");
  pass(11_100);
  assert.deepEqual(sent, ["a", "b", "a"]);
});

test("an acknowledged send is never sent again but stays to be shown until its entry comes", () => {
  outbox.add(send("a"));
  outbox.acknowledge("a");
  pass(60_000);
  assert.deepEqual([sent, outbox.pending(), outbox.items()[0].acknowledged], [["a"], [], true]);
  outbox.drop("a");
  assert.deepEqual(outbox.items(), []);
});

test("a reload keeps what waits and its order", () => {
  outbox.add(send("c"));
  outbox.add(send("a"));
  outbox.add(send("b"));
  outbox.acknowledge("a");
  assert.deepEqual(ids(new Outbox(storage, KEY).pending()), ["c", "b"]);
});

test("another site's outbox in the same storage is left alone", () => {
  new Outbox(storage, "helpdesk:outbox:other").add(send("x"));
  assert.deepEqual(new Outbox(storage, KEY).items(), []);
});

test("a refused send is kept as failed, not sent again, and goes with the same id on retry", () => {
  outbox.add(send("a"));
  outbox.fail("a", { code: "bad_text", message: "no" });
  pass(60_000);
  outbox.flush();
  assert.deepEqual([sent, ids(outbox.pending()), outbox.failed().length], [["a"], [], 1]);
  outbox.retry("a");
  assert.deepEqual([sent, outbox.failed()], [["a", "a"], []]);
});

test("while the server asks for patience nothing overtakes", () => {
  outbox.add(send("a"));
  outbox.later(5);
  outbox.add(send("b"));
  pass(4_900);
  assert.deepEqual(sent, ["a"]);
  pass(200);
  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("waits grow but stay between one and thirty seconds", () => {
  outbox.add(send("a"));
  for (let n = 0; n < 12; n += 1) {
    const before = sent.length;
    pass(10_900);
    assert.equal(sent.length, before, "at least a second after the ten");
    pass(29_200);
    assert.ok(sent.length > before, "at most thirty seconds after the ten");
    outbox.flush();
  }
});

test("a welcome sends everything that waits, in order", () => {
  outbox.drive(() => false);
  for (const id of ["c", "a", "b"]) outbox.add(send(id));
  outbox.drive(({ id }) => Boolean(sent.push(id)));
  outbox.flush();
  assert.deepEqual(sent, ["c", "a", "b"]);
});

test("however much waits, it goes no faster than the line takes it, and all of it once", () => {
  const many = Array.from({ length: 200 }, (_, n) => `m${String(n).padStart(3, "0")}`);
  outbox.drive(() => false);
  for (const id of many) outbox.add(send(id));
  outbox.drive(({ id }) => (sent.push(id), outbox.acknowledge(id), true));
  outbox.flush({ rate: 10, burst: 40 });
  assert.equal(sent.length, 30);
  pass(1_000);
  assert.ok(sent.length >= 36 && sent.length <= 40, String(sent.length));
  pass(25_000);
  assert.deepEqual(sent, many);
});

test("storage that is full loses nothing while the page lives", () => {
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  outbox.add(send("a"));
  assert.deepEqual([sent, ids(outbox.pending())], [["a"], ["a"]]);
});

test("rubbish in storage is passed over", () => {
  storage.setItem(`${KEY}:x`, "{not json");
  storage.setItem(`${KEY}:y`, '{"frame": 7}');
  assert.deepEqual(new Outbox(storage, KEY).items(), []);
});
