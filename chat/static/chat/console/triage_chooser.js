/**
 * One question with a list of answers, steered by letters and arrows: tags, priorities, times …
 *
 * @typedef {object} Answer
 * @property {string} name
 * @property {string} [detail]
 * @property {boolean} [on] it is so now
 * @property {boolean} [stays] choosing it asks again, for what can be several
 * @property {() => void} run
 * @typedef {object} Question
 * @property {string} title
 * @property {string} placeholder
 * @property {string} none said when nothing fits what was typed
 * @property {() => Answer[]} answers asked anew after each choice
 * @property {(typed: string) => Answer | null} [make] an answer made of what was typed
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { Options } from "console/options.js";
import { ranked } from "console/search.js";
import { say } from "console/words.js";

export class Chooser {
  #dialog = byId("chooser", HTMLDialogElement);
  #input = byId("chooser-input", HTMLInputElement);
  #list = byId("chooser-list");
  #none = byId("chooser-none");
  #options;
  /** @type {Question | null} */
  #question = null;
  /** @type {Answer[]} as shown */
  #shown = [];

  constructor() {
    this.#options = new Options(this.#list, this.#input, (index) => this.#choose(index));
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // the backdrop
    });
  }

  /** @param {Question} question */
  ask(question) {
    if (document.querySelector("dialog[open]")) return;
    this.#question = question;
    write(byId("chooser-title"), question.title);
    attribute(this.#dialog, "aria-label", question.title);
    attribute(this.#input, "aria-label", question.title);
    attribute(this.#input, "placeholder", question.placeholder);
    attribute(this.#list, "aria-label", question.title);
    write(this.#none, question.none);
    this.#input.value = "";
    this.#dialog.showModal();
    this.#look();
  }

  #look() {
    if (!this.#question) return;
    const typed = this.#input.value.trim();
    const found = ranked(typed, this.#question.answers(), (answer) => `${answer.name} ${answer.detail ?? ""}`);
    const made = typed ? (this.#question.make?.(typed) ?? null) : null;
    this.#shown = made ? [...found, made] : found;
    this.#none.hidden = this.#shown.length > 0;
    this.#options.show(this.#shown.map(item));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.#options.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter") this.#choose(this.#options.chosen);
    else return;
    event.preventDefault();
  }

  /** @param {number} index */
  #choose(index) {
    const answer = this.#shown[index];
    if (!answer) return;
    if (!answer.stays) this.#dialog.close();
    answer.run();
    if (!answer.stays) return;
    this.#input.value = "";
    this.#look();
    this.#input.focus();
  }
}

/** @param {Answer} answer */
function item(answer) {
  const element = clone("palette-item");
  write(part(element, "name"), answer.name);
  write(part(element, "detail"), answer.on ? `✓ ${answer.detail || say("chosen")}` : (answer.detail ?? ""));
  return element;
}
