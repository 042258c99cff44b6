import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Outbox } from "shared/outbox.js";
import { MemoryStorage } from "shared/storage.js";
import { Session } from "widget/session.js";
import { install, pass } from "./fakes.mjs";

class Line extends EventTarget {
  sent = [];
  restarts = 0;
  send = (frame) => Boolean(this.sent.push(JSON.parse(JSON.stringify(frame)))); // as the line says it
  restart = () => (this.restarts += 1);
  of = (type) => this.sent.filter((frame) => frame.type === type);
}

class Known {
  token = null;
  forgotten = false;
  settle = (token) => {
    const first = !token || !this.token;
    this.token ??= token ?? null;
    return first;
  };
  forget = () => (this.forgotten = true);
}

const from = { visitor: { kind: "visitor", name: "" }, operator: { kind: "operator", name: "Omar" } };
const entry = (seq, author = "operator", id = `id-${seq}`) => ({ seq, id, kind: "message", at: "2026-11-22T09:00:00Z", author: from[author], body: `${seq}`, data: {} });
const entries = (...list) => ({ type: "entries", entries: list, head: list.at(-1)?.seq ?? 0, more: false, earlier: false });
const state = (head, more = {}) => ({ status: "waiting", operator: null, head, read: { visitor: 0, operator: 0 }, ...more });
const welcome = (conversation = null, more = {}) => ({ type: "welcome", v: 1, epoch: "e1", company: {}, people: [], conversation, resume: "after", ...more });

let line;
let known;
let outbox;
let session;

beforeEach(() => {
  install();
  line = new Line();
  known = new Known();
  outbox = new Outbox(new MemoryStorage(), "helpdesk:outbox:site");
  session = new Session(line, outbox, known);
});

afterEach(() => mock.timers.reset());

const hear = (...frames) => frames.forEach((frame) => session.receive(frame));
const seqs = () => session.log.entries.map(({ seq }) => seq);

test("what waits is sent again after every welcome, in order", () => {
  session.post("one");
  session.post("two");
  hear(welcome());
  assert.deepEqual(line.of("send").map(({ body }) => body), ["one", "two", "one", "two"]);
});

test("a gap is asked about once, and closed by the answer", () => {
  hear(welcome(state(2)), entries(entry(1), entry(2)), entries(entry(4)), entries(entry(5)));
  assert.deepEqual(line.of("sync"), [{ type: "sync", after: 2 }]);
  hear(entries(entry(3), entry(4), entry(5)));
  assert.deepEqual(seqs(), [1, 2, 3, 4, 5]);
});

test("a lost last push is found by the next beat", () => {
  hear(welcome(state(1)), entries(entry(1)), { type: "beat", n: 1, head: 2 });
  assert.deepEqual(line.of("sync"), [{ type: "sync", after: 1 }]);
});

test("whether the acknowledgement or the push comes first, the bubble is there throughout", () => {
  hear(welcome(state(0)));
  session.post("hello");
  const { id } = line.of("send")[0];
  hear({ type: "ack", id, seq: 1, at: "" });
  assert.deepEqual([outbox.pending(), outbox.items().length], [[], 1]);
  hear(entries(entry(1, "visitor", id)));
  assert.deepEqual([outbox.items(), seqs()], [[], [1]]);
  session.post("again");
  const second = line.of("send")[1].id;
  hear(entries(entry(2, "visitor", second)), { type: "ack", id: second, seq: 2, at: "" });
  assert.deepEqual([outbox.items(), seqs()], [[], [1, 2]]);
});

test("an acknowledged message whose push was lost is asked for", async () => {
  hear(welcome(state(0)));
  session.post("hello");
  hear({ type: "ack", id: line.of("send")[0].id, seq: 1, at: "" });
  await pass(2_000);
  assert.deepEqual(line.of("sync"), [{ type: "sync", after: 0 }]);
});

test("a fresh snapshot and a fresh conversation drop what was held, but never the outbox", () => {
  hear(welcome(state(2)), entries(entry(1), entry(2)));
  session.post("kept");
  hear(welcome(state(1), { epoch: "e2", resume: "fresh" }), entries(entry(1)));
  assert.deepEqual([seqs(), session.welcome.epoch, outbox.pending().length], [[1], "e2", 1]);
  hear({ type: "conversation", conversation: state(1, { fresh: true }) }, entries(entry(1, "visitor", "new")));
  assert.deepEqual([session.log.entries[0].id, outbox.pending().length], ["new", 1]);
});

test("resuming keeps what is held", () => {
  hear(welcome(state(2)), entries(entry(1), entry(2)), welcome(state(3)), entries(entry(3)));
  assert.deepEqual(seqs(), [1, 2, 3]);
});

