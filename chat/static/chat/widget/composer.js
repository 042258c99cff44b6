/**
 * Where the visitor writes: grows with the text, Enter sends, the draft survives a reload.
 *
 * @typedef {object} Options
 * @property {HTMLFormElement} form
 * @property {Storage} storage
 * @property {string} draftKey
 * @property {Record<string, string>} strings
 * @property {(body: string) => boolean} mayGo whether there is something to send, and it is complete
 * @property {(body: string) => void} onSend
 * @property {(text: string) => void} onInput
 */

import { keep } from "shared/storage.js";
import { clean, lengthOf } from "widget/text.js";

const MOST = 8000;
const COUNT_FROM = 7500;

export class Composer {
  #options;
  #field;
  #button;
  #counter;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    const { form } = options;
    this.#field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body"));
    this.#button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
    this.#counter = /** @type {HTMLElement} */ (form.querySelector(".composer-counter"));
    this.#field.value = options.storage.getItem(options.draftKey) ?? "";
    form.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => this.#typed());
    this.#enable(true);
    this.#fit();
  }

  focus() {
    this.#field.focus();
  }

  /** The company cannot be written to any more. */
  lock() {
    this.#enable(false);
  }

  /** @param {boolean} on */
  #enable(on) {
    this.#field.disabled = this.#button.disabled = !on;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // 229: Safari ends a composition before it tells about the Enter that ended it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#options.form.requestSubmit();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const body = clean(this.#field.value);
    this.#field.focus();
    if (lengthOf(body) > MOST || !this.#options.mayGo(body)) return;
    this.#field.value = "";
    this.#typed();
    this.#options.onSend(body);
  }

  #typed() {
    const text = this.#field.value;
    keep(this.#options.storage, this.#options.draftKey, text);
    this.#fit();
    this.#count(clean(text));
    this.#options.onInput(text);
  }

  #fit() {
    this.#field.style.blockSize = "auto";
    this.#field.style.blockSize = `${this.#field.scrollHeight + 2}px`;
  }

  /** @param {string} body */
  #count(body) {
    const left = MOST - lengthOf(body);
    const { left: words, over } = this.#options.strings;
    const shown = left <= MOST - COUNT_FROM;
    this.#counter.textContent = shown ? ((left < 0 ? over : words) ?? "").replace("{n}", String(Math.abs(left))) : "";
    this.#counter.classList.toggle("error", left < 0);
    this.#field.setAttribute("aria-invalid", String(left < 0));
  }
}
