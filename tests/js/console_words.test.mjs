import assert from "node:assert/strict";
import { test } from "node:test";

import { filledIn, matching, shortcutAt } from "console/canned.js";
import { Drafts } from "console/drafts.js";
import { ago, duration, languageName, pagePath, urgency, visitorLabel, webAddress } from "console/format.js";
import { ranked, score } from "console/search.js";
import { learn, say, sayCount } from "console/words.js";

import { summary } from "./console_world.mjs";

const CANNED = [
  { shortcut: "hours", body: "We are here from nine to five." },
  { shortcut: "hello", body: "Good morning!" },
  { shortcut: "refund", body: "A refund takes three working hours." },
];

function memory() {
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
}

test("waits read like a clock", () => {
  const read = [0, 48, 60, 725, 3729, 97_200].map(duration);
  assert.deepEqual(read, ["0:00", "0:48", "1:00", "12:05", "1:02:09", "1d 3h"]);
  assert.equal(duration(-3), "0:00");
});

test("a wait turns at 60 and at 120 seconds", () => {
  assert.deepEqual([59, 60, 119, 120].map(urgency), ["calm", "soon", "soon", "late"]);
});

test("past times are short", () => {
  const now = new Date("2026-11-22T10:00:00Z");
  const back = (seconds) => ago(new Date(now.getTime() - seconds * 1000), now, "now", "en");
  assert.deepEqual([back(5), back(240), back(7200)], ["now", "4m", "2h"]);
  assert.match(back(3 * 86_400), /^\w{3}$/);
  assert.match(back(40 * 86_400), /Oct/);
});

test("a language has a name, and nonsense has none", () => {
  const names = ["de", "pt-BR", "", "not a tag!"].map((tag) => languageName(tag, "en"));
  assert.deepEqual(names, ["German", "Brazilian Portuguese", "", ""]);
});

test("only web addresses are linked", () => {
  assert.equal(webAddress("javascript:alert(1)"), null);
  assert.equal(webAddress("data:text/html,x"), null);
  assert.equal(webAddress(""), null);
  assert.equal(webAddress("https://shop.example/a")?.host, "shop.example");
});

test("paths are shown as people read them", () => {
  assert.equal(pagePath("https://shop.example/caf%C3%A9?x=1"), "/café");
  assert.equal(pagePath("https://shop.example/%E0%A4%A"), "/%E0%A4%A");
});

test("a visitor is called by name, page or number, in this order", () => {
  const words = { from: "Visitor from {page}", home: "Visitor from the home page", numbered: "Visitor {number}" };
  const named = summary(1, { visitor: { id: 7, name: "Maria", locale: "" } });
  const atHome = summary(1, { page: { url: "https://shop.example/", title: "" } });
  const nowhere = summary(1, { page: { url: "", title: "" } });
  const labels = [named, summary(1), atHome, nowhere].map((row) => visitorLabel(row, words));
  assert.deepEqual(labels, ["Maria", "Visitor from /pricing", "Visitor from the home page", "Visitor 101"]);
});

test("a path cannot smuggle patterns into the label", () => {
  const row = summary(1, { page: { url: "https://shop.example/$&{page}", title: "" } });
  const words = { from: "Visitor from {page}", home: "", numbered: "" };
  assert.equal(visitorLabel(row, words), "Visitor from /$&{page}");
});

test("a slash opens the canned replies only where a word begins", () => {
  assert.deepEqual(shortcutAt("/ho", 3), { start: 0, query: "ho" });
  assert.deepEqual(shortcutAt("Hi /", 4), { start: 3, query: "" });
  assert.equal(shortcutAt("https://shop", 12), null);
  assert.equal(shortcutAt("and/or", 6), null);
  assert.equal(shortcutAt("/ho there", 9), null);
});

test("shortcuts that begin with the letters come first, texts that hold them last", () => {
  const names = (query) => matching(CANNED, query).map((reply) => reply.shortcut);
  assert.deepEqual(names("ho"), ["hours", "refund"]);
  assert.deepEqual(names("H"), ["hours", "hello"]);
  assert.deepEqual(names("nothing"), []);
});

test("a canned reply takes the place of its shortcut", () => {
  assert.deepEqual(filledIn("Hi! /hebye", { start: 4, query: "he" }, "Good morning!"), { text: "Hi! Good morning! bye", caret: 17 });
});

test("drafts are kept by conversation and mode, and a lone slash is none", () => {
  const drafts = new Drafts(memory(), "d");
  drafts.write(1, "reply", "Dear");
  drafts.write(1, "note", "Careful");
  drafts.write(2, "reply", "/");
  assert.deepEqual([drafts.read(1, "reply"), drafts.read(1, "note"), drafts.has(2)], ["Dear", "Careful", false]);
  drafts.write(1, "reply", " ");
  drafts.write(1, "note", "");
  assert.equal(drafts.has(1), false);
});

test("a few letters find it, words in any order, without accents", () => {
  assert.equal(score("pric wait", "Visitor from /pricing Waiting") > 0, true);
  assert.equal(score("cafe", "Visitor from /café") > 0, true);
  assert.equal(score("xyz", "Visitor from /pricing"), 0);
  assert.deepEqual(ranked("re", ["Where", "Reopen", "Put: release"], (text) => text), ["Reopen", "Put: release", "Where"]);
  assert.deepEqual(ranked("", ["b", "a"], (text) => text), ["b", "a"]);
});

test("texts have their values filled in, and plurals their form", () => {
  learn({ has_it: "{name} has it", "new:one": "{count} new", "new:other": "{count} new ones" });
  assert.equal(say("has_it", { name: "$& {count}" }), "$& {count} has it");
  assert.deepEqual([sayCount("new", 1), sayCount("new", 3)], ["1 new", "3 new ones"]);
});
