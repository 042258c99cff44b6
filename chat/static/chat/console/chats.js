/**
 * The chats that are open at once: each with its log and who types in it. The one looked at
 * longest ago gives way when there are too many.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 */

import { Log } from "shared/log.js";
import { TypingShown } from "shared/typing.js";

const MOST = 12;

export class Chat {
  log = new Log();
  /** @type {"opening" | "ready" | "missing"} */
  state = "opening";
  /** @type {string[]} who else types now */
  typists = [];
  /** What the customer types just now, where the company looks. */
  peek = "";
  /** Whether it was opened without being noticed. */
  unseen = false;
  /** Waiting for an answer to `history`. */
  asksEarlier = false;
  typing;

  /** @param {number} id @param {() => void} changed */
  constructor(id, changed) {
    this.id = id;
    this.typing = new TypingShown((names) => {
      this.typists = names;
      if (!names.length) this.peek = "";
      changed();
    });
  }

  /** Whether the customer is writing just now. */
  get visitorTypes() {
    return this.typing.has("visitor");
  }

  /** What the server needs in order to go on where we are. */
  get place() {
    return { conversation: this.id, ...(this.log.last ? { after: this.log.last } : {}) };
  }
}

export class Chats {
  /** @type {Map<number, Chat>} in the order they were opened */
  #chats = new Map();
  /** @type {number[]} ids, the one looked at last at the end */
  #looked = [];
  #remember;
  #changed;

  /**
   * @param {(ids: number[]) => void} remember called whenever the set changes
   * @param {(id: number) => void} changed somebody began or ended typing
   */
  constructor(remember, changed) {
    this.#remember = remember;
    this.#changed = changed;
  }

  /** @param {number} id */
  get(id) {
    return this.#chats.get(id);
  }

  /** @returns {Chat[]} */
  all() {
    return [...this.#chats.values()];
  }

  get ids() {
    return [...this.#chats.keys()];
  }

  /**
   * @param {number} id
   * @returns {{fresh: boolean, dropped: number | null}} fresh: it was not open; dropped: the one
   *   that had to go for it
   */
  open(id) {
    this.#looked = [...this.#looked.filter((other) => other !== id), id];
    if (this.#chats.has(id)) return { fresh: false, dropped: null };
    this.#chats.set(id, new Chat(id, () => this.#changed(id)));
    const dropped = this.#chats.size > MOST ? (this.#looked[0] ?? null) : null;
    if (dropped !== null) this.drop(dropped);
    this.remember();
    return { fresh: true, dropped };
  }

  /** @param {number} id */
  drop(id) {
    this.#chats.get(id)?.typing.clear();
    this.#chats.delete(id);
    this.#looked = this.#looked.filter((other) => other !== id);
    this.remember();
  }

  /** @returns {Chat[]} those the server has not said to be missing */
  present() {
    return this.all().filter((chat) => chat.state !== "missing");
  }

  remember() {
    this.#remember(this.present().map((chat) => chat.id));
  }

  /** Another history: keep the chats, forget what was said in them. */
  reset() {
    for (const chat of this.all()) {
      chat.log.reset();
      chat.state = "opening";
      chat.asksEarlier = false;
    }
  }

  /** The next open chat after one, round and round. @param {number | null} id @param {1 | -1} step */
  neighbour(id, step) {
    const ids = this.ids;
    if (!ids.length) return null;
    const at = id === null ? -1 : ids.indexOf(id);
    const from = at < 0 ? (step === 1 ? -1 : 0) : at;
    return ids[(from + step + ids.length) % ids.length] ?? null;
  }
}
