// Stand-ins for what a browser gives: a window, sockets and an HTTP door the test plays the server of.
import { mock } from "node:test";

const BEGUN = 1_800_000_000_000;

export class FakeSocket {
  static OPEN = 1;
  /** @type {FakeSocket[]} */
  static all = [];
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  static get last() {
    return FakeSocket.all.at(-1);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = 1;
    this.onopen?.();
  }

  says(frame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  ends(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/** A door that answers with `answer(frames)`; throw in it and the network is down. */
export class FakeDoor {
  requests = [];
  open = 0;
  mostOpen = 0;
  answer = () => ({ status: 200, body: { frames: [] } });

  fetch = async (url, { headers, body }) => {
    const { frames } = JSON.parse(body);
    this.requests.push({ url, headers, frames });
    this.mostOpen = Math.max(this.mostOpen, (this.open += 1));
    await null;
    this.open -= 1;
    const { status = 200, body: answer = {}, headers: answered = {} } = this.answer(frames);
    return new Response(JSON.stringify(answer), { status, headers: answered });
  };
}

/** Install them all and take hold of the clock. */
export function install() {
  FakeSocket.all = [];
  const door = new FakeDoor();
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  globalThis.WebSocket = FakeSocket;
  globalThis.fetch = door.fetch;
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true, language: "de" }, configurable: true });
  takeClock();
  return door;
}

/** Time passes only when a test says so. What has passed stays what it is when it sets the date. */
export function takeClock() {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: BEGUN });
  const { now } = Date;
  performance.now = () => now() - BEGUN;
}

/** Let promises settle and time pass, in steps, so that timers set by timers are on time. */
export async function pass(ms = 0) {
  for (let gone = 0; gone <= ms; gone += 50) {
    for (let turn = 0; turn < 12; turn += 1) await null;
    if (gone < ms) mock.timers.tick(50);
  }
}
