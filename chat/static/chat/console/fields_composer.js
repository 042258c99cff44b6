/**
 * Holes in what is being written: marked, gone to, and never sent. And a word about a canned
 * reply that is still word for word what everybody gets.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/fields.js").Values} Values
 */

import { filled, holes } from "console/fields.js";
import { everyWay, say } from "console/words.js";

export class FieldsInComposer {
  /** The shortcut that the text in the field came from, "" when it did not. */
  shortcut = "";
  #desk;
  #field;
  #values;
  #mirror;
  /** @type {import("console/types.js").Canned[]} what we put in ourselves has gaps too */
  #ours = everyWay("two_ways_").map((body) => ({ shortcut: "", body }));
  #inserted = "";

  /**
   * @param {Desk} desk
   * @param {HTMLTextAreaElement} field
   * @param {import("console/words_mirror.js").WordsMirror} mirror
   * @param {() => Values} values
   */
  constructor(desk, field, mirror, values) {
    this.#desk = desk;
    this.#field = field;
    this.#mirror = mirror;
    this.#values = values;
    field.addEventListener("input", () => this.paint());
  }

  /** A canned reply with what is known in it. @param {import("console/types.js").Canned} reply */
  prepare(reply) {
    return filled(reply.body, this.#values());
  }

  /** Words that we put in ourselves: what they leave open has to be filled, too. @param {string} body */
  brings(body) {
    const isNew = body.includes("[[") && !this.#ours.some((one) => one.body === body);
    if (isNew) this.#ours.push({ shortcut: "", body });
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
    return holes(this.#field.value, [...this.#desk.canned, ...this.#ours]);
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
    return this.untouched ? say("hint_untouched") : "";
  }

  /** The shortcut of the canned reply that the text is, word for word. */
  get untouched() {
    return this.#inserted !== "" && this.#field.value.trim() === this.#inserted ? this.shortcut : null;
  }

  get hasHole() {
    return this.holes.length > 0;
  }

  /** Marks the holes. */
  paint() {
    if (!this.#field.value) this.shortcut = this.#inserted = "";
    this.#mirror.mark("holes", this.holes.map(({ start, end }) => ({ start, end, look: "is-hole" })));
  }
}
