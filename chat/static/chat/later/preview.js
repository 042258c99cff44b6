/**
 * What is being typed, shown to the company meanwhile: only where it looks, and only once that is
 * said below the field.
 *
 * @typedef {import("widget/session.js").Session} Session
 */

import { make } from "shared/make.js";

const PAUSE_MS = 900;
const MOST = 500;

export class Preview {
  #line = make("p", { class: "composer-counter", id: "seen", role: "status" });
  #words;
  #session;
  #text = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLTextAreaElement} field @param {string} words @param {Session} session */
  constructor(field, words, session) {
    this.#words = words;
    this.#session = session;
    field.form?.append(this.#line);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby")} seen`);
  }

  /** @returns {string | undefined} the end of it; undefined where nobody looks */
  get seen() {
    return this.#isSeen && this.#text ? [...this.#text].slice(-MOST).join("") : undefined;
  }

  /** @param {string} text what stands in the field now */
  typed(text) {
    this.#text = text;
    const words = this.seen === undefined ? "" : this.#words;
    if (this.#line.textContent !== words) this.#line.textContent = words;
    if (words) this.#timer ??= setTimeout(() => this.#tell(), PAUSE_MS);
  }

  #tell() {
    this.#timer = undefined;
    if (this.seen !== undefined) this.#session.tellTyping(true, this.seen);
  }

  get #isSeen() {
    const { welcome, conversation } = this.#session;
    return Boolean(welcome?.shows_typing) && conversation !== null && conversation.status !== "closed";
  }
}
