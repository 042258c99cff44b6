import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Connection } from "shared/connection.js";
import { FakeSocket, install, pass } from "./fakes.mjs";

let door;
let connection;
let frames;
let states;
let refusals;

beforeEach(() => {
  door = install();
  connection = new Connection({
    socketUrl: "ws://host/ws/widget/key/",
    framesUrl: "/widget/key/frames/",
    hello: (over) => ({ type: "hello", over }),
    headers: () => ({ Authorization: "Bearer token" }),
    pollFrames: () => [{ type: "sync", after: 0 }],
  });
  [frames, states, refusals] = [[], [], []];
  connection.addEventListener("frame", ({ detail }) => frames.push(detail.type));
  connection.addEventListener("state", ({ detail }) => states.push(detail));
  connection.addEventListener("refused", ({ detail }) => refusals.push(detail));
});

afterEach(() => {
  connection.stop();
  mock.timers.reset();
});

async function online() {
  connection.start();
  await pass();
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "welcome" });
}

async function threeFailures() {
  connection.start();
  for (let n = 0; n < 3; n += 1) {
    await pass(n ? 5_000 : 0);
    FakeSocket.last.ends();
  }
  await pass(100);
}

const welcoming = (asked) => ({ body: { frames: asked.map(({ type, id }) => ({ type: { hello: "welcome", send: "ack" }[type] ?? "entries", id })) } });

test("it says hello and is online once welcomed", async () => {
  await online();
  assert.deepEqual(FakeSocket.last.sent, [{ type: "hello", over: "socket" }]);
  assert.deepEqual([connection.state, frames], ["online", ["welcome"]]);
});

test("nothing is handed over before the welcome", async () => {
  connection.start();
  await pass();
  FakeSocket.last.opens();
  assert.equal(connection.send({ type: "send" }), false);
});

test("a line that is not welcomed within 12 seconds is given up", async () => {
  connection.start();
  await pass(11_900);
  assert.equal(FakeSocket.all.length, 1);
  await pass(1_200);
  assert.equal(FakeSocket.all.length, 2);
});

test("where a socket has worked the next one is waited for longer: many come back at once", async () => {
  await online();
  FakeSocket.last.ends(1006);
  await pass(1_000);
  assert.equal(FakeSocket.all.length, 2);
  await pass(29_900);
  assert.equal(FakeSocket.all.length, 2);
  await pass(2_200);
  assert.equal(FakeSocket.all.length, 3);
});

test("a line that hears its turn will come is waited for, and nothing is handed over yet", async () => {
  connection.start();
  await pass();
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "soon" });
  await pass(44_000);
  assert.equal(connection.send({ type: "send" }), false);
  assert.deepEqual([FakeSocket.all.length, states], [1, []]);
  FakeSocket.last.says({ type: "welcome" });
  assert.equal(connection.state, "online");
});

test("a beat is answered with its number", async () => {
  await online();
  FakeSocket.last.says({ type: "beat", n: 7, head: 3 });
  assert.deepEqual(FakeSocket.last.sent.at(-1), { type: "beat", n: 7 });
});

test("a line silent for 45 seconds is dead", async () => {
  await online();
  await pass(44_000);
  assert.equal(FakeSocket.all.length, 1);
  await pass(3_000);
  assert.equal(FakeSocket.all.length, 2);
});

test("an ended line is tried again after a second at the earliest", async () => {
  await online();
  FakeSocket.last.ends(1001);
  await pass(900);
  assert.deepEqual([FakeSocket.all.length, connection.state], [1, "connecting"]);
  await pass(1_200);
  assert.equal(FakeSocket.all.length, 2);
});

test("a server that leaves is left at once, and not stormed when it never does", async () => {
  await online();
  await pass(6_000);
  FakeSocket.last.ends(4410);
  await pass(1_000);
  assert.equal(FakeSocket.all.length, 2);
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "welcome" });
  FakeSocket.last.ends(4410);
  await pass(950);
  assert.equal(FakeSocket.all.length, 2);
});

