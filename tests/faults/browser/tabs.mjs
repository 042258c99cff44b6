// Browsers with tabs of the widget, in a process that is told what to do by lines of JSON on its
// input, and answers each with what every tab has sent, heard and shown (see tests/faults/apart.py).
import { createInterface } from "node:readline";

import { Tab } from "./tab.mjs";
import { Origin, clock, cut, install, line } from "./world.mjs";

install();
const people = JSON.parse(process.argv[2]);
clock.off_ms = people[0].clock_ms ?? 0;
const browsers = people.map((person) => {
  const origin = new Origin(person);
  return { origin, tabs: Array.from({ length: person.tabs }, () => new Tab(origin)), gone: [] };
});
const all = () => browsers.flatMap(({ tabs }) => tabs);
let turn = 0;

const commands = {
  say: (times) => all().forEach((tab) => Array.from({ length: times }, () => tab.say(`turn ${(turn += 1)}`))),
  cut,
  swallow: (count) => (line.swallows = count),
  clock_ms: (off) => (clock.off_ms = off),
  /** The first tab of each browser is closed and opened again: what it sent before is kept in mind. */
  reload: () => {
    for (const { origin, tabs, gone } of browsers) {
      const old = tabs.shift();
      old.close();
      const { sent, acknowledged } = old.told.seen[0];
      gone.push({ sent, acknowledged });
      tabs.unshift(new Tab(origin));
    }
  },
};

for await (const text of createInterface({ input: process.stdin })) {
  for (const [name, value] of Object.entries(JSON.parse(text))) commands[name](value);
  process.stdout.write(`${JSON.stringify(browsers.map(told))}\n`);
}
process.exit(0);

function told({ tabs, gone }) {
  const each = tabs.map((tab) => tab.told);
  const sum = (name) => each.reduce((total, tab) => total + tab[name], 0);
  const seen = each.flatMap((tab) => tab.seen);
  return { seen, gone, tokens: each.map(({ token }) => token), pending: Math.max(...each.map(({ pending }) => pending)), welcomes: sum("welcomes"), failed: sum("failed") };
}
