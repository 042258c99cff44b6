/**
 * The state of the line, always visible and true; a bar as well while it is not good.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { attribute, byId, part, write } from "console/dom.js";
import { say, sayCount } from "console/words.js";

/** A line that comes back within this time is not worth a bar. */
const GRACE_MS = 1500;

export class LineState {
  #desk;
  #bar = byId("line-bar");
  #since = performance.now();
  #was = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  refresh() {
    const { state } = this.#desk.line;
    if (state !== this.#was) this.#since = performance.now();
    this.#was = state;
    for (const pill of document.querySelectorAll("[data-connection]")) {
      attribute(pill, "data-state", state);
      write(part(pill, "words"), say(`line_${state}`));
    }
    this.#paintBar(state);
  }

  /** @param {string} state */
  #paintBar(state) {
    clearTimeout(this.#later);
    const isGood = state === "online";
    const grace = GRACE_MS - (performance.now() - this.#since);
    if (state === "connecting" && grace > 0 && this.#bar.hidden) {
      this.#later = setTimeout(() => this.refresh(), grace);
      return;
    }
    this.#bar.hidden = isGood;
    attribute(this.#bar, "data-state", state);
    write(this.#bar, isGood ? "" : this.#barText(state));
  }

  /** @param {string} state */
  #barText(state) {
    const { waiting } = this.#desk.sends;
    if (state === "polling") return say("bar_polling");
    return waiting ? sayCount("bar_waiting", waiting) : say(`bar_${state}`);
  }
}
