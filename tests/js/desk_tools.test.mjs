import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { commands } from "console/commands.js";
import { bars } from "console/context_bars.js";
import { localTime } from "console/context_more.js";
import { FIELDS, filled, greeting, holes, valuesOf } from "console/fields.js";
import { callable, callAt, called } from "console/mentions.js";
import { isMove, project } from "console/projection.js";
import { filtersOf } from "console/search_panel_filters.js";
import { instant, moment, snoozeTimes } from "console/snooze.js";
import { tagName } from "console/tags.js";
import { colleagues, target } from "console/transfer.js";
import { countdown, isFor, secondsToAnswer } from "console/transfer_cards.js";
import { deskCommands } from "console/triage_commands.js";
import { learn } from "console/words.js";

import { ME, summary } from "./console_world.mjs";

const NOW = new Date("2026-11-24T10:00:00Z"); // a Tuesday
const CANNED = [{ shortcut: "order", body: "Your order [[order number]] is on its way." }];
const HANDING = {
  by: { member: 3, name: "Omar" },
  to: { member: null, department: null, supervisor: false, name: "" },
  summary: "Asked: …",
  why: "",
  until: "2026-11-24T10:00:42Z",
  declined: [],
};

// --- fields -------------------------------------------------------------------------------------

test("what is known is filled in, as text, and what is not stays to be filled", () => {
  const values = { visitor_name: "", operator_name: "$& {company_name}", company_name: "Acme" };
  assert.equal(filled("{operator_name} of {company_name} to {visitor_name} {colour}", values), "$& {company_name} of Acme to {visitor_name} {colour}");
});

test("holes are our fields and the gaps of canned replies, in order", () => {
  const text = "[[order number]] {visitor_name} {colour} [[a wiki link]]";
  assert.deepEqual(holes(text, CANNED).map((hole) => hole.text), ["[[order number]]", "{visitor_name}"]);
  const [first] = holes(text, CANNED);
  assert.equal(text.slice(first.start, first.end), first.text);
  assert.deepEqual(holes("Dear Maria", CANNED), []);
});

test("the server has the same fields", () => {
  const source = readFileSync(new URL("../../chat/canned_fields.py", import.meta.url), "utf8");
  const table = source.slice(source.indexOf("FIELDS = {"), source.indexOf("GREETINGS"));
  assert.deepEqual([...table.matchAll(/^ {4}"(\w+)":/gm)].map((match) => match[1]), FIELDS);
});

test("the values come from the chat", () => {
  const row = summary(1, { visitor: { id: 7, name: "Maria", locale: "de" }, department: { id: 2, name: "Billing" } });
  const values = valuesOf(row, { operator: "Omar", company: "Acme", greeting: "Guten Morgen" });
  assert.deepEqual(Object.keys(values), FIELDS);
  assert.deepEqual([values.visitor_name, values.department, values.page_title], ["Maria", "Billing", "Pricing"]);
});

test("one greets in the customer's language at the customer's time of day", () => {
  const greetings = { en: ["Good morning", "Good afternoon", "Good evening"], de: ["Guten Morgen", "Guten Tag", "Guten Abend"] };
  const greet = (locale, zone, house = "en") => greeting(greetings, { locale, zone, house }, NOW);
  assert.equal(greet("de-AT", "Europe/Vienna"), "Guten Morgen");
  assert.equal(greet("de", "Asia/Tokyo"), "Guten Abend");
  assert.equal(greet("ja", "America/New_York", "de"), "Guten Morgen");
  assert.equal(greet("ja", "Asia/Kolkata", "nl"), "Good afternoon");
});

// --- hand-overs ---------------------------------------------------------------------------------

test("a hand-over is for the person, the department or whoever oversees", () => {
  const to = (target) => ({ ...HANDING, to: { ...HANDING.to, ...target } });
  const sam = { member: 5, departments: [2], oversees: true };
  const tess = { member: 6, departments: [], oversees: false };
  assert.deepEqual([isFor(to({ member: 5 }), sam), isFor(to({ member: 5 }), tess)], [true, false]);
  assert.deepEqual([isFor(to({ department: 2 }), sam), isFor(to({ department: 2 }), tess)], [true, false]);
  assert.deepEqual([isFor(to({ supervisor: true }), sam), isFor(to({ supervisor: true }), tess)], [true, false]);
  assert.equal(isFor({ ...to({ department: 2 }), declined: [5] }, sam), false);
  assert.equal(isFor({ ...to({ supervisor: true }), by: { member: 5, name: "Sam" } }, sam), false);
});

test("the seconds left are counted down to nothing, not below", () => {
  assert.deepEqual([secondsToAnswer(HANDING, NOW), secondsToAnswer(HANDING, new Date("2026-11-24T11:00:00Z"))], [42, 0]);
  assert.deepEqual([42, 60, 0].map(countdown), ["0:42", "1:00", "0:00"]);
});

test("those who are there are offered first, oneself never", () => {
  const people = [{ member: 3, presence: "online" }, { member: 4, presence: "away" }, { member: 5, presence: "online" }];
  const { here, gone } = colleagues(people, 3);
  assert.deepEqual([here.map((p) => p.member), gone.map((p) => p.member)], [[5], [4]]);
  assert.deepEqual([target("member:5"), target("department:2"), target("supervisor")], [{ member: 5 }, { department: 2 }, { supervisor: true }]);
});

// --- triage -------------------------------------------------------------------------------------

