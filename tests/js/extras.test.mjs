import assert from "node:assert/strict";
import { test } from "node:test";

import { fits } from "later/emoji.js";
import { isShouting, isThin } from "later/hints.js";
import { tapsFor } from "later/said.js";
import { sizeText } from "later/tools.js";

globalThis.document ??= { documentElement: { lang: "en" } };

test("capitals are shouting only when they are most of several words", () => {
  for (const text of ["WHERE IS MY ORDER", "PLEASE HELP ME!!!", "ICH WARTE SEIT EINER STUNDE", "ГДЕ МОЙ ЗАКАЗ СЕЙЧАС"]) assert.ok(isShouting(text), text);
  const calm = ["Where is my order?", "OK", "THANKS", "My order is ABC-12345-XYZQ", "ABCD-EFGH-IJKL-MNOP", "NASA and ESA and JAXA met", "أين طلبي من فضلك الآن", "我的订单在哪里我的订单在哪里", "", "123 456 789 000"];
  for (const text of calm) assert.ok(!isShouting(text), text);
});

test("a first message is thin when nobody could help with it", () => {
  for (const text of ["hi", "Hello!", "help me", "it is broken", "مرحبا", "您好"]) assert.ok(isThin(text), text);
  for (const text of ["", "  ", "Order 4711", "My lamp arrived broken today", "Do you deliver to Norway, please?"]) assert.ok(!isThin(text), text);
});

const entry = (seq, kind, author, data = {}) => ({ seq, id: `e${seq}`, kind, author: { kind: author }, data });
const WANTED = { thanks: true, explain: true };

test("one-tap words stand below what the operator said last", () => {
  const log = [entry(1, "message", "visitor"), entry(2, "message", "automatic"), entry(3, "assigned", "system"), entry(4, "message", "operator")];
  assert.deepEqual(tapsFor(log, WANTED, false), { id: "e4", seq: 4, thanks: true, explain: true });
  assert.equal(tapsFor([...log, entry(5, "message", "visitor")], WANTED, false), null);
  assert.equal(tapsFor(log.slice(0, 3), WANTED, false), null);
  assert.equal(tapsFor([...log, entry(5, "message", "automatic")], WANTED, false)?.seq, 4);
});

test("what was tapped is gone, and thanks come back with the next turn", () => {
  const log = [entry(1, "message", "visitor"), entry(2, "message", "operator"), entry(3, "signal", "visitor", { signal: "thanks", seq: 2 })];
  assert.deepEqual(tapsFor(log, WANTED, false), { id: "e2", seq: 2, thanks: false, explain: true });
  const more = [...log, entry(4, "message", "operator")];
  assert.deepEqual(tapsFor(more, WANTED, false), { id: "e4", seq: 4, thanks: false, explain: true });
  const next = [...more, entry(5, "message", "visitor"), entry(6, "message", "operator"), entry(7, "signal", "visitor", { signal: "explain", seq: 6 })];
  assert.deepEqual(tapsFor(next, WANTED, false), { id: "e6", seq: 6, thanks: true, explain: false });
});

test("in a closed chat there is only thanks, and what the company does not want is not there", () => {
  const log = [entry(1, "message", "visitor"), entry(2, "message", "operator")];
  assert.deepEqual(tapsFor(log, WANTED, true), { id: "e2", seq: 2, thanks: true, explain: false });
  assert.equal(tapsFor(log, { thanks: false, explain: false }, false), null);
});

test("emoji are found by the beginnings of their words, without accents", () => {
  assert.ok(fits("folded hands, please", "plea"));
  assert.ok(fits("cœur rouge, très aimé", "aime tres"));
  assert.ok(fits("anything", "") && !fits("red heart", "eart") && !fits("red heart", "red star"));
});

test("sizes read as people say them", () => {
  assert.deepEqual([0, 999, 1536, 10 * 1024 * 1024].map(sizeText), ["0 byte", "999 byte", "1.5 kB", "10 MB"]);
});
