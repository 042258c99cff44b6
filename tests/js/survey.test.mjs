import assert from "node:assert/strict";
import { test } from "node:test";

import { asksAfter, withTaps } from "feedback-later/survey.js";

const question = (id, from = 1, to = 5, answer = null) => ({ id, kind: "ces", words: "", options: [], from, to, answer });
const told = (more = {}) => ({ id: 5, scale: "faces", low: 2, score: null, open: false, contact: false, options: [], words: {}, questions: [question(7), question(8)], ...more });
const tap = (type, more = {}, survey = 5) => ({ frame: { type, id: "x", survey, ...more } });

test("a tap shows before the server has said so, the last one counting", () => {
  const waiting = [tap("rate", { score: 2, open: false, contact: false }), tap("rate", { score: 4, open: true, contact: false })];
  const { score, open } = withTaps(told(), waiting);
  assert.deepEqual([score, open], [4, true]);
});

test("answers show at once, and taking one back does, too", () => {
  const answers = (...waiting) => withTaps(told(), waiting).questions.map(({ answer }) => answer);
  assert.deepEqual(answers(tap("answer", { question: 7, number: 0 }), tap("answer", { question: 8, text: "Kind" })), [0, "Kind"]);
  assert.deepEqual(answers(tap("answer", { question: 8, text: "Kind" }), tap("answer", { question: 8, text: "" })), [null, null]);
});

test("what is acknowledged looks the same as what was tapped, so that nothing is painted again", () => {
  const acknowledged = told({ score: 4, open: true, questions: [question(7, 1, 5, 3), question(8)] });
  const tapped = withTaps(told(), [tap("rate", { score: 4, open: true, contact: false }), tap("answer", { question: 7, number: 3 })]);
  assert.equal(JSON.stringify(tapped), JSON.stringify(acknowledged));
});

test("skipped is gone, and nothing asked is nothing shown", () => {
  assert.equal(withTaps(told(), [tap("skip_survey")]), null);
  assert.equal(withTaps(null, [tap("rate", { score: 5 })]), null);
  assert.equal(withTaps(undefined, []), undefined);
});

test("words and taps about another chat change nothing", () => {
  const waiting = [{ frame: { type: "send", id: "y", body: "Hello" } }, tap("skip_survey", {}, 4), tap("rate", { score: 1 }, 4)];
  assert.deepEqual(withTaps(told(), waiting), told());
});

test("what the server told is left as it is", () => {
  const survey = told();
  withTaps(survey, [tap("answer", { question: 7, number: 3 })]);
  assert.deepEqual(survey, told());
});

test("questions follow the score they were written for", () => {
  const ids = (score) => asksAfter(told({ score, questions: [question(1), question(2, 1, 2), question(3, 4, 5)] })).map(({ id }) => id);
  assert.deepEqual([null, 2, 3, 5].map(ids), [[], [1, 2], [1], [1, 3]]);
});
