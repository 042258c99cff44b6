/**
 * The list of canned replies that opens at "/" in the field.
 *
 * @typedef {import("console/types.js").Canned} Canned
 */

import { filledIn, matching, shortcutAt } from "console/canned.js";
import { attribute, byId, clone, part, write } from "console/dom.js";
import { Options } from "console/options.js";
import { say } from "console/words.js";

export class CannedPicker {
  #field;
  #canned;
  #box = byId("canned-box");
  #none = byId("canned-none");
  #options;
  /** @type {Canned[]} */
  #found = [];
  /** The place of a slash that was waved away. */
  #dismissed = -1;
  #fields;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {() => Canned[]} canned
   * @param {import("console/fields_composer.js").FieldsInComposer} fields
   */
  constructor(field, canned, fields) {
    this.#field = field;
    this.#canned = canned;
    this.#fields = fields;
    this.#options = new Options(byId("canned"), field, (index) => this.#choose(index));
    field.addEventListener("input", () => this.#look());
    field.addEventListener("click", () => this.#look());
    field.addEventListener("blur", () => this.close());
  }

  /** Begin as if a slash had been typed. */
  start() {
    const { value, selectionStart: at } = this.#field;
    const gap = at > 0 && !/\s/.test(value.charAt(at - 1)) ? " " : "";
    this.#dismissed = -1;
    this.#field.setRangeText(`${gap}/`, at, this.#field.selectionEnd, "end");
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  close() {
    this.#box.hidden = true;
    this.#options.clear();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  handle(event) {
    if (this.#box.hidden) return false;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.#options.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") this.#dismiss();
    else if ((key === "Enter" && !event.shiftKey) || key === "Tab") {
      if (!this.#found.length) return false;
      this.#choose(this.#options.chosen);
    } else return false;
    event.preventDefault();
    return true;
  }

  #look() {
    const shortcut = shortcutAt(this.#field.value, this.#field.selectionStart);
    if (!shortcut || !this.#canned().length) this.#dismissed = -1;
    if (!shortcut || shortcut.start === this.#dismissed) return this.close();
    const canned = this.#canned();
    this.#found = matching(canned, shortcut.query);
    this.#none.hidden = this.#found.length > 0;
    write(this.#none, say(canned.length ? "canned_none" : "canned_empty"));
    if (!this.#found.length && shortcut.query) return this.close();
    this.#box.hidden = false;
    this.#options.show(this.#found.map(item));
  }

  #dismiss() {
    this.#dismissed = shortcutAt(this.#field.value, this.#field.selectionStart)?.start ?? -1;
    this.close();
  }

  /** @param {number} index */
  #choose(index) {
    const reply = this.#found[index];
    const shortcut = shortcutAt(this.#field.value, this.#field.selectionStart);
    if (!reply || !shortcut) return;
    const body = this.#fields.prepare(reply);
    const { text, caret } = filledIn(this.#field.value, shortcut, body);
    this.#field.value = text;
    this.#field.setSelectionRange(caret, caret);
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.close();
    this.#field.focus();
    this.#fields.inserted(reply, body);
  }
}

/** @param {Canned} reply */
function item(reply) {
  const element = clone("canned-item");
  write(part(element, "name"), `/${reply.shortcut}`);
  write(part(element, "body"), reply.body);
  attribute(element, "title", reply.body);
  return element;
}
