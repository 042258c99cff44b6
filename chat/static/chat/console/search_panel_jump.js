/**
 * From a hit to the very message: earlier history is asked for until it is there, then it stands
 * in the middle and glows for a moment.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { byId } from "console/dom.js";

const GLOWS_MS = 2_500;
const GIVES_UP_MS = 10_000;

export class Jump {
  #desk;
  /** @type {{id: number, seq: number, until: number} | null} */
  #wanted = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {number} id @param {number | null} seq */
  to(id, seq) {
    this.#wanted = seq === null ? null : { id, seq, until: performance.now() + GIVES_UP_MS };
    this.refresh(id);
  }

  /** More of the log may have come. @param {number | null} shown the chat on the right */
  refresh(shown) {
    if (!this.#wanted) return;
    const { id, seq, until } = this.#wanted;
    const log = this.#desk.chats.get(id)?.log;
    if (id !== shown || performance.now() > until) return void (this.#wanted = null);
    if (!log?.entries.length) return;
    if (log.first > seq) return this.#desk.earlier(id);
    this.#wanted = null;
    const entry = log.entries.find((one) => one.seq === seq);
    if (entry) requestAnimationFrame(() => show(entry.id));
  }
}

/** @param {string} entry */
function show(entry) {
  const bubble = byId("bubbles").querySelector(`[data-id="${entry}"]`);
  if (!bubble) return;
  bubble.scrollIntoView({ block: "center" });
  bubble.classList.add("is-found");
  setTimeout(() => bubble.classList.remove("is-found"), GLOWS_MS);
}
