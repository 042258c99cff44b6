/**
 * Between wanting to send and sending: what the company wants to be asked about is asked, once. The
 * answer to the very last keys is waited for no longer than anybody notices, and a server that does
 * not answer keeps nothing back.
 *
 * @typedef {object} On
 * @property {() => string} text what stands in the field
 * @property {(closing: boolean) => boolean} isAsked has the text as it stands checked, unless it was; false: nobody can answer
 * @property {() => void} paint
 * @property {(closing: boolean) => void} send
 */

import { CheckQuestion } from "console/checks_question.js";

export class CheckSending {
  #state;
  #on;
  #question = new CheckQuestion();

  /** @param {import("console/checks_state.js").CheckState} state @param {On} on */
  constructor(state, on) {
    this.#state = state;
    this.#on = on;
  }

  /** What is asked about just now. */
  get asked() {
    return this.#question.isOpen ? this.#state.asking : undefined;
  }

  /**
   * @param {boolean} closing whether it is the last word of the chat
   * @returns {boolean} whether sending has to wait
   */
  holds(closing) {
    const text = this.#on.text();
    if (!text.trim() || this.#question.isAnswered(text)) return false;
    if (this.#question.isWaiting) return true;
    if (!this.#on.isAsked(closing)) return this.#asks(closing);
    this.#question.wait(text, closing, () => this.settle());
    return true;
  }

  /** No more waiting for an answer: it goes out, unless there is something to ask already. */
  settle() {
    const { closing } = this.#question;
    if (this.#question.release() && !this.#asks(closing)) this.#on.send(closing);
  }

  /** Send it as it is. */
  agree() {
    this.#on.send(this.#question.closing);
  }

  close() {
    this.#question.close();
  }

  /** @param {boolean} closing @returns {boolean} whether there is something to ask */
  #asks(closing) {
    this.#on.paint();
    if (!this.#state.asking) return false;
    this.#question.open(this.#on.text(), closing);
    this.#on.paint();
    return true;
  }
}
