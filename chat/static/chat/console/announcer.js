/**
 * What the page tells without being looked at: a new customer who waits, once, and the number of
 * chats with something new in the title.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 */

import { byId, write } from "console/dom.js";
import { label } from "console/labels.js";
import { say, sayCount } from "console/words.js";

/**
 * Who waits now and did not before; nothing the first time, when everybody is new.
 * @param {Set<number> | null} before
 * @param {readonly Summary[]} waiting
 */
export function newcomers(before, waiting) {
  return before ? waiting.filter((summary) => !before.has(summary.id)) : [];
}

/** @param {Desk["store"]} store chats that need this person: theirs, or nobody's yet */
export function unreadChats(store) {
  const concerns = (/** @type {Summary} */ row) => !row.operator || row.operator.member === store.me.member;
  return store.everything().filter((row) => row.status !== "closed" && concerns(row) && store.unread(row.id) > 0).length;
}

export class Announcer {
  #desk;
  #company;
  #place = byId("announcer");
  /** @type {Set<number> | null} */
  #waiting = null;

  /** @param {Desk} desk @param {string} company */
  constructor(desk, company) {
    this.#desk = desk;
    this.#company = company;
  }

  refresh() {
    const { store } = this.#desk;
    const unread = unreadChats(store);
    const badge = unread ? `(${unread}) ` : "";
    const title = `${badge}${say("inbox")} · ${this.#company}`;
    if (document.title !== title) document.title = title;
    if (!store.isLoaded("all")) return;
    const waiting = store.everything().filter((row) => row.status === "waiting");
    const [first, ...more] = newcomers(this.#waiting, waiting);
    this.#waiting = new Set(waiting.map((row) => row.id));
    if (first) this.say(more.length ? sayCount("new_chats", more.length + 1) : say("new_chat", { name: label(first) }));
  }

  /** Emptied first, so that the same words are spoken again. @param {string} words */
  say(words) {
    write(this.#place, "");
    setTimeout(() => write(this.#place, words), 100);
  }
}