test("every change shows at once", () => {
  const row = summary(1, { status: "open", operator: ME, tags: ["old"], snoozed_until: null });
  const after = (frame) => project(row, [{ frame: { conversation: 1, id: "x", ...frame }, order: 1, at: "", error: null }], ME);
  assert.deepEqual(after({ type: "tag", tag: "new" }).tags, ["new", "old"]);
  assert.deepEqual(after({ type: "untag", tag: "old" }).tags, []);
  assert.equal(after({ type: "priority", priority: "urgent" }).priority, "urgent");
  assert.equal(after({ type: "snooze", until: "2026-11-25T09:00:00Z" }).snoozed_until, "2026-11-25T09:00:00Z");
  assert.equal(after({ type: "block" }).status, "closed");
  assert.deepEqual(after({ type: "merge", with: 2 }), row);
});

test("whatever is no word is a move, so that a refusal is told", () => {
  assert.deepEqual(["send", "note", "whisper"].map((type) => isMove({ type })), [false, false, false]);
  assert.deepEqual(["tag", "snooze", "transfer", "block", "take"].map((type) => isMove({ type })), [true, true, true, true, true]);
});

test("a tag is kept in one form", () => {
  assert.deepEqual(["  VIP  Customer ", "", "...", "x".repeat(41)].map(tagName), ["vip customer", "", "", ""]);
});

test("times to put aside until lie ahead, each once", () => {
  const times = snoozeTimes(NOW);
  assert.ok(times.every(({ at }) => at > NOW));
  assert.equal(new Set(times.map(({ at }) => at.getTime())).size, times.length);
  assert.equal(instant(NOW), "2026-11-24T10:00:00.000000Z");
});

test("before a Monday, tomorrow and Monday are one", () => {
  const sunday = new Date(2026, 10, 22, 15);
  assert.equal(snoozeTimes(sunday).filter(({ at }) => at.getDay() === 1 && at.getDate() === 23).length, 1);
});

test("a moment of today is a time, another has its day", () => {
  assert.match(moment(new Date(NOW.getTime() + 3_600_000), NOW, "en"), /^\d+:\d\d/);
  assert.match(moment(new Date(NOW.getTime() + 86_400_000), NOW, "en"), /Wed/);
});

// --- calling a colleague ------------------------------------------------------------------------

test("an @ calls somebody only where a word begins", () => {
  assert.deepEqual(callAt("@sa", 3), { start: 0, query: "sa" });
  assert.deepEqual(callAt("ask (@", 6), { start: 5, query: "" });
  assert.equal(callAt("mail@example", 12), null);
  assert.equal(callAt("@sam there", 10), null);
});

test("any word of a name finds it, and the name takes its place", () => {
  const people = [{ name: "Sam Okafor" }, { name: "Omar" }];
  assert.deepEqual(callable(people, "oka").map((p) => p.name), ["Sam Okafor"]);
  assert.deepEqual(callable(people, "o").map((p) => p.name), ["Sam Okafor", "Omar"]);
  assert.deepEqual(called("Hi @sa, look", { start: 3, query: "sa" }, "Sam"), { text: "Hi @Sam , look", caret: 8 });
  assert.deepEqual(called("@o now", { start: 0, query: "o" }, "Omar"), { text: "@Omar now", caret: 5 });
});

// --- search and context ---------------------------------------------------------------------------

test("filters that were left open are left out", () => {
  const fields = [["status", "open"], ["operator", "0"], ["department", ""], ["since", "2026-11-01"], ["until", "soon"]];
  assert.deepEqual(filtersOf(fields), { status: "open", operator: 0, since: "2026-11-01" });
});

test("the customer's clock is shown where its zone is known", () => {
  assert.match(localTime("Asia/Tokyo", NOW, "en-GB"), /Tue.*19:00/);
  assert.deepEqual([localTime("", NOW), localTime("Mars/Olympus", NOW)], ["", ""]);
});

test("lines above a chat say what is special about it, and nothing else", () => {
  learn({});
  const looks = { member: 3, unseen: false, oversees: false, now: NOW };
  const keys = (row, context, more = {}) => bars(row, context, { ...looks, ...more }, {}).map((bar) => bar.key);
  const row = summary(1, { status: "open", operator: ME });
  assert.deepEqual(keys(row), []);
  assert.deepEqual(keys({ ...row, transfer: HANDING, snoozed_until: "2026-11-25T09:00:00Z", is_current: false }), ["asked", "snoozed", "left"]);
  assert.deepEqual(keys({ ...row, transfer: { ...HANDING, by: { member: 9, name: "Sam" } } }), []);
  const block = { until: null, by: "Sam", why: "Insults" };
  assert.deepEqual(keys(row, { block }, { unseen: true }), ["unseen", "blocked"]);
  assert.equal(bars(row, { block }, looks, {})[0].action, undefined);
});

test("no two commands of the whole console share a key", () => {
  const run = new Proxy({}, { get: () => () => {} });
  const all = [...commands(run, () => true), ...deskCommands(run, () => true)];
  const used = all.filter((command) => command.bound !== false).flatMap((command) => command.keys);
  assert.deepEqual(used.filter((key, at) => used.indexOf(key) !== at), []);
  const singles = new Set(used.filter((key) => !key.includes(" ")));
  assert.deepEqual(used.filter((key) => key.includes(" ") && singles.has(key.split(" ")[0])), []);
});
