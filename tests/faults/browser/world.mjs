// What a browser gives its pages, as far as the widget's modules need it: storage that tabs share
// and hear of, locks, sockets with an origin, and a clock that may be wrong.
import { WebSocket as Socket } from "ws";

const ARRIVES_MS = 15; // what one tab stores reaches the others some time later

/** The tab whose modules are being made: whoever listens to "storage" then is of that tab. */
let current = null;

export function asTab(view, make) {
  current = view;
  make();
  current = null;
}

/** One browser: what its tabs have in common. */
export class Origin {
  items = new Map();
  views = new Set();

  constructor(person) {
    this.person = person;
  }

  open() {
    const view = { listeners: [], storage: new Storage(this, (change) => this.#tell(view, change)), close: () => this.views.delete(view) };
    this.views.add(view);
    return view;
  }

  #tell(from, change) {
    for (const view of this.views) {
      if (view === from) continue;
      setTimeout(() => this.views.has(view) && view.listeners.forEach((hear) => hear(change)), ARRIVES_MS);
    }
  }
}

class Storage {
  #origin;
  #tell;

  constructor(origin, tell) {
    this.#origin = origin;
    this.#tell = tell;
  }

  get length() {
    return this.#origin.items.size;
  }

  key(index) {
    return [...this.#origin.items.keys()][index] ?? null;
  }

  getItem(key) {
    return this.#origin.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#origin.items.set(key, value);
    this.#tell({ key, newValue: value });
  }

  removeItem(key) {
    if (this.#origin.items.delete(key)) this.#tell({ key, newValue: null });
  }
}

/** Sockets say where they come from, as a browser's do; `line` breaks them, and swallows words. */
export const line = { open: new Set(), swallows: 0 };

class OriginSocket extends Socket {
  constructor(url) {
    super(url, { origin: url.replace(/^ws/, "http").replace(/\/ws\/.*/, ""), perMessageDeflate: false });
    line.open.add(this);
    this.on("error", () => {}); // "close" follows
    this.on("close", () => line.open.delete(this));
  }

  send(text) {
    if (line.swallows > 0 && text.includes('"type":"send"')) line.swallows -= 1;
    else super.send(text);
  }
}

/** Breaks every socket, as a network does it. */
export function cut() {
  for (const socket of line.open) socket.terminate();
}

const RealDate = Date;
export const clock = { off_ms: 0 };

class WrongDate extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [WrongDate.now()]));
  }

  static now() {
    return RealDate.now() + clock.off_ms;
  }
}

class Page extends EventTarget {
  addEventListener(name, listener) {
    if (name === "storage" && current) current.listeners.push(listener);
    else super.addEventListener(name, listener);
  }
}

export function install() {
  const page = new Page();
  const { locks } = navigator;
  globalThis.Date = WrongDate;
  globalThis.WebSocket = OriginSocket;
  globalThis.window = page;
  globalThis.addEventListener = page.addEventListener.bind(page);
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  globalThis.location = { reload() {} };
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true, language: "en", locks }, configurable: true });
}
