/**
 * Taking, putting back, closing and opening again: shown at once, taken back where it can be, and
 * explained when the server says no.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Me} Me
 * @typedef {import("shared/types.js").Send} Send
 * @typedef {import("shared/types.js").ErrorFrame} ErrorFrame
 */

import { abilities } from "console/abilities.js";
import { label } from "console/labels.js";
import { say } from "console/words.js";

/** @typedef {"take" | "release" | "close" | "reopen"} Move */

export class Moves {
  #desk;
  #me;
  #toasts;
  /** @type {number | null} what was closed a moment ago */
  #closed = null;
  /** @type {() => void} */
  #dismiss = () => {};

  /** @param {Desk} desk @param {Me} me @param {import("console/toasts.js").Toasts} toasts */
  constructor(desk, me, toasts) {
    this.#desk = desk;
    this.#me = me;
    this.#toasts = toasts;
    desk.addEventListener("refusal", (event) => this.#explain(/** @type {CustomEvent} */ (event).detail));
  }

  get canUndo() {
    return this.#closed !== null;
  }

  /** @param {Move} move @param {number | null} id */
  can(move, id) {
    const summary = id === null ? undefined : this.#desk.store.get(id);
    return summary !== undefined && abilities(summary, this.#me)[move];
  }

  /** @param {Move} move @param {number | null} id @returns {boolean} whether it was done */
  do(move, id) {
    if (id === null) return false;
    if (!this.can(move, id)) {
      this.#refuse(move, id);
      return false;
    }
    this.#desk.sends.add(move, id);
    if (move === "close") this.#offerUndo(id);
    else if (id === this.#closed) this.#dismiss();
    return true;
  }

  undo() {
    const id = this.#closed;
    this.#dismiss();
    if (id !== null) this.do("reopen", id);
  }

  /** @param {number} id */
  #offerUndo(id) {
    const name = this.#name(id);
    this.#dismiss();
    this.#closed = id;
    this.#dismiss = this.#toasts.show(say("closed_now", { name }), {
      label: say("undo"),
      run: () => this.do("reopen", id),
      onGone: () => (this.#closed = null),
    });
  }

  /** Told without asking the server. @param {Move} move @param {number} id */
  #refuse(move, id) {
    const summary = this.#desk.store.get(id);
    const colleague = summary?.operator?.member !== this.#me.member ? summary?.operator?.name : undefined;
    if (summary?.status === "open" && colleague) this.#toasts.show(say("has_it", { name: colleague }));
    else if (move === "take" && summary?.status === "open") this.#toasts.show(say("yours_already"));
    else if (summary?.status === "closed" && move !== "reopen") this.#toasts.show(say("is_closed"));
  }

  /** @param {{frame: Send, error: ErrorFrame}} refusal */
  #explain({ frame, error }) {
    const operator = this.#desk.store.get(frame.conversation ?? 0)?.operator;
    const code = error.code === "already_taken" && !operator ? "not_open" : error.code;
    this.#toasts.show(say(`refused_${code}`, { name: operator?.name ?? "", chat: this.#name(frame.conversation ?? 0) }));
  }

  /** @param {number} id */
  #name(id) {
    const summary = this.#desk.store.get(id);
    return summary ? label(summary) : "";
  }
}
