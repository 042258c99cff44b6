// The two ways of pressing: always so many under way (saturation), or so many a second whatever
// the server does (latency).

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { arrivals, begin, isComplete, note, now, spread, summed } from "./ledger.mjs";

/** @typedef {import("./person.mjs").Person} Person */

const BODY = "Good morning, where is the parcel that I ordered last week, please? ";
const DRAIN_MS = 8000;
const LOST_AFTER_MS = 3000; // then another one takes its place; it still counts as lost

/**
 * @param {Person[]} visitors @param {import("./generator.mjs").Closed} asked
 * @param {(told: object) => void} tell
 */
export async function closedLoop(visitors, asked, tell) {
  const free = [...visitors];
  /** @type {Map<string, {visitor: Person, since: number}>} */
  const busy = new Map();
  let isOn = true;
  const next = () => {
    const visitor = free.shift();
    if (!visitor || !isOn) return;
    const id = randomUUID();
    busy.set(id, { visitor, since: now() });
    send(visitor, id, now());
  };
  /** @param {string} id */
  const settle = (id) => {
    const one = busy.get(id);
    if (!one) return;
    busy.delete(id);
    free.push(one.visitor);
    next();
  };
  begin(settle);
  const giveUp = setInterval(() => {
    for (const [id, { since }] of busy) if (now() - since > LOST_AFTER_MS) settle(id);
  }, 500);
  for (let slot = 0; slot < asked.window; slot += 1) next();
  await sleep(1000 * asked.warm);
  const measured = await period(1000 * asked.seconds, tell);
  isOn = false;
  clearInterval(giveUp);
  await drained();
  const { from, to } = measured;
  return { ...measured, arrived: arrivals(from, to), ...summed(from, to) };
}

/**
 * @param {Person[]} visitors @param {import("./generator.mjs").Open} asked
 * @param {(told: object) => void} tell
 */
export async function openLoop(visitors, asked, tell) {
  const { rate, warm, seconds } = asked;
  const total = Math.round(rate * (warm + seconds));
  const start = now() + 20;
  const late = /** @type {number[]} */ ([]);
  let count = 0;
  begin();
  const clock = new Worker(new URL("./clock.mjs", import.meta.url), {
    workerData: { start, rate, total },
  });
  clock.on("message", (/** @type {number} */ upTo) => {
    for (; count < upTo; count += 1) {
      const due = start + (1000 * count) / rate;
      late.push(now() - due);
      send(/** @type {Person} */ (visitors[count % visitors.length]), randomUUID(), due);
    }
  });
  const over = once(clock, "exit");
  await sleep(start + 1000 * warm - now());
  const measured = await period(1000 * seconds, tell);
  await over;
  await drained();
  const { from, to } = measured;
  return { ...measured, arrived: arrivals(from, to), late: spread(late), ...summed(from, to) };
}

/** @param {Person} visitor @param {string} id @param {number} due */
function send(visitor, id, due) {
  note(id, due);
  visitor.write(id, BODY + id.slice(0, 8));
}

/**
 * The time that counts, told at its beginning and its end, and what of a core we used in it.
 * @param {number} ms @param {(told: object) => void} tell
 */
async function period(ms, tell) {
  tell({ measuring: true });
  const from = now();
  const before = process.cpuUsage();
  await sleep(ms);
  const used = process.cpuUsage(before);
  const to = now();
  tell({ measuring: false });
  return { from, to, cpu: (used.user + used.system) / 1000 / (to - from) };
}

async function drained() {
  const until = now() + DRAIN_MS;
  while (!isComplete() && now() < until) await sleep(20);
}