test("after three failed sockets the same frames go by HTTP, and a socket is tried every 30 s", async () => {
  door.answer = welcoming;
  await threeFailures();
  assert.deepEqual([connection.state, door.requests[0].frames], ["polling", [{ type: "hello", over: "http" }]]);
  assert.equal(door.requests[0].headers.Authorization, "Bearer token");
  connection.send({ type: "send", id: "a" });
  connection.send({ type: "send", id: "b" });
  await pass(100);
  assert.deepEqual(door.requests[1].frames.slice(0, 2).map(({ id }) => id), ["a", "b"]);
  await pass(29_000);
  assert.deepEqual([FakeSocket.all.length, door.mostOpen], [3, 1]);
  await pass(2_000);
  assert.equal(FakeSocket.all.length, 4);
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "welcome" });
  const polls = door.requests.length;
  await pass(10_000);
  assert.deepEqual([states, door.requests.length], [["polling", "online"], polls]);
});

test("polling asks every three seconds", async () => {
  door.answer = welcoming;
  await threeFailures();
  const before = door.requests.length;
  await pass(12_000);
  assert.ok(door.requests.length - before >= 3 && door.requests.length - before <= 4);
});

test("with both ways closed it is offline, and comes back by itself", async () => {
  door.answer = () => {
    throw new TypeError("network");
  };
  await threeFailures();
  assert.equal(connection.state, "offline");
  const tried = FakeSocket.all.length;
  await pass(5_000);
  assert.ok(FakeSocket.all.length > tried);
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "welcome" });
  assert.equal(connection.state, "online");
});

for (const code of [1009, 4401, 4403, 4404]) {
  test(`${code} ends it for good`, async () => {
    await online();
    FakeSocket.last.ends(code);
    await pass(120_000);
    assert.deepEqual([refusals, FakeSocket.all.length, connection.state], [[code], 1, "offline"]);
  });
}

test("an unknown site over HTTP ends it for good", async () => {
  door.answer = () => ({ status: 404, body: { error: { code: "not_found" } } });
  await threeFailures();
  assert.deepEqual(refusals, [4404]);
});

test("after a flood it stays away for 30 seconds", async () => {
  await online();
  FakeSocket.last.ends(4429);
  await pass(29_500);
  assert.equal(FakeSocket.all.length, 1);
  await pass(1_000);
  assert.equal(FakeSocket.all.length, 2);
});

test("an unknown token is told and hello is said again", async () => {
  connection.start();
  await pass();
  FakeSocket.last.opens();
  FakeSocket.last.says({ type: "error", code: "bad_token", retry: false });
  assert.deepEqual(frames, ["error"]);
  await pass(1_500);
  assert.equal(FakeSocket.all.length, 2);
});

test("an unknown token over HTTP is told as well", async () => {
  door.answer = () => ({ status: 401, body: { error: { code: "bad_token", message: "" } } });
  await threeFailures();
  assert.deepEqual(frames, ["error"]);
});

test("Retry-After is heeded", async () => {
  door.answer = () => ({ status: 429, body: { error: {} }, headers: { "Retry-After": "20" } });
  await threeFailures();
  const tried = FakeSocket.all.length;
  await pass(19_000);
  assert.equal(FakeSocket.all.length, tried);
  await pass(2_000);
  assert.ok(FakeSocket.all.length > tried);
});

test("when the network is back it tries at once", async () => {
  door.answer = () => {
    throw new TypeError("network");
  };
  await threeFailures();
  const tried = FakeSocket.all.length;
  window.dispatchEvent(new Event("online"));
  await pass();
  assert.equal(FakeSocket.all.length, tried + 1);
});

test("a line that died while the computer slept is found out within five seconds", async () => {
  await online();
  window.dispatchEvent(new Event("pageshow"));
  assert.deepEqual(FakeSocket.last.sent.at(-1), { type: "sync", after: 0 });
  await pass(7_000);
  assert.equal(FakeSocket.all.length, 2);
});

test("a line that answers the probe stays", async () => {
  await online();
  document.dispatchEvent(new Event("visibilitychange"));
  FakeSocket.last.says({ type: "entries", entries: [] });
  await pass(20_000);
  assert.deepEqual([FakeSocket.all.length, connection.state], [1, "online"]);
});

test("stopping ends everything", async () => {
  await online();
  connection.stop();
  await pass(120_000);
  window.dispatchEvent(new Event("online"));
  await pass();
  assert.deepEqual([FakeSocket.all.length, FakeSocket.last.readyState], [1, 3]);
});
