// What goes along with an answer: quick replies and what became of them, files, words from elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts } from "console/drafts.js";
import { apart } from "console/insert_words.js";
import { project } from "console/projection.js";
import { offered } from "console/quick_replies.js";
import { outcomes } from "console/quick_replies_outcome.js";
import { MemoryStorage } from "shared/storage.js";

import { ME, summary } from "./console_world.mjs";

const WAYS = ["Exchange it", "Refund it"];
let number = 0;
const said = (kind, body, data = {}) => ({ id: `e${(number += 1)}`, seq: number, kind: "message", author: { kind }, body, data });
const offer = () => said("operator", "Which one?", { options: WAYS });
const became = (...after) => {
  const first = offer();
  return outcomes([first, ...after]).get(first.id);
};

test("until somebody writes, quick replies are not answered yet", () => {
  assert.deepEqual(became(), { state: "open", chosen: "" });
  assert.equal(became(said("automatic", "Still with you.")).state, "open");
  assert.equal(became({ ...said("operator", "A note"), kind: "note" }).state, "open");
});

test("a tap says which one, the same words typed do not", () => {
  assert.deepEqual(became(said("visitor", "Refund it", { option: true })), { state: "chosen", chosen: "Refund it" });
  assert.equal(became(said("visitor", "Refund it")).state, "words");
  assert.equal(became(said("visitor", "Neither", { option: true })).state, "words");
});

test("writing on takes the offer away, and each offer has its own end", () => {
  assert.equal(became(said("operator", "Or shall I call you?")).state, "moved");
  const [first, second] = [offer(), offer()];
  const found = outcomes([first, second, said("visitor", "Exchange it", { option: true })]);
  assert.deepEqual([found.get(first.id).state, found.get(second.id).chosen], ["moved", "Exchange it"]);
});

test("blank and repeated quick replies are left out", () => {
  assert.deepEqual(offered(["  Yes,\tplease ", "", "yes, please", "No"]), ["Yes, please", "No"]);
});

test("what is put in stands apart from what was written", () => {
  assert.equal(apart("", "Text", ""), "Text");
  assert.equal(apart("Hello Ann,", "Text", "Kind regards"), "\n\nText\n\n");
  assert.equal(apart("Hello Ann,\n", "Text", "\n\nKind regards"), "\nText");
  assert.equal(apart("Hello Ann,\n\n", "Text", " "), "Text");
});

test("quick replies and files that wait are a draft, too", () => {
  const storage = new MemoryStorage();
  const drafts = new Drafts(storage, "p");
  assert.equal(drafts.has(1), false);
  storage.setItem("p:1:files", "[]");
  assert.equal(drafts.has(1), false);
  storage.setItem("p:1:files", '[{"token":"a"}]');
  storage.setItem("p:2:options", '["Yes",""]');
  assert.deepEqual([drafts.has(1), drafts.has(2), drafts.has(3)], [true, true, false]);
});

test("a file on its way out shows in the list by its name", () => {
  const sending = (body, attachments) => [{ frame: { type: "send", id: "a", body }, at: "2026-11-22T10:00:00Z", error: null, shown: { attachments } }];
  const preview = (...given) => project(summary(1), sending(...given), ME).preview.body;
  assert.equal(preview("", [{ name: "lamp.png" }]), "📎 lamp.png");
  assert.equal(preview("Look", [{ name: "lamp.png" }]), "Look");
  assert.equal(preview("", []), "");
});
