import assert from "node:assert/strict";
import { test } from "node:test";

import { howSoon, weekOf, whenIs } from "later/when.js";

process.env.TZ = "America/New_York";
const strings = { today: "today at {time}", tomorrow: "tomorrow at {time}", onDay: "{day} at {time}" };
const words = { closed: "Closed", allDay: "All day" };
const sunday = new Date("2026-11-22T15:00:00Z"); // 10:00 in New York
const opening = (from, until) => [new Date(from), new Date(until)];
const times = (...openings) => weekOf(openings, words, sunday).map((day) => day.times.join(", ").replaceAll(/\s/g, " "));

test("a moment is told in the reader's own time", () => {
  const told = (at) => whenIs(new Date(at), strings, sunday).replaceAll(/\s/g, " ");
  assert.equal(told("2026-11-22T23:30:00Z"), "today at 6:30 PM");
  assert.equal(told("2026-11-23T08:00:00Z"), "tomorrow at 3:00 AM");
  assert.equal(told("2026-11-25T08:00:00Z"), "Wednesday at 3:00 AM");
  assert.equal(told("2027-01-04T08:00:00Z"), "Monday, January 4 at 3:00 AM");
});

test("how soon it is, no finer than anybody needs", () => {
  const told = (at) => howSoon(new Date(at), sunday);
  assert.equal(told("2026-11-22T15:05:20Z"), "in 5 minutes");
  assert.equal(told("2026-11-23T02:00:00Z"), "in 11 hours");
  assert.equal(told("2026-11-26T15:00:00Z"), "in 4 days");
});

test("a day in Berlin is where it is on this reader's clock", () => {
  const [today, monday] = times(opening("2026-11-23T08:00:00Z", "2026-11-23T16:00:00Z"));
  assert.deepEqual([today, monday], ["Closed", "3:00 AM \u2013 11:00 AM"]);
});

test("a night is told once, on the day it begins; one that runs now is today's", () => {
  const night = opening("2026-11-24T03:00:00Z", "2026-11-24T11:00:00Z");
  assert.deepEqual(times(night).slice(1, 3), ["10:00 PM \u2013 6:00 AM", "Closed"]);
  const last = opening("2026-11-22T03:00:00Z", "2026-11-22T16:00:00Z");
  assert.equal(times(last)[0], "12:00 AM \u2013 11:00 AM");
});

test("what never closes is open all day, every day", () => {
  assert.deepEqual(new Set(times(opening("2026-11-21T00:00:00Z", "2026-12-01T00:00:00Z"))), new Set(["All day"]));
});
