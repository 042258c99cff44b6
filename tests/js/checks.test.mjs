import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Asking } from "console/checks_asking.js";
import { Dismissed } from "console/checks_dismissed.js";
import { carried, foremost, hitAt, isUnfinished } from "console/checks_hits.js";
import { CheckQuestion } from "console/checks_question.js";
import { asParagraphs, asPoints, promisedIn, timesIn } from "console/checks_reshape.js";
import { CheckState } from "console/checks_state.js";
import { typingHit } from "console/checks_typing.js";
import { cutAtMarks } from "console/words_mirror.js";

const CHAT = 7;
const DRAFT = "thx ur refund cant b done";
const hit = (start, end, more = {}) => ({ rule: "shortcuts", title: "Shortcut", why: "", start, end, severity: "hint", fix: null, action: null, ...more });
const draft = (text, more = {}) => ({ conversation: CHAT, text, closing: false, typing: false, canned: null, ...more });
const checked = (hits, more = {}) => ({ type: "checked", conversation: CHAT, draft: 1, language: "en", hits, ...more });
const places = (hits) => hits.map(({ start, end }) => [start, end]);

let sent;
let isUp;
let heard;
const send = (frame) => isUp && Boolean(sent.push(frame));
const told = (type) => sent.filter((frame) => frame.type === type);

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  mock.method(performance, "now", () => now);
  globalThis.wait = (ms) => ((now += ms), mock.timers.tick(ms));
  globalThis.sessionStorage = { items: {}, getItem: (key) => sessionStorage.items[key] ?? null, setItem: (key, value) => (sessionStorage.items[key] = value) };
  [sent, isUp, heard] = [[], true, []];
});

afterEach(() => mock.reset() ?? mock.timers.reset());

const asking = () => new Asking(send, (asked, frame) => heard.push([asked.text, frame.draft]));

test("a draft is asked about after a pause, not for every key", () => {
  const ask = asking();
  for (const text of ["t", "th", "thx"]) {
    ask.soon(draft(text));
    wait(100);
  }
  assert.equal(sent.length, 0);
  wait(150);
  assert.deepEqual(sent, [{ type: "check", draft: 1, conversation: CHAT, text: "thx", closing: false, typing: false, canned: null }]);
});

test("one question at a time, and the newest text next", () => {
  const ask = asking();
  ask.soon(draft("thx"));
  wait(250);
  for (const text of ["thx u", "thx ur"]) {
    ask.soon(draft(text));
    wait(300);
  }
  assert.equal(sent.length, 1);
  ask.receive(checked([]));
  wait(1);
  assert.deepEqual(sent.map(({ text }) => text), ["thx", "thx ur"]);
});

test("a question without an answer is put once more, and no more", () => {
  const ask = asking();
  ask.now(draft("thx"));
  wait(1999);
  assert.equal(sent.length, 1);
  wait(10_000);
  assert.deepEqual(sent.map(({ draft: number }) => number), [1, 1]);
  ask.receive(checked([]));
  ask.receive(checked([]));
  assert.equal(heard.length, 1);
});

test("an answer that never comes holds nobody up for long", () => {
  const ask = asking();
  ask.soon(draft("thx"));
  wait(250);
  ask.soon(draft("thx u"));
  wait(2500);
  assert.deepEqual(sent.map(({ draft: number, text }) => [number, text]), [[1, "thx"], [2, "thx u"]]);
});

test("an answer to an older draft, to another chat or to nothing counts for nothing", () => {
  const ask = asking();
  ask.now(draft("thx"));
  ask.now(draft("thx u"));
  ask.receive(checked([], { draft: 1 }));
  ask.receive(checked([], { draft: 2, conversation: 8 }));
  assert.deepEqual(heard, []);
  ask.receive(checked([], { draft: 2 }));
  ask.receive(checked([], { draft: 2 }));
  assert.deepEqual(heard, [["thx u", 2]]);
});

test("without a line nothing is asked, and nothing waits for an answer", () => {
  const ask = asking();
  isUp = false;
  ask.now(draft("thx"));
  isUp = true;
  ask.receive(checked([]));
  ask.now(draft("thx u"));
  assert.deepEqual([sent.map(({ text }) => text), heard], [["thx u"], []]);
});

test("what was sent or left is not asked about any more", () => {
  const ask = asking();
  ask.soon(draft("thx"));
  ask.forget();
  wait(1000);
  assert.equal(sent.length, 0);
});

