// Visitors who write and operators who read, in a process of its own: `node generator.mjs`.
//
// The first line on stdin is the plan (who connects where, and what they say first), each further
// one a measurement. Answers are lines of JSON. A message's time counts from when it should have
// been sent, not from when it was (no coordinated omission), until its operator has it.

import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Person } from "./person.mjs";
import { closedLoop, openLoop } from "./loops.mjs";

/**
 * @typedef {{path: string, headers?: Record<string, string>, hello?: object}} Place
 * @typedef {{url: string, origin: string, visitors: Place[], operators: Place[]}} Plan
 * @typedef {{do: "closed", seconds: number, warm: number, window: number}} Closed
 * @typedef {{do: "open", seconds: number, warm: number, rate: number}} Open
 */

const AT_ONCE = 20; // who connect at the same time
const ATTEMPTS = 3;

/** @param {object} told */
const tell = (told) => process.stdout.write(JSON.stringify(told) + "\n");

/** @param {Plan} plan @returns {Promise<Person[]>} the visitors */
async function gather(plan) {
  const operators = plan.operators.map((place) => new Person(plan, place));
  const visitors = plan.visitors.map((place) => new Person(plan, place));
  const everybody = [...operators, ...visitors];
  for (let first = 0; first < everybody.length; first += AT_ONCE) {
    await Promise.all(everybody.slice(first, first + AT_ONCE).map(connected));
  }
  return visitors;
}

/** A server that is short of breath may turn somebody away. @param {Person} person */
async function connected(person) {
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await person.connect();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(500);
    }
  }
}

/** @type {Person[]} */
let visitors = [];
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if ("visitors" in asked) {
    visitors = await gather(asked);
    tell({ ready: visitors.length });
  } else if (asked.do === "closed") {
    tell(await closedLoop(visitors, asked, tell));
  } else {
    tell(await openLoop(visitors, asked, tell));
  }
}
process.exit(0);