test("a refused message fails, one that came too fast waits", async () => {
  hear(welcome());
  session.post("bad");
  hear({ type: "error", code: "bad_text", message: "", retry: false, id: line.of("send")[0].id });
  assert.equal(outbox.failed().length, 1);
  session.post("quick");
  hear({ type: "error", code: "slow_down", message: "", retry: true, retry_after: 3, id: line.of("send")[1].id });
  await pass(2_900);
  assert.equal(line.of("send").length, 2);
  await pass(300);
  assert.equal(line.of("send").length, 3);
});

test("an unknown token is forgotten and so is its log", () => {
  hear(welcome(state(1)), entries(entry(1)), { type: "error", code: "bad_token", message: "", retry: false });
  assert.deepEqual([known.forgotten, seqs()], [true, []]);
});

test("a tab that lost the race for the token says hello again as the first one", () => {
  known.token = "first";
  hear(welcome(null, { token: "second" }));
  assert.deepEqual([line.restarts, session.welcome], [1, null]);
});

test("reading is told once, and only with a conversation", () => {
  session.markRead();
  hear(welcome(state(2)), entries(entry(1), entry(2)));
  assert.equal(session.unread, 2);
  session.markRead();
  session.markRead();
  assert.deepEqual([line.of("read"), session.unread], [[{ type: "read", seq: 2 }], 0]);
});

test("the operator's reading never goes backwards", () => {
  hear(welcome(state(3)), { type: "read", by: "operator", seq: 3 }, { type: "read", by: "operator", seq: 2 });
  assert.equal(session.conversation.read.operator, 3);
});

test("nor when a state that was taken before it comes after it", () => {
  hear(welcome(state(3)), { type: "read", by: "operator", seq: 3 }, { type: "conversation", conversation: state(3, { status: "open" }) });
  assert.deepEqual([session.conversation.status, session.conversation.read.operator], ["open", 3]);
});

test("a state older than the one shown is passed over, unless it is of another conversation", () => {
  hear(welcome(state(4, { status: "open" })), { type: "conversation", conversation: state(3) });
  assert.equal(session.conversation.status, "open");
  hear({ type: "conversation", conversation: state(2, { fresh: true }) });
  assert.deepEqual([session.conversation.status, session.conversation.read.operator], ["waiting", 0]);
});

test("the place in the line is told live, and by the state after a reconnect", () => {
  const place = { place: 2, wait: [60, 180], why: null };
  hear({ type: "queue", ...place });
  assert.equal(session.conversation, null);
  hear(welcome(state(1, { status: "waiting" })), { type: "queue", ...place });
  assert.deepEqual(session.conversation.queue, place);
  hear({ type: "conversation", conversation: state(2, { status: "open", queue: null }) });
  assert.equal(session.conversation.queue, null);
});

test("typing is not told before there is a conversation", () => {
  hear(welcome());
  session.tellTyping(true);
  hear({ type: "conversation", conversation: state(1) });
  session.tellTyping(true);
  assert.equal(line.of("typing").length, 1);
});

test("what is typed goes along only where it is given", () => {
  hear(welcome(state(1)));
  session.tellTyping(true, "Where is");
  session.tellTyping(true);
  assert.deepEqual(line.of("typing"), [{ type: "typing", on: true, text: "Where is" }, { type: "typing", on: true }]);
});

test("a chat is live until it is closed and read", () => {
  assert.equal(session.live, false);
  hear(welcome(state(2)), entries(entry(1), entry(2)));
  assert.equal(session.live, true);
  hear({ type: "conversation", conversation: state(2, { status: "closed" }) });
  assert.equal(session.live, true); // two messages nobody has looked at
  session.markRead();
  assert.equal(session.live, false);
});

test("who is there, and where, follows what is pushed", () => {
  hear(welcome(null, { departments: [], shows_typing: true }));
  const departments = [{ id: 1, name: "Billing", about: "", state: "open", reason: null, opens: null }];
  hear({ type: "availability", state: "open", reason: null, opens: null, closes: null, people: [{ name: "Omar", photo: null }], departments });
  assert.deepEqual([session.welcome.departments, session.welcome.people.length, session.welcome.shows_typing], [departments, 1, true]);
});

test("somebody's typing is forgotten after six seconds, or when the message is there", async () => {
  hear(welcome(state(1)), entries(entry(1)), { type: "typing", on: true, author: from.operator });
  assert.deepEqual(session.typists, ["Omar"]);
  await pass(6_100);
  assert.deepEqual(session.typists, []);
  hear({ type: "typing", on: true, author: from.operator }, entries(entry(2)));
  assert.deepEqual(session.typists, []);
});

test("frames of a kind nobody knows yet are passed over", () => {
  hear(welcome(state(1)), { type: "from_tomorrow", x: 1 }, entries({ ...entry(1), kind: "from_tomorrow" }), entries(entry(2)));
  assert.deepEqual(seqs(), [1, 2]);
});
