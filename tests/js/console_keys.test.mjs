import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { commands } from "console/commands.js";
import { Keys } from "console/keys.js";

let ran;
let keys;

const page = { closest: () => null };
const field = { closest: (selector) => (selector.includes("textarea") ? field : null) };

function press(key, more = {}, now = 0) {
  const event = { key, target: page, preventDefault() {}, ...more };
  return keys.handle(event, now);
}

beforeEach(() => {
  ran = [];
  keys = new Keys(Object.fromEntries(["j", "w", "?", "g w", "g m"].map((name) => [name, () => ran.push(name)])));
});

test("a key does its thing", () => {
  assert.equal(press("j"), true);
  assert.equal(press("?"), true);
  assert.deepEqual(ran, ["j", "?"]);
});

test("two keys in a row are one command", () => {
  press("g", {}, 0);
  press("w", {}, 800);
  assert.deepEqual(ran, ["g w"]);
});

test("the second key stands for itself when it comes late or after something else", () => {
  press("g", {}, 0);
  press("w", {}, 5000);
  press("g", {}, 6000);
  press("j", {}, 6100);
  press("w", {}, 6200);
  assert.deepEqual(ran, ["w", "j", "w"]);
});

test("nothing fires while somebody types, holds a modifier or composes", () => {
  const ignored = [{ target: field }, { ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { defaultPrevented: true }];
  for (const more of ignored) assert.equal(press("j", more), false);
  assert.deepEqual(ran, []);
});

test("an Arabic or Cyrillic keyboard and caps lock do not stand in the way", () => {
  press("ت", { code: "KeyJ" });
  press("о", { code: "KeyJ" });
  press("J", { code: "KeyJ" });
  press("J", { code: "KeyJ", shiftKey: true });
  assert.deepEqual(ran, ["j", "j", "j"]);
});

test("single keys can be switched off", () => {
  keys.enabled = false;
  assert.equal(press("j"), false);
});

test("no two commands share a key, and each that is bound does something", () => {
  const ids = [];
  const run = new Proxy({}, { get: (_, id) => () => ids.push(id) });
  const bound = commands(run, () => true).filter((command) => command.bound !== false);
  const used = bound.flatMap((command) => command.keys);
  assert.equal(new Set(used).size, used.length);
  bound.forEach((command) => command.run());
  assert.deepEqual(ids, bound.map((command) => command.id));
});
