// Wakes its parent when messages are due, more exactly than a timer can: this thread only sleeps.

import { parentPort, workerData } from "node:worker_threads";

const { start, rate, total } = /** @type {{start: number, rate: number, total: number}} */ (
  workerData
);
const SHORTEST_MS = 0.2; // at high rates several at once
const cell = new Int32Array(new SharedArrayBuffer(4));
const now = () => Number(process.hrtime.bigint()) / 1e6;

for (let due = 0; due < total; ) {
  const wait = start + (1000 * due) / rate - now();
  Atomics.wait(cell, 0, 0, Math.max(wait, SHORTEST_MS));
  const upTo = Math.min(total, Math.floor(((now() - start) * rate) / 1000) + 1);
  if (upTo > due) parentPort?.postMessage(upTo);
  due = Math.max(due, upTo);
}
