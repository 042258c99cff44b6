/**
 * The list of colleagues that opens at "@" in a note.
 *
 * @typedef {import("console/types.js").Person} Person
 */

import { byId, clone, part, write } from "console/dom.js";
import { callable, callAt, called } from "console/mentions.js";
import { Options } from "console/options.js";
import { say } from "console/words.js";

const MOST = 8;

export class MentionsPicker {
  #field;
  #people;
  #box = byId("mentions-box");
  #options;
  /** @type {Person[]} */
  #found = [];
  /** The place of an @ that was waved away. */
  #dismissed = -1;

  /** @param {HTMLTextAreaElement} field @param {() => Person[]} people none while it is no note */
  constructor(field, people) {
    this.#field = field;
    this.#people = people;
    this.#options = new Options(byId("mentions"), field, (index) => this.#choose(index));
    field.addEventListener("input", () => this.#look());
    field.addEventListener("click", () => this.#look());
    field.addEventListener("blur", () => this.close());
  }

  close() {
    if (this.#box.hidden) return;
    this.#box.hidden = true;
    this.#options.clear();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  handle(event) {
    if (this.#box.hidden) return false;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.#options.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") this.#dismiss();
    else if ((key === "Enter" && !event.shiftKey) || key === "Tab") this.#choose(this.#options.chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  #look() {
    const call = callAt(this.#field.value, this.#field.selectionStart);
    if (!call) this.#dismissed = -1;
    if (!call || call.start === this.#dismissed) return this.close();
    this.#found = callable(this.#people(), call.query).slice(0, MOST);
    if (!this.#found.length) return this.close();
    this.#box.hidden = false;
    this.#options.show(this.#found.map(item));
  }

  #dismiss() {
    this.#dismissed = callAt(this.#field.value, this.#field.selectionStart)?.start ?? -1;
    this.close();
  }

  /** @param {number} index */
  #choose(index) {
    const person = this.#found[index];
    const call = callAt(this.#field.value, this.#field.selectionStart);
    if (!person || !call) return;
    const { text, caret } = called(this.#field.value, call, person.name);
    this.#field.value = text;
    this.#field.setSelectionRange(caret, caret);
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.close();
    this.#field.focus();
  }
}

/** @param {Person} person */
function item(person) {
  const element = clone("canned-item");
  write(part(element, "name"), `@${person.name}`);
  write(part(element, "body"), say(`presence_${person.presence}`));
  return element;
}
