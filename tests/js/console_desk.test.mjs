import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Desk } from "console/desk.js";

import { FakeSocket, install, pass } from "./fakes.mjs";
import { ME, pageOf, summary } from "./console_world.mjs";

let desk;
let told;
let door;

const config = { slug: "acme", me: { ...ME, oversees: false }, socket: "ws://x/", frames: "/frames/", csrf: "token" };
const welcome = (more = {}) => ({
  type: "welcome",
  v: 1,
  epoch: "e1",
  limits: { body: 8000 },
  me: ME,
  company: {},
  counts: { waiting: 0, mine: 0, all: 0 },
  canned: [],
  ...more,
});
const entry = (seq, more = {}) => ({
  seq,
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, "0")}`,
  kind: "message",
  at: "2026-11-22T09:00:00Z",
  author: { kind: "visitor", name: "" },
  body: `no. ${seq}`,
  data: {},
  public_seq: seq,
  ...more,
});
const entries = (conversation, list, more = {}) => ({
  type: "entries",
  conversation,
  entries: list,
  head: list.at(-1)?.seq ?? 0,
  more: false,
  earlier: false,
  ...more,
});
const says = (frame) => FakeSocket.last.says(frame);
const sent = (type) => FakeSocket.last.sent.filter((frame) => frame.type === type);
const seqs = (id) => desk.chats.get(id).log.entries.map(({ seq }) => seq);

function memory() {
  const items = new Map();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
}

async function connect(more) {
  await pass();
  FakeSocket.last.opens();
  says(welcome(more));
}

beforeEach(() => {
  door = install();
  globalThis.sessionStorage = memory();
  desk = new Desk(config, memory());
  told = [];
  for (const type of ["log", "refusal", "ended"]) desk.addEventListener(type, ({ detail }) => told.push([type, detail]));
  desk.start();
});

afterEach(() => {
  desk.line.stop();
  mock.timers.reset();
});

test("after the welcome the list is read, page by page", async () => {
  await connect();
  assert.deepEqual(sent("list"), [{ type: "list", view: "all" }]);
  says(pageOf("all", [summary(1)], { next: "c2" }));
  assert.deepEqual(sent("list").at(-1), { type: "list", view: "all", cursor: "c2" });
  says(pageOf("all", [summary(2)]));
  assert.equal(desk.store.rows("all").length, 2);
});

test("a beat with another inbox has the list read again, the same one does not", async () => {
  await connect();
  says(pageOf("all", [summary(1)]));
  says({ type: "beat", n: 1, heads: {}, inbox: "1" });
  assert.equal(sent("list").length, 1);
  says({ type: "beat", n: 2, heads: {}, inbox: "2" });
  assert.equal(sent("list").length, 2);
});

test("a beat with a head beyond ours asks for the rest", async () => {
  await connect();
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  says({ type: "beat", n: 1, heads: { 1: 5 }, inbox: "" });
  assert.deepEqual(sent("sync"), [{ type: "sync", conversation: 1, after: 2 }]);
});

test("an entry that leaves a gap is not shown, and asked for", async () => {
  await connect();
  desk.open(1);
  says(entries(1, [entry(1)]));
  says(entries(1, [entry(3)]));
  assert.deepEqual([seqs(1), sent("sync").length], [[1], 1]);
  says(entries(1, [entry(2), entry(3)]));
  assert.deepEqual(seqs(1), [1, 2, 3]);
});

test("a chat whose customer was erased leaves the lists, and its words the screen", async () => {
  await connect({ counts: { waiting: 2, mine: 0, snoozed: 0, all: 2 } });
  says(pageOf("all", [summary(1), summary(2)], { counts: { waiting: 2, mine: 0, snoozed: 0, all: 2 } }));
  desk.open(1);
  says(entries(1, [entry(1)]));
  says({ type: "gone", conversation: 1 });
  assert.deepEqual(desk.store.rows("all").map(({ id }) => id), [2]);
  assert.equal(desk.store.counts.waiting, 1);
  assert.deepEqual([desk.chats.get(1).state, seqs(1)], ["missing", []]);
  assert.deepEqual(told.at(-1), ["log", 1]);
  says({ type: "gone", conversation: 99 });
  assert.equal(desk.store.rows("all").length, 1);
});

test("a chat that was not known is read about, once for a burst", async () => {
  await connect();
  says(pageOf("all", []));
  says({ type: "conversation", conversation: summary(7) });
  says({ type: "conversation", conversation: summary(8) });
  assert.equal(desk.store.rows("waiting").length, 2);
  await pass(1000);
  assert.equal(sent("list").length, 2);
});

test("a reconnect says where every open chat stands and sends what waits, once", async () => {
  await connect();
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  FakeSocket.last.ends();
  desk.sends.add("send", 1, "Good morning!");
  await pass(1100);
  FakeSocket.last.opens();
  assert.deepEqual(FakeSocket.last.sent[0].open, [{ conversation: 1, after: 2 }]);
  assert.equal(sent("send").length, 0);
  says(welcome());
  assert.deepEqual(sent("send").map(({ body, conversation }) => [body, conversation]), [["Good morning!", 1]]);
});

test("what was sent stays until log and summary both hold it", async () => {
  await connect();
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  desk.sends.add("send", 1, "Good morning!");
  const { id } = sent("send")[0];
  says({ type: "ack", id, seq: 4, at: "2026-11-22T09:01:00Z", conversation: 1 });
  assert.deepEqual([desk.sends.waiting, desk.sends.of(1).length, desk.store.get(1).status], [0, 1, "open"]);
  says(entries(1, [entry(3, { kind: "assigned" }), entry(4, { id })]));
  assert.equal(desk.sends.of(1).length, 1);
  says({ type: "conversation", conversation: summary(1, { head: 4, status: "open", operator: ME, waiting_since: null }) });
  assert.equal(desk.sends.of(1).length, 0);
});

test("an entry of ours settles it even when the acknowledgement was lost", async () => {
  await connect();
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  desk.sends.add("note", 1, "Careful.");
  const { id } = sent("note")[0];
  says({ type: "conversation", conversation: summary(1, { head: 3 }) });
  says(entries(1, [entry(3, { id, kind: "note" })]));
  assert.deepEqual([desk.sends.waiting, desk.sends.of(1).length], [0, 0]);
});

test("a move that is refused is undone and told, a message that is refused waits for its author", async () => {
  await connect();
  says(pageOf("all", [summary(1)]));
  desk.sends.add("take", 1);
  assert.equal(desk.store.get(1).status, "open");
  says({ type: "error", code: "already_taken", message: "", retry: false, id: sent("take")[0].id });
  assert.equal(desk.store.get(1).status, "waiting");
  assert.equal(told.at(-1)[1].error.code, "already_taken");
  desk.sends.add("send", 1, "Hello");
  says({ type: "error", code: "not_yours", message: "", retry: false, id: sent("send")[0].id });
  assert.equal(desk.sends.of(1)[0].error.code, "not_yours");
});

test("reading is told once, and again on a new line", async () => {
  await connect();
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  desk.read(1);
  desk.read(1);
  assert.deepEqual(sent("read"), [{ type: "read", conversation: 1, seq: 2 }]);
  assert.equal(desk.store.unread(1), 0);
  FakeSocket.last.ends();
  await pass(1100);
  await connect();
  desk.read(1);
  assert.equal(sent("read").length, 1);
});

test("another epoch: everything is forgotten but what waits, and read anew", async () => {
  await connect();
  says(pageOf("all", [summary(1)]));
  desk.open(1);
  says({ type: "conversation", conversation: summary(1, { seen: 0 }) });
  says(entries(1, [entry(1), entry(2)]));
  FakeSocket.last.ends();
  desk.sends.add("send", 1, "Still here");
  await pass(1100);
  await connect({ epoch: "e2" });
  assert.deepEqual([seqs(1), desk.store.rows("all").length], [[], 0]);
  assert.deepEqual(sent("open"), [{ type: "open", conversation: 1 }]);
  assert.equal(sent("send").length, 1);
});

test("typing of others is shown, our own in another window is not", async () => {
  await connect();
  desk.open(1);
  says({ type: "typing", conversation: 1, on: true, author: { kind: "operator", name: "Omar", member: ME.member } });
  says({ type: "typing", conversation: 1, on: true, author: { kind: "visitor", name: "" } });
  assert.deepEqual(desk.chats.get(1).typists, [""]);
});

test("questions that the server could not answer are asked again", async () => {
  await connect();
  desk.open(1);
  says({ type: "error", code: "unavailable", message: "", retry: true });
  says({ type: "error", code: "unavailable", message: "", retry: true });
  await pass(3000);
  assert.deepEqual([sent("list").length, sent("open").length], [2, 2]);
});

test("a list that never came is asked for again", async () => {
  await connect();
  await pass(15_000);
  assert.equal(sent("list").length, 2);
});

test("a chat that is not there is said to be missing and is not asked for again", async () => {
  await connect();
  desk.open(99);
  says({ type: "error", code: "not_found", message: "", retry: false });
  assert.equal(desk.chats.get(99).state, "missing");
  FakeSocket.last.ends();
  await pass(1100);
  FakeSocket.last.opens();
  assert.deepEqual(FakeSocket.last.sent[0].open, []);
});

test("without sockets the same goes by HTTP, with the token against forgery", async () => {
  await pass();
  FakeSocket.last.ends();
  door.answer = (frames) => ({ body: { frames: frames.flatMap(answer) } });
  for (let attempt = 0; attempt < 3 && desk.line.state !== "polling"; attempt += 1) {
    await pass(4000);
    if (FakeSocket.last.readyState === 0) FakeSocket.last.ends();
  }
  await pass(4000);
  assert.equal(desk.line.state, "polling");
  assert.equal(door.requests[0].headers["X-CSRFToken"], "token");
  assert.equal(desk.store.rows("all").length, 1);
});

function answer(frame) {
  if (frame.type === "hello") return [welcome()];
  return frame.type === "list" ? [pageOf(frame.view, [summary(1)])] : [];
}

test("a close code that says do not come back ends it", async () => {
  await connect();
  FakeSocket.last.ends(4401);
  assert.deepEqual(told.at(-1), ["ended", 4401]);
});
