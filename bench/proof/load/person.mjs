// One socket: speaks docs/protocol.md, and the little of it that the other ways speak, too.

import WebSocket from "ws";
import { heard } from "./ledger.mjs";

const KIND = /^\{\s*"type":\s*"(\w+)"/;
const WELCOME_WITHIN_MS = 30_000;

export class Person {
  /** @param {import("./generator.mjs").Plan} plan @param {import("./generator.mjs").Place} place */
  constructor(plan, place) {
    this.plan = plan;
    this.place = place;
    /** @type {Map<string, string>} */
    this.unanswered = new Map();
    this.isOperator = plan.operators.includes(place);
    /** @type {WebSocket | undefined} */
    this.socket = undefined;
    this.welcomed = () => {};
  }

  /** Until it may write. @returns {Promise<void>} */
  connect() {
    const { url, origin } = this.plan;
    const socket = new WebSocket(url + this.place.path, {
      origin,
      headers: this.place.headers ?? {},
      perMessageDeflate: false,
    });
    this.socket = socket;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("no welcome")), WELCOME_WITHIN_MS);
      this.welcomed = () => {
        clearTimeout(late);
        resolve();
      };
      socket.on("open", () => (this.place.hello ? this.say(this.place.hello) : this.welcomed()));
      socket.on("message", (data) => this.hear(String(data)));
      socket.on("close", (code) => {
        heard.error(`${this.isOperator ? "operator" : "visitor"} closed with ${code}`);
        reject(new Error(`closed with ${code}`));
      });
      socket.on("error", reject);
    });
  }

  /** @param {object} frame */
  say(frame) {
    this.socket?.send(JSON.stringify(frame));
  }

  /** @param {string} id @param {string} body */
  write(id, body) {
    this.unanswered.set(id, body);
    this.say({ type: "send", id, body });
  }

  /**
   * What may be sent again is.
   * @param {{code: string, retry: boolean, id?: string, retry_after?: number}} frame
   */
  refused({ code, retry, id = "", retry_after = 1 }) {
    heard.error(code);
    const body = this.unanswered.get(id);
    if (retry && body) setTimeout(() => this.write(id, body), 1000 * retry_after);
  }

  /** @param {string} id */
  acknowledged(id) {
    this.unanswered.delete(id);
    heard.ack(id);
  }

  /** @param {string} text */
  hear(text) {
    switch (KIND.exec(text)?.[1]) {
      case "ack":
        return this.acknowledged(JSON.parse(text).id);
      case "entries":
        if (this.isOperator) {
          for (const { id } of JSON.parse(text).entries) heard.message(id);
        }
        return;
      case "message":
        return this.isOperator ? heard.message(JSON.parse(text).id) : undefined;
      case "beat":
        return this.say({ type: "beat", n: JSON.parse(text).n });
      case "welcome":
        return this.welcomed();
      case "error":
        return this.refused(JSON.parse(text));
    }
  }
}
