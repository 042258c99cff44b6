import assert from "node:assert/strict";
import { test } from "node:test";

import { isPending } from "console/alerts.js";
import { needsCalm } from "console/mood_calm.js";
import { levelOf, moodLine, reasons, signalWords } from "console/mood_words.js";
import { learn } from "console/words.js";

import { ME, summary } from "./console_world.mjs";

const SINCE = "2026-11-22T09:05:00Z";
const part = (signal, more = {}) => ({ signal, points: 10, seq: 3, detail: null, ...more });
const mood = (more = {}) => ({ score: 50, trend: "rising", upset_since: SINCE, signals: [], ...more });

learn({
  mood_level_calm: "Calm",
  mood_level_tense: "Tense",
  mood_level_upset: "Upset",
  mood_trend_rising: "rising",
  mood_line: "{level}, {trend}",
  "mood_signal_repeats:one": "repeats {count} time",
  "mood_signal_repeats:other": "repeats {count} times",
  mood_signal_slow: "waited {time}",
  mood_signal_waits: "{time} without an answer",
  mood_signal_person: "a person",
  mood_signal_person_again: "a person, again",
});

test("being upset is what the company takes for it, not a score of ours", () => {
  assert.equal(levelOf(undefined), "calm");
  assert.equal(levelOf(mood({ score: 14, upset_since: null })), "calm");
  assert.equal(levelOf(mood({ score: 90, upset_since: null })), "tense");
  assert.equal(levelOf(mood({ score: 35 })), "upset");
});

test("the line says where it goes, unless it stays", () => {
  assert.equal(moodLine(mood()), "Upset, rising");
  assert.equal(moodLine(mood({ trend: "steady", upset_since: null, score: 0 })), "Calm");
});

test("signals are told with what was counted", () => {
  assert.equal(signalWords(part("repeats", { detail: 2 }), null), "repeats 1 time");
  assert.equal(signalWords(part("repeats", { detail: 4 }), null), "repeats 3 times");
  assert.equal(signalWords(part("person", { detail: 1 }), null), "a person");
  assert.equal(signalWords(part("person", { detail: 2 }), null), "a person, again");
});

test("who waits now is told by the clock, who waited by what it was", () => {
  const slow = part("slow", { detail: 150 });
  assert.equal(signalWords(slow, 190), "3:10 without an answer");
  assert.equal(signalWords(slow, 20), "waited 2:30");
  assert.equal(signalWords(slow, null), "waited 2:30");
});

test("the heaviest reasons stand in one line", () => {
  const signals = [part("repeats", { detail: 3 }), part("slow", { detail: 190 }), part("person")];
  assert.equal(reasons(mood({ signals }), 190, 2), "repeats 2 times; 3:10 without an answer");
});

test("the card is for whoever answers an upset customer, or would by writing", () => {
  const upset = { mood: mood(), status: "open", operator: ME };
  assert.equal(needsCalm(summary(1, upset), ME.member), true);
  assert.equal(needsCalm(summary(1, upset), 99), false);
  assert.equal(needsCalm(summary(1, { ...upset, status: "waiting", operator: null }), 99), true);
  assert.equal(needsCalm(summary(1, { ...upset, status: "closed" }), ME.member), false);
  assert.equal(needsCalm(summary(1, { ...upset, mood: mood({ upset_since: null }) }), ME.member), false);
  assert.equal(needsCalm(undefined, ME.member), false);
});

test("supervisors are called until the customer has calmed down", () => {
  assert.equal(isPending("upset", summary(1, { mood: mood() }), 9), true);
  assert.equal(isPending("upset", summary(1, { mood: mood({ upset_since: null }) }), 9), false);
  assert.equal(isPending("upset", summary(1, { mood: mood(), status: "closed" }), 9), false);
});
