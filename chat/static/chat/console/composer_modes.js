/**
 * Who is written to: the customer, colleagues, or in a whisper whoever answers. Each chat keeps what
 * was chosen for it, as long as that is possible there.
 *
 * @typedef {import("console/drafts.js").Mode} Mode
 * @typedef {import("console/types.js").Summary} Summary
 */

import { abilities } from "console/abilities.js";

export class Modes {
  #me;
  /** @type {Map<number, Mode>} by conversation */
  #chosen = new Map();

  /** @param {import("console/types.js").Me} me */
  constructor(me) {
    this.#me = me;
  }

  /** @param {Mode} mode @param {Summary} summary */
  choose(mode, summary) {
    if (this.may(mode, summary)) this.#chosen.set(summary.id, mode);
  }

  /** @param {Mode} mode @param {Summary} summary */
  may(mode, summary) {
    const isColleagues = summary.status === "open" && summary.operator?.member !== this.#me.member;
    if (mode === "whisper") return this.#me.oversees && isColleagues;
    return mode === "note" || abilities(summary, this.#me).reply;
  }

  /** @param {Summary | undefined} summary @returns {Mode} */
  of(summary) {
    if (!summary) return "note";
    const chosen = this.#chosen.get(summary.id) ?? "reply";
    if (this.may(chosen, summary)) return chosen;
    return this.may("reply", summary) ? "reply" : "note";
  }
}