test("marks move with the words, and go when their words are touched", () => {
  const hits = [hit(0, 3), hit(4, 6), hit(14, 18)];
  assert.deepEqual(places(carried(hits, DRAFT, `Hi, ${DRAFT}`)), [[4, 7], [8, 10], [18, 22]]);
  assert.deepEqual(places(carried(hits, DRAFT, DRAFT.replace("ur", "your"))), [[0, 3], [16, 20]]);
  assert.deepEqual(places(carried(hits, DRAFT, DRAFT.replace("thx", "thxx"))), [[5, 7], [15, 19]]);
  assert.deepEqual(places(carried(hits, DRAFT, DRAFT.slice(0, 10))), [[0, 3], [4, 6]]);
  assert.deepEqual(places(carried([hit(4, 7)], "ok, thx", "ok, thx and")), [[4, 7]]);
  assert.deepEqual(carried([hit(4, 7)], "ok, thx", "ok, thxs"), []);
  assert.deepEqual(carried([hit(4, 7)], "ok, thx", "okthx"), []);
});

test("what is about the whole message stays while it is written", () => {
  const wall = "All is well. ".repeat(20);
  assert.deepEqual(places(carried([hit(0, wall.length)], wall, `${wall}More.`)), [[0, wall.length]]);
  assert.deepEqual(places(carried([hit(0, wall.length)], wall, wall.replace("All is well. All", "All"))), [[0, wall.length - 13]]);
  assert.deepEqual(carried([hit(0, wall.length)], wall, "Another text."), []);
  assert.deepEqual(places(carried([hit(0, 0)], "thx", "thx a lot")), [[0, 0]]);
  assert.deepEqual(places(carried([hit(3, 3)], "thx", "t")), [[1, 1]]);
});

test("the one at the cursor comes first, then what one key puts right, then what weighs most", () => {
  const hits = [hit(0, 3), hit(4, 6, { severity: "ask" }), hit(14, 18, { severity: "warn" })];
  const fixable = [hit(19, 20, { fix: { text: "be", label: "be" } }), hit(21, 25, { severity: "ask", fix: { text: "sent", label: "sent" } })];
  assert.equal(foremost([...hits, ...fixable]), fixable[0]);
  assert.equal(hitAt(hits, 16), hits[2]);
  assert.equal(hitAt(hits, 10), undefined);
  assert.equal(foremost(hits), hits[1]);
  assert.equal(foremost([]), undefined);
});

test("a word is not called wrong while it is being written", () => {
  assert.equal(isUnfinished(hit(4, 5), "ask u", 5), true);
  assert.equal(isUnfinished(hit(4, 5), "ask u ", 6), false);
  assert.equal(isUnfinished(hit(4, 5), "ask u", 2), false);
  assert.equal(isUnfinished(hit(0, 0), "ask", 3), false);
});

const state = () => new CheckState(send, new Dismissed("d"));

test("what was waved away stays away, for those words in that chat", () => {
  const known = state();
  known.begin(CHAT, DRAFT);
  known.hear(draft(DRAFT), checked([hit(0, 3), hit(4, 6)]));
  known.dismiss(known.look(25, true)[0]);
  assert.deepEqual(told("check_dismiss"), [{ type: "check_dismiss", conversation: CHAT, rule: "shortcuts", words: "thx" }]);
  known.hear(draft(DRAFT), checked([hit(0, 3), hit(4, 6)]));
  assert.deepEqual(places(known.hits), [[4, 6]]);
  const reloaded = state();
  reloaded.begin(CHAT, "Thx");
  reloaded.hear(draft("Thx"), checked([hit(0, 3)]));
  assert.deepEqual(reloaded.hits, []);
  reloaded.begin(8, "thx");
  reloaded.hear(draft("thx", { conversation: 8 }), checked([hit(0, 3)]));
  assert.equal(reloaded.hits.length, 1);
});

test("what became of each is told once", () => {
  const known = state();
  const hits = [hit(0, 3), hit(4, 6, { rule: "grammar" }), hit(14, 18, { rule: "negative" }), hit(19, 20, { rule: "plain" })];
  known.begin(CHAT, DRAFT);
  known.hear(draft(DRAFT), checked(hits));
  known.fixed(hits[0]);
  const after = DRAFT.replace("thx", "thanks").replace("ur ", "your ");
  known.edit(after);
  known.hear(draft(after), checked([hit(19, 23, { rule: "negative" }), hit(24, 25, { rule: "plain" })]));
  known.dismiss(known.hits[1]);
  known.sent();
  assert.deepEqual(told("check_heed").map(({ rule, how }) => [rule, how]), [["shortcuts", "fixed"], ["grammar", "edited"], ["negative", "sent_anyway"]]);
});

test("an answer is about the text it was asked for, wherever its words are by now", () => {
  const known = state();
  known.begin(CHAT, "thx");
  known.edit("Oh, thx");
  known.hear(draft("thx"), checked([hit(0, 3)]));
  assert.deepEqual(places(known.hits), [[4, 7]]);
  known.hear(draft("Oh, thx"), checked([hit(0, 0, { rule: "customer_typing" }), hit(4, 7)]));
  assert.deepEqual(places(known.hits), [[4, 7]]);
  known.edit("");
  assert.deepEqual([known.hits, told("check_heed")], [[], []]);
});

