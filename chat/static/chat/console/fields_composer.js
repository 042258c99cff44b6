/**
 * Holes in what is being written: marked, gone to, and never sent. And a word about a canned
 * reply that is still word for word what everybody gets.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/fields.js").Values} Values
 */

import { byId } from "console/dom.js";
import { filled, holes } from "console/fields.js";
import { say } from "console/words.js";

export class FieldsInComposer {
  /** The shortcut that the text in the field came from, "" when it did not. */
  shortcut = "";
  #desk;
  #field;
  #values;
  #mirror = byId("words-mirror");
  #inserted = "";

  /** @param {Desk} desk @param {HTMLTextAreaElement} field @param {() => Values} values */
  constructor(desk, field, values) {
    this.#desk = desk;
    this.#field = field;
    this.#values = values;
    field.addEventListener("input", () => this.paint());
    field.addEventListener("scroll", () => (this.#mirror.scrollTop = field.scrollTop), { passive: true });
  }

  /** A canned reply with what is known in it. @param {import("console/types.js").Canned} reply */
  prepare(reply) {
    return filled(reply.body, this.#values());
  }

  /** It stands in the field now. @param {import("console/types.js").Canned} reply @param {string} body */
  inserted(reply, body) {
    this.shortcut = reply.shortcut;
    this.#inserted = body.trim();
    this.paint();
    this.goToHole();
  }

  /** Another text: another chat, or nothing. */
  forget() {
    this.shortcut = this.#inserted = "";
    this.paint();
  }

  get holes() {
    return holes(this.#field.value, this.#desk.canned);
  }

  /** @returns {boolean} whether there is one; it is selected then, so that typing fills it */
  goToHole() {
    const [first] = this.holes;
    if (!first) return false;
    this.#field.focus();
    this.#field.setSelectionRange(first.start, first.end);
    return true;
  }

  /** What to say below the field; "" when all is well. */
  get hint() {
    const [first] = this.holes;
    if (first) return say("hint_hole", { hole: first.text });
    const isUntouched = this.#inserted !== "" && this.#field.value.trim() === this.#inserted;
    return isUntouched ? say("hint_untouched") : "";
  }

  get hasHole() {
    return this.holes.length > 0;
  }

  /** The same text below the field, with the holes marked. */
  paint() {
    const text = this.#field.value;
    if (!text) this.shortcut = this.#inserted = "";
    const found = this.holes;
    this.#mirror.hidden = found.length === 0;
    if (!found.length) return;
    /** @type {(string | Node)[]} */
    const parts = [];
    let at = 0;
    for (const { start, end } of found) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    this.#mirror.replaceChildren(...parts, `${text.slice(at)}\n`);
    this.#mirror.scrollTop = this.#field.scrollTop;
  }
}
