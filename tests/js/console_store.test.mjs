import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "console/store.js";

import { dice, ME, pageOf, summary, World } from "./console_world.mjs";

const VIEWS = ["waiting", "mine", "all"];
const ids = (store, view) => store.rows(view).map((row) => row.id);

/** Walk a list as the console does, page after page. */
function walk(store, world, view, size) {
  store.begin(view);
  let { next } = store.applyList(world.list(view, null, size));
  while (next) ({ next } = store.applyList(world.list(view, next, size)));
}

function assertFresh(store, world, views = VIEWS) {
  for (const view of views) assert.deepEqual(ids(store, view), world.of(view).map((row) => row.id), view);
  assert.deepEqual(store.counts, world.counts);
}

test("snapshot plus events equals a fresh snapshot", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const [world, roll, store] = [new World(), dice(seed), new Store(ME)];
    for (let step = 0; step < roll(40); step += 1) world.happen(roll);
    walk(store, world, "all", 50);
    walk(store, world, "closed", 50);
    for (let step = 0; step < 40; step += 1) {
      store.applySummary(world.happen(roll));
      assertFresh(store, world, [...VIEWS, "closed"]);
    }
  }
});

test("pushes that were lost are made up for by the next walk", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const [world, roll, store] = [new World(), dice(seed), new Store(ME)];
    for (let step = 0; step < 20; step += 1) world.happen(roll);
    walk(store, world, "all", 50);
    for (let step = 0; step < 40; step += 1) {
      const push = world.happen(roll);
      if (roll(2)) store.applySummary(push);
    }
    assert.equal(store.isBehind("all", world.inbox), true);
    walk(store, world, "all", 50);
    assert.equal(store.isBehind("all", world.inbox), false);
    assertFresh(store, world);
  }
});

test("pushes doubled, late and out of order change nothing", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const [world, roll, store] = [new World(), dice(seed), new Store(ME)];
    for (let step = 0; step < 10; step += 1) world.happen(roll);
    walk(store, world, "all", 50);
    const late = [];
    for (let step = 0; step < 40; step += 1) {
      const push = world.happen(roll);
      if (roll(3)) store.applySummary(push);
      late.push(push);
    }
    for (const push of late.sort(() => roll(3) - 1)) store.applySummary(push);
    assertFresh(store, world);
  }
});

test("what is pushed while a walk is under way is not taken for gone", () => {
  const [world, roll, store] = [new World(), dice(7), new Store(ME)];
  for (let step = 0; step < 12; step += 1) world.happen(roll);
  store.begin("all");
  const early = world.list("all");
  for (let step = 0; step < 20; step += 1) store.applySummary(world.happen(roll));
  store.applyList(early);
  assertFresh(store, world);
});

test("of a long list no more is shown than what is held, and more can be asked for", () => {
  const [world, store] = [new World(), new Store(ME)];
  for (let step = 0; step < 90; step += 1) world.happen(() => 0);
  walk(store, world, "all", 10);
  assert.deepEqual(ids(store, "all"), world.of("all").slice(0, 40).map((row) => row.id));
  assert.equal(store.next("all"), "40");
  store.applyList(world.list("all", "40", 10));
  assert.equal(ids(store, "all").length, 50);
  assert.equal(store.counts.all, 90);
});

test("a walk reads again as many pages as were held, and rows do not vanish meanwhile", () => {
  const [world, store] = [new World(), new Store(ME)];
  for (let step = 0; step < 90; step += 1) world.happen(() => 0);
  walk(store, world, "all", 10);
  store.applyList(world.list("all", "40", 10));
  store.begin("all");
  let { next } = store.applyList(world.list("all", null, 10));
  assert.equal(ids(store, "all").length, 50);
  while (next) ({ next } = store.applyList(world.list("all", next, 10)));
  assert.deepEqual([ids(store, "all").length, store.next("all")], [50, "50"]);
});

test("counts follow what moves while not everything is held", () => {
  const store = new Store(ME);
  const counts = { waiting: 60, mine: 2, snoozed: 1, all: 80 };
  store.begin("waiting");
  store.applyList(pageOf("waiting", [summary(1)], { next: "50", counts }));
  store.applySummary(summary(1, { head: 3, status: "open", operator: ME }));
  assert.deepEqual(store.counts, { waiting: 59, mine: 3, snoozed: 1, all: 80 });
});

test("what is gone from a list is named, so that an open chat can be asked for again", () => {
  const store = new Store(ME);
  store.begin("all");
  store.applyList(pageOf("all", [summary(1), summary(2)]));
  store.begin("all");
  assert.deepEqual(store.applyList(pageOf("all", [summary(2)])).gone, [1]);
});

test("another history leaves nothing behind", () => {
  const store = new Store(ME);
  store.begin("all");
  store.applyList(pageOf("all", [summary(1)]));
  store.reset();
  assert.deepEqual([ids(store, "all"), store.isLoaded("all")], [[], false]);
});