test("words that were put in are not found fault with by the same rule", () => {
  const known = state();
  const fix = { text: "no can do", label: "no can do" };
  known.begin(CHAT, DRAFT);
  known.hear(draft(DRAFT), checked([hit(14, 18, { fix })]));
  known.fixed(known.hits[0]);
  const after = DRAFT.replace("cant", "no can do");
  known.edit(after);
  known.hear(draft(after), checked([hit(14, 23, { fix }), hit(14, 23, { rule: "negative" })]));
  assert.deepEqual(known.hits.map(({ rule }) => rule), ["negative"]);
  const promised = hit(0, 3, { rule: "promise", action: "promise" });
  known.hear(draft(after), checked([promised]));
  known.fixed(known.hits[0]);
  known.hear(draft(after), checked([promised]));
  assert.deepEqual(known.hits, []);
});

test("stepping goes round, and what is spoken of stays while somebody types on", () => {
  const known = state();
  known.begin(CHAT, DRAFT);
  known.hear(draft(DRAFT), checked([hit(0, 3), hit(4, 6), hit(14, 18)]));
  known.look(25, true);
  assert.deepEqual([1, 1, 1, -1].map((by) => known.step(by).start), [4, 14, 0, 14]);
  known.look(18, true);
  assert.equal(known.shown.start, 14);
  known.step(-1);
  known.look(18, true);
  assert.equal(known.shown.start, 4);
  known.step(1);
  known.edit(`${DRAFT}.`);
  known.look(26, false);
  assert.equal(known.shown.start, 14);
  known.look(5, false);
  assert.equal(known.shown.start, 4);
});

test("a question is asked once for each text, and what waits goes out in the blink of an eye", () => {
  const question = new CheckQuestion();
  let late = 0;
  question.wait("thx", false, () => (late += 1));
  assert.equal(question.isWaiting, true);
  wait(150);
  assert.deepEqual([late, question.release(), question.release(), question.isAnswered("thx"), question.isAnswered("thx u")], [1, true, false, true, false]);
  question.open("thx u", true);
  assert.deepEqual([question.isOpen, question.isAnswered("thx u")], [true, true]);
  question.close();
  assert.deepEqual([question.isOpen, question.isAnswered("thx u")], [false, false]);
});

test("that the customer is writing is known here, if the company wants to know", () => {
  const rules = { customer_typing: { title: "Still writing", severity: "warn" } };
  assert.deepEqual(typingHit(rules, true).map(({ title, severity }) => [title, severity]), [["Still writing", "warn"]]);
  assert.deepEqual([typingHit(rules, false), typingHit({}, true), typingHit({ customer_typing: { title: "", severity: "off" } }, true)], [[], [], []]);
});

test("a text is cut where marks begin and end, also where they overlap", () => {
  const marks = [{ start: 0, end: 3, look: "is-hint" }, { start: 2, end: 6, look: "is-warn is-shown" }, { start: 9, end: 9, look: "is-ask" }];
  assert.deepEqual(cutAtMarks("thx ur", marks), [
    { text: "th", looks: ["is-hint"] },
    { text: "x", looks: ["is-hint", "is-warn", "is-shown"] },
    { text: " ur", looks: ["is-warn", "is-shown"] },
  ]);
  assert.deepEqual(cutAtMarks("", marks), []);
  assert.equal(cutAtMarks("مرحبا u", [{ start: 6, end: 7, look: "is-hint" }])[1].text, "u");
});

test("a wall of text becomes paragraphs, and sentences become points", () => {
  const sentence = "Your parcel left us on Monday and will be with you by Friday.";
  const wall = Array(6).fill(sentence).join(" ");
  const parts = asParagraphs(wall, "en").split("\n\n");
  assert.ok(parts.length > 1 && parts.every((words) => words.length <= 180));
  assert.equal(parts.join(" "), wall);
  assert.equal(asParagraphs("One.\nTwo.", "xx-nonsense!"), "One.\n\nTwo.");
  assert.equal(asPoints("Open the app. Tap “Orders”! Is it there?\n- Wait.", "en"), "– Open the app\n– Tap “Orders”\n– Is it there?\n– Wait");
});

test("what is promised in passing is what the sentence says besides", () => {
  const text = "Thank you. I'll get back to you about the blue spades. Bye!";
  assert.equal(promisedIn(text, { start: 11, end: 31 }, "en"), "about the blue spades");
  assert.equal(promisedIn("I'll get back to you soon.", { start: 0, end: 20 }, "en"), "I'll get back to you soon.");
  assert.equal(promisedIn("", { start: 0, end: 0 }, "en"), "");
});

test("times are said in the language of the message", () => {
  assert.deepEqual(timesIn("en"), ["in 10 minutes", "in 1 hour", "tomorrow"]);
  assert.deepEqual(timesIn("de"), ["in 10 Minuten", "in 1 Stunde", "morgen"]);
  assert.equal(timesIn("not a language").length, 3);
});
