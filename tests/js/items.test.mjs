import assert from "node:assert/strict";
import { test } from "node:test";

import { fromEntry, fromWaiting } from "shared/items.js";

const strings = {
  you: "You", visitor: "Visitor", human: "Human", automatic: "Automatic reply", note: "Note", failed: "Not sent",
  errors: { too_long: "Too long" },
  lines: { assigned: "{name} is here", released: "In line", closed: "Closed", "reopened:visitor": "Wrote again" },
};
const entry = (author, more = {}) => ({ seq: 4, public_seq: 3, id: "a", kind: "message", at: "2026-11-22T09:00:00Z", author: { name: "Omar", ...author }, body: "b", data: {}, ...more });
const shown = (entry, side = "visitor", read = 0) => fromEntry(entry, side, read, strings);

test("a human and an automatic reply are named as what they are", () => {
  assert.deepEqual([shown(entry({ kind: "operator" })).badge, shown(entry({ kind: "automatic" })).badge], ["Human", "Automatic reply"]);
});

test("each side's own words are at the end", () => {
  const [visitor, operator] = [entry({ kind: "visitor", name: "" }), entry({ kind: "operator" })];
  assert.deepEqual([shown(visitor).place, shown(operator).place], ["end", "start"]);
  assert.deepEqual([shown(visitor, "operator").place, shown(operator, "operator").place], ["start", "end"]);
});

test("ticks follow the visitor's numbering on both sides", () => {
  const states = [2, 3, 4].map((read) => shown(entry({ kind: "operator" }), "operator", read).state);
  assert.deepEqual(states, ["sent", "read", "read"]);
  assert.deepEqual([3, 4].map((read) => shown(entry({ kind: "visitor" }), "visitor", read).state), ["sent", "read"]);
});

test("a note has no tick: the visitor never sees it", () => {
  const note = entry({ kind: "operator" }, { kind: "note", public_seq: null });
  assert.deepEqual([shown(note, "operator", 9).state, shown(note, "operator", 9).tone], ["", "note"]);
});

test("what happened is told in a line", () => {
  const line = (kind, data) => shown(entry({ kind: "system", name: "" }, { kind, body: "", data })).body;
  assert.equal(line("assigned", { name: "Ada $& {name}" }), "Ada $& {name} is here");
  assert.equal(line("assigned", { name: null }), "In line");
  assert.equal(line("reopened", { by: "visitor" }), "Wrote again");
});

test("a kind nobody knows is not shown", () => {
  assert.equal(shown(entry({ kind: "system" }, { kind: "from_tomorrow" })), null);
});

test("a waiting send groups with its sender's stored ones and says what is wrong with it", () => {
  const waiting = (error, more) => fromWaiting({ frame: { type: "send", id: "x", body: "b" }, at: "2026-11-22T09:00:00Z", order: 1, error, ...more }, "operator", { name: "Omar", member: 3 }, strings);
  assert.equal(waiting(null).who, shown(entry({ kind: "operator", member: 3 }), "operator").who);
  assert.deepEqual([waiting(null).state, waiting(null, { acknowledged: true }).state], ["sending", "sent"]);
  assert.equal(waiting({ code: "too_long" }).problem, "Too long");
  assert.equal(waiting({ code: "from_tomorrow" }).problem, "Not sent");
});

test("hand-overs are told to the customer with who and why", () => {
  const words = { ...strings, lines: { assigned: "A", "assigned:handed": "{by}→{name}", "assigned:handed:why": "{by}→{name}: {why}", "assigned:over": "{name} for {over}", released: "R", "released:handed": "{by} looks" } };
  const said = (data) => fromEntry(entry({ kind: "system" }, { kind: "assigned", data }), "visitor", 0, words).body;
  assert.equal(said({ name: "Sam" }), "A");
  assert.equal(said({ name: "Sam", by: "Omar" }), "Omar→Sam");
  assert.equal(said({ name: "Sam", by: "Omar", why: "$& knows" }), "Omar→Sam: $& knows");
  assert.equal(said({ name: "Sam", over: "Omar", why: "x" }), "Sam for Omar");
  assert.equal(said({ name: null, by: "Omar" }), "Omar looks");
  assert.equal(said({ name: null }), "R");
});

test("summaries and whispers are spoken, changes are lines in their own words", () => {
  const words = { ...strings, whisper: "Whisper", lines: { "transfer:asked": "asks {to}", "changed:priority:high": "{name}: high", "changed:tagged": "{name} #{value}" } };
  const shown = (more) => fromEntry(entry({ kind: "operator" }, more), "operator", 0, words);
  const asked = shown({ kind: "transfer", body: "Asked: …", data: { step: "asked", to: "Sam" } });
  assert.deepEqual([asked.tone, asked.badge, asked.body], ["handover", "asks Sam", "Asked: …"]);
  assert.deepEqual([shown({ kind: "whisper", body: "Psst" }).badge], ["Whisper"]);
  assert.equal(shown({ kind: "changed", data: { what: "priority", value: "high" } }).body, "Omar: high");
  assert.equal(shown({ kind: "changed", data: { what: "tagged", value: "vip" } }).body, "Omar #vip");
  assert.equal(shown({ kind: "changed", data: { what: "later", value: 1 } }), null);
});
