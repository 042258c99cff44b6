// Very many browsers in one process, each with the widget's own connection (shared/connection.js):
// what it waits before it comes back, when it gives up on sockets, how it answers beats.
//
// `node --import tests/js/modules.mjs bench/scale/crowd.mjs`; one order a line on stdin, one answer
// a line on stdout, both JSON.

import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket as Socket } from "ws";

const WIDGET = "shared/connection.js";

/** @typedef {{path: string, token: string}} Visit where a visitor connects, and who they are */
/** @typedef {{do: "visit", url: string, visits: Visit[], at_once: number, within_s: number}} Order */

const counts = { attempts: 0, welcomes: 0, errors: 0, refused: 0, polled: 0 };
/** @type {Record<string, number>} how often each error code was told */
let codes = {};
let origin = "";
let marked = 0;

class BrowserSocket extends Socket {
  /** @param {string} url */
  constructor(url) {
    super(url, { origin });
    counts.attempts += 1;
    this.on("error", () => {}); // "close" follows, as in a browser
  }
}

function pretendToBeABrowser() {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  EventEmitter.setMaxListeners(0, window, document);
  Object.assign(globalThis, { window, document, WebSocket: BrowserSocket });
  const navigator = { onLine: true, language: "en" };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
}

class Browser {
  back = 0; // ms from the mark until it was welcomed again; 0: not yet
  last = 0; // `seq` of the newest entry it holds
  /** @type {string | null} */
  epoch = null;
  /** @type {any} */
  connection;

  /** @param {any} Connection @param {string} url @param {Visit} visit */
  constructor(Connection, url, visit) {
    this.visit = visit;
    this.connection = new Connection({
      socketUrl: url.replace("http", "ws") + visit.path,
      framesUrl: url + visit.path.replace("/ws", "") + "frames/",
      hello: () => this.hello(),
      headers: () => ({ Authorization: `Bearer ${visit.token}` }),
      pollFrames: () => [{ type: "sync", after: this.last }],
    });
    this.connection.addEventListener("frame", (/** @type {any} */ { detail }) => this.heard(detail));
    this.connection.addEventListener("refused", () => (counts.refused += 1));
    this.connection.addEventListener("state", (/** @type {any} */ { detail }) => {
      if (detail === "polling") counts.polled += 1;
    });
  }

  get isHere() {
    return this.connection.state === "online";
  }

  hello() {
    const known = this.epoch === null ? {} : { after: this.last };
    const page = { url: "https://shop.example/checkout", title: "Checkout" };
    return { type: "hello", v: 1, epoch: this.epoch, token: this.visit.token, page, ...known };
  }

  /** @param {any} frame */
  heard(frame) {
    if (frame.type === "welcome") {
      counts.welcomes += 1;
      this.epoch = frame.epoch;
      this.back ||= performance.now() - marked;
    } else if (frame.type === "entries") {
      this.last = Math.max(this.last, ...frame.entries.map((/** @type {any} */ entry) => entry.seq));
    } else if (frame.type === "error") {
      counts.errors += 1;
      codes[frame.code] = (codes[frame.code] ?? 0) + 1;
    }
  }
}

/** @type {Browser[]} */
const crowd = [];
const here = () => crowd.reduce((sum, browser) => sum + Number(browser.isHere), 0);

/** Everybody comes, some at a time. @param {Order} order */
async function visit({ url, visits, at_once, within_s }) {
  const { Connection } = await import(WIDGET);
  const [began, wanted] = [performance.now(), crowd.length + visits.length];
  const giveUp = began + 1000 * within_s;
  origin = url;
  for (const each of visits) {
    while (crowd.length - here() >= at_once && performance.now() < giveUp) await sleep(2);
    const browser = new Browser(Connection, url, each);
    crowd.push(browser);
    browser.connection.start();
  }
  while (here() < wanted && performance.now() < giveUp) await sleep(5);
  return { ...told(), ms: performance.now() - began };
}

/** From now on it is counted who comes back, and how. */
function mark() {
  marked = performance.now();
  codes = {};
  for (const name of /** @type {(keyof typeof counts)[]} */ (Object.keys(counts))) counts[name] = 0;
  for (const browser of crowd) browser.back = 0;
  return told();
}

/** How it stands: who is here, and after how many ms they came back since the mark. */
function told() {
  const { user, system } = process.cpuUsage();
  return { ...counts, codes, here: here(), cpu_s: (user + system) / 1e6 };
}

const returns = () => ({ ...told(), back: crowd.map((browser) => Math.round(browser.back)) });

pretendToBeABrowser();
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answers = { visit, mark, told, returns };
  const answer = await answers[/** @type {keyof typeof answers} */ (order.do)](order);
  process.stdout.write(JSON.stringify(answer) + "\n");
}
process.exit(0);
