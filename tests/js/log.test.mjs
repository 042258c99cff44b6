import assert from "node:assert/strict";
import { test } from "node:test";

import { Log } from "shared/log.js";

const entry = (seq) => ({ seq, id: `id-${seq}`, kind: "message", body: String(seq) });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));
const frame = (from, to, more = {}) => ({ type: "entries", entries: range(from, to), head: to, more: false, earlier: false, ...more });
const seqs = (log) => log.entries.map(({ seq }) => seq);

test("the next entry is applied", () => {
  const log = new Log();
  log.apply(frame(1, 2));
  const { added, gap } = log.apply(frame(3, 3));
  assert.deepEqual([added.length, gap, log.last], [1, false, 3]);
});

test("an entry that is there already is skipped", () => {
  const log = new Log();
  log.apply(frame(1, 3));
  assert.deepEqual(log.apply(frame(2, 3)), { added: [], gap: false });
  assert.deepEqual(seqs(log), [1, 2, 3]);
});

test("an entry further on is not kept and tells of a gap", () => {
  const log = new Log();
  log.apply(frame(1, 2));
  assert.deepEqual(log.apply(frame(5, 6)), { added: [], gap: true });
  assert.deepEqual([seqs(log), log.isBehind(6)], [[1, 2], true]);
});

test("what overlaps is taken from where it is new", () => {
  const log = new Log();
  log.apply(frame(1, 5));
  assert.equal(log.apply(frame(3, 8)).added.length, 3);
  assert.deepEqual(seqs(log), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test("an empty log begins wherever the newest page begins", () => {
  const log = new Log();
  log.apply(frame(51, 150));
  assert.deepEqual([log.first, log.last, log.moreBefore], [51, 150, true]);
});

test("a log known to begin at its start does not begin in the middle", () => {
  const log = new Log();
  log.reset({ fromStart: true });
  assert.equal(log.apply(frame(2, 2)).gap, true);
  assert.deepEqual(seqs(log), []);
  log.apply(frame(1, 2));
  assert.deepEqual(seqs(log), [1, 2]);
});

test("history goes in front", () => {
  const log = new Log();
  log.apply(frame(101, 110));
  const { added, gap } = log.apply(frame(1, 100, { earlier: true }));
  assert.deepEqual([added.length, gap, log.first, log.last, log.moreBefore], [100, false, 1, 110, false]);
});

test("history that does not reach what is held is not kept", () => {
  const log = new Log();
  log.apply(frame(101, 110));
  log.apply(frame(1, 50, { earlier: true }));
  assert.equal(log.first, 101);
});

test("a burst behind one gap asks once, and again after a while or after progress", () => {
  const log = new Log();
  log.apply(frame(1, 2));
  assert.deepEqual([log.shouldAsk(0), log.shouldAsk(100), log.shouldAsk(2500)], [true, false, true]);
  log.apply(frame(3, 3));
  assert.equal(log.shouldAsk(2600), true);
});

test("any order and doubling of pushes, with syncs, ends in the server's order", () => {
  const all = range(1, 40);
  for (let round = 0; round < 200; round += 1) {
    const log = new Log();
    log.reset({ fromStart: true });
    for (let push = 0; push < 120; push += 1) {
      const from = Math.floor(Math.random() * 40);
      const page = all.slice(from, from + 1 + Math.floor(Math.random() * 5));
      const { gap } = log.apply({ type: "entries", entries: page, head: 40, more: false, earlier: false });
      if (gap) log.apply({ type: "entries", entries: all.slice(log.last, log.last + 3), head: 40, more: true, earlier: false });
    }
    log.apply({ type: "entries", entries: all.slice(log.last), head: 40, more: false, earlier: false });
    assert.deepEqual(log.entries, all);
  }
});
