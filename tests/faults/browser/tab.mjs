// One tab of the widget without a page: its own modules, as widget/app.js puts them together.
import { Connection } from "shared/connection.js";
import { Outbox } from "shared/outbox.js";
import { Asking } from "widget/asking.js";
import { Identity } from "widget/identity.js";
import { ownLock } from "widget/locks.js";
import { Session } from "widget/session.js";

import { asTab } from "./world.mjs";

export class Tab {
  sent = [];
  acknowledged = new Set();
  welcomes = 0;

  /** @param {import("./world.mjs").Origin} origin what the tabs of one browser share */
  constructor(origin) {
    this.view = origin.open();
    const { url, site_key: key } = origin.person;
    asTab(this.view, () => {
      this.identity = new Identity(this.view.storage, key, ownLock(`helpdesk:${key}`), () => this.connection.restart());
      this.asking = new Asking(() => this.session, this.identity, () => undefined, () => null);
      this.connection = new Connection({
        socketUrl: `${url.replace("http", "ws")}/ws/widget/${key}/`,
        framesUrl: `${url}/widget/${key}/frames/`,
        hello: (over) => this.asking.hello(over),
        headers: () => this.asking.headers(),
        pollFrames: (over) => this.asking.pollFrames(over),
      });
      this.outbox = new Outbox(this.view.storage, `helpdesk:outbox:${key}`);
      this.session = new Session(this.connection, this.outbox, this.identity);
    });
    this.connection.addEventListener("frame", ({ detail }) => this.#hear(detail));
    this.connection.start();
  }

  say(body) {
    this.session.post(body);
    this.sent.push(this.outbox.items().at(-1).frame.id);
  }

  #hear(frame) {
    if (frame.type === "welcome") this.welcomes += 1;
    if (frame.type === "ack") this.acknowledged.add(frame.id);
  }

  /** The page goes away, and what it held in memory with it. */
  close() {
    this.connection.stop();
    this.view.close();
  }

  /** What it shows, once it has scrolled up: a page that was loaded again holds the newest alone. */
  get told() {
    if (this.session.log.moreBefore) this.session.askEarlier();
    const { token } = this.identity;
    const shown = this.session.log.entries.map(({ seq, id }) => [seq, id]);
    const acknowledged = this.sent.filter((id) => this.acknowledged.has(id));
    const seen = [{ name: "tab", conversation: 0, is_visitor: true, shown, sent: this.sent, acknowledged }];
    return { seen, token, pending: this.outbox.pending().length, welcomes: this.welcomes, failed: this.outbox.failed().length };
  }
}
