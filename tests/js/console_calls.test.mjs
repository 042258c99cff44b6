import assert from "node:assert/strict";
import { test } from "node:test";

import { inOrder, isPending, roomFor } from "console/alerts.js";
import { news } from "console/alerts_watch.js";
import { isQuiet, peace } from "console/notify.js";
import { bytesOf } from "console/notify_push.js";
import { offeredTo, secondsLeft } from "console/offers.js";
import { Team } from "console/presence_team.js";
import { SCORES, Sounds } from "console/sounds.js";

import { ME, summary } from "./console_world.mjs";

const NOW = new Date("2026-11-22T09:00:00Z");
const until = (seconds) => new Date(NOW.getTime() + seconds * 1000).toISOString();
const offered = (id, member, seconds) => summary(id, { offer: { member, until: until(seconds) } });
const person = (member, name, presence) => ({ member, name, photo: null, role: "operator", presence, by_itself: false, pauses_after_chat: false, capacity: 3, load: 0 });

test("what is offered to me stands on top of what ends later", () => {
  const rows = [offered(1, ME.member, 15), offered(2, ME.member, 5), offered(3, 4, 9), summary(4)];
  assert.deepEqual(offeredTo(rows, ME.member, NOW).map((row) => row.id), [2, 1]);
});

test("an offer that is over, or a chat somebody has, is none", () => {
  const taken = { ...offered(2, ME.member, 9), status: "open" };
  assert.deepEqual(offeredTo([offered(1, ME.member, 0), taken], ME.member, NOW), []);
});

test("seconds are counted down to nothing, not below", () => {
  const left = [20, 0.4, -3].map((seconds) => secondsLeft(offered(1, ME.member, seconds), NOW));
  assert.deepEqual(left, [20, 1, 0]);
});

test("an alert is over once somebody has seen to it", () => {
  const waiting = summary(1);
  const theirs = summary(1, { status: "open", operator: { member: 4, name: "Sam", photo: null } });
  const mine = { ...theirs, operator: ME };
  assert.equal(isPending("tell_everybody", waiting, ME.member), true);
  assert.equal(isPending("tell_everybody", theirs, ME.member), false);
  assert.equal(isPending("nudge", mine, ME.member), true);
  assert.equal(isPending("nudge", { ...mine, waiting_since: null }, ME.member), false);
  assert.equal(isPending("escalate", theirs, ME.member), true);
  assert.equal(isPending("escalate", mine, ME.member), false);
  assert.equal(isPending("escalate", undefined, ME.member), false);
  assert.equal(isPending("reassign", { ...waiting, status: "closed" }, ME.member), false);
});

test("one's own customer stands before those whom nobody answers, and news comes last", () => {
  const line = (id, step, since) => ({ id, step, since: since && until(since) });
  const lines = [
    line(1, "reassign", null),
    line(2, "tell_everybody", -90),
    line(3, "tell_supervisors", -70),
    line(4, "tell_supervisors", -80),
    line(5, "escalate", -300),
    line(6, "nudge", -61),
  ];
  assert.deepEqual(inOrder(lines), [6, 5, 4, 3, 2, 1]);
  assert.deepEqual(inOrder([...lines].reverse()), [6, 5, 4, 3, 2, 1]);
  assert.deepEqual(inOrder([]), []);
});

test("two lines at once, fewer on a phone and beside offers, which come first", () => {
  const room = [roomFor({ offers: false, narrow: false }), roomFor({ offers: true, narrow: false }), roomFor({ offers: false, narrow: true }), roomFor({ offers: true, narrow: true })];
  assert.deepEqual(room, [2, 1, 1, 0]);
});

test("what is news depends on what was known", () => {
  const calm = { byHand: false };
  const [nobodys, mine] = [{ mine: false, waiting: true, messages: 1 }, { mine: true, waiting: false, messages: 1 }];
  assert.equal(news(nobodys, mine, calm), "chat");
  assert.equal(news(undefined, mine, calm), "chat");
  assert.equal(news(mine, mine, calm), null);
  assert.equal(news(mine, { ...mine, messages: 2 }, calm), "message");
  assert.equal(news(undefined, nobodys, calm), null);
  assert.equal(news(undefined, nobodys, { byHand: true }), "newcomer");
  assert.equal(news(nobodys, nobodys, { byHand: true }), null);
  assert.equal(news(nobodys, { ...nobodys, handed: "later" }, calm), "handover");
  assert.equal(news({ ...nobodys, handed: "later" }, { ...nobodys, handed: "later" }, calm), null);
});

test("quiet hours go by the clock where one is, also over midnight", () => {
  const night = { from: "22:00", to: "07:00", zone: "Europe/Berlin" };
  const at = (time) => isQuiet(night, new Date(`2026-11-22T${time}:00Z`));
  assert.deepEqual(["20:59", "21:00", "05:59", "06:00"].map(at), [false, true, true, false]);
  assert.equal(isQuiet(null, NOW), false);
});

test("the team is in the order of who can answer, and changes are told", () => {
  const team = new Team(ME.member);
  let told = 0;
  team.addEventListener("change", () => (told += 1));
  const people = [person(4, "Sam", "offline"), person(3, "Omar", "away"), person(5, "Ada", "online")];
  team.welcomed({ people, me: people[1] });
  team.apply({ ...person(4, "Sam", "online") });
  assert.deepEqual(team.everybody().map((one) => one.name), ["Ada", "Sam", "Omar"]);
  assert.deepEqual([team.me.presence, team.notices.sound, told], ["away", true, 2]);
});

test("every kind of call has a sound, and none is long", () => {
  for (const notes of Object.values(SCORES)) {
    const end = Math.max(...notes.map((note) => note.at + note.lasts));
    assert.ok(notes.length && end < 1);
    assert.ok(notes.every((note) => note.loud > 0 && note.loud <= 0.3));
  }
});

test("where there is no sound to be had, it says so", async () => {
  assert.equal(await new Sounds(new EventTarget()).play("chat"), false);
});

test("what nobody may hear before a click says so, and that it may be heard after", async () => {
  const page = new EventTarget();
  const browser = { mayPlay: false };
  globalThis.AudioContext = class extends EventTarget {
    state = "suspended";
    async resume() {
      if (!browser.mayPlay) return new Promise(() => {});
      this.state = "running";
      this.dispatchEvent(new Event("statechange"));
    }
  };
  try {
    const sounds = new Sounds(page);
    const told = [];
    sounds.addEventListener("change", () => told.push(sounds.isSilenced));
    assert.equal(sounds.isSilenced, false, "nobody knows before the browser was asked");
    await sounds.ask();
    assert.equal(await sounds.play("alert"), false);
    browser.mayPlay = true;
    page.dispatchEvent(new Event("pointerdown"));
    await null;
    assert.deepEqual(told, [true, false]);
  } finally {
    delete globalThis.AudioContext;
  }
});

test("why nothing calls just now is known", () => {
  const quiet = { from: "08:00", to: "12:00", zone: "UTC" };
  const of = (more) => peace({ sound: true, desktop: false, push: false, muted: false, quiet: null, ...more }, NOW);
  assert.deepEqual([of({}), of({ quiet }), of({ quiet, muted: true }), of({ muted: true })], [null, "quiet", "muted", "muted"]);
});

test("the server's key becomes the bytes a browser wants", () => {
  assert.deepEqual([...bytesOf("AAEC_-8")], [0, 1, 2, 255, 239]);
});
