import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Hosting } from "later/hosting.js";
import { MemoryStorage } from "shared/storage.js";

let widget;
let hosting;
let sent;
let told;
let reloads;

beforeEach(() => {
  [sent, told, reloads] = [[], [], 0];
  globalThis.location = { reload: () => (reloads += 1) };
  const connection = Object.assign(new EventTarget(), { send: (frame) => sent.push(frame), stop: () => sent.push("stop") });
  const session = { welcome: null, log: { last: 0 } };
  const parent = { tell: (message) => told.push(message) };
  widget = { connection, session, parent, site: { key: "key" }, storage: new MemoryStorage() };
  hosting = new Hosting(widget);
});

function hears(frame) {
  if (frame.type === "welcome") widget.session.welcome = frame;
  widget.connection.dispatchEvent(new CustomEvent("frame", { detail: frame }));
}

const welcome = (more = {}) => ({ type: "welcome", resume: "fresh", conversation: null, ...more });
const entry = (seq, kind = "message", author = "operator") => ({ seq, kind, at: `at ${seq}`, author: { kind: author, name: "Omar" }, body: "secret" });
const entries = (list, more = {}) => ({ type: "entries", entries: list, head: 0, more: false, earlier: false, ...more });

test("what the page said is sent after welcome, and again until it is answered", () => {
  hosting.call({ name: "identify", value: { token: "signed" } });
  hosting.call({ name: "attributes", value: { plan: "gold" } });
  assert.deepEqual(sent, []);
  hears(welcome());
  const both = [{ type: "identify", token: "signed" }, { type: "attributes", attributes: { plan: "gold" } }];
  assert.deepEqual(sent, both);
  hears({ type: "identity", identity: {} });
  hears(welcome());
  assert.deepEqual(sent, [...both, both[1]]);
  hears({ type: "attributes", attributes: {} });
  hears(welcome());
  assert.equal(sent.length, 3);
});

test("what was refused is told to the page's console and not said again", () => {
  hosting.call({ name: "identify", value: { id: "7" } });
  hears(welcome());
  hears({ type: "error", code: "bad_identity", field: "exp" });
  assert.deepEqual(told, [{ type: "problem", name: "identify", code: "bad_identity", field: "exp" }]);
  hears(welcome());
  assert.deepEqual(sent, [{ type: "identify", claim: { id: "7" } }]);
});

test("a page that listens hears that somebody wrote, once each, and never what", () => {
  hears(welcome({ conversation: { head: 3 } }));
  hosting.call({ name: "listen", value: true });
  hears(entries([entry(1), entry(2), entry(3)])); // history
  hears(entries([entry(4), entry(5, "assigned"), entry(6, "message", "visitor")]));
  hears(entries([entry(6)]));
  hears(entries([entry(2)], { earlier: true }));
  assert.deepEqual(told.map(({ name, detail }) => [name, detail]), [
    ["message", { author: "operator", at: "at 4" }],
    ["message", { author: "visitor", at: "at 6" }],
  ]);
  hears({ type: "conversation", conversation: { fresh: true } });
  hears(entries([entry(1)]));
  assert.equal(told.length, 3);
  assert.ok(!JSON.stringify(told).includes("secret"));
});

test("a rating is told when it is given or changed, and one of yesterday is not", () => {
  hosting.call({ name: "listen", value: true });
  hears(welcome({ survey: { score: 2, scale: "faces" } }));
  for (const score of [2, 5, 5, null]) hears({ type: "survey", survey: { score, scale: "faces" } });
  assert.deepEqual(told, [{ type: "told", name: "rating", detail: { score: 5, scale: "faces" } }]);
});

test("nobody listens, nothing is told", () => {
  hears(welcome());
  hears(entries([entry(1)]));
  assert.deepEqual(told, []);
});

for (const [why, act] of [
  ["the page asks for it", () => hosting.call({ name: "reset" })],
  ["somebody else sits there now", () => hears({ type: "error", code: "other_person" })],
]) {
  test(`all but the language is forgotten when ${why}`, () => {
    for (const key of ["visitor:key", "outbox:key:1", "draft:key", "language:key", "visitor:other"]) widget.storage.setItem(`helpdesk:${key}`, "x");
    act();
    const left = Array.from({ length: widget.storage.length }, (_, n) => widget.storage.key(n));
    assert.deepEqual(left, ["helpdesk:language:key", "helpdesk:visitor:other"]);
    assert.deepEqual([sent, reloads], [["stop"], 1]);
    assert.deepEqual(told, [{ type: "keep", key: "helpdesk:reset:key", value: null }]);
  });
}
