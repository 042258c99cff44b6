/**
 * The question that may stand between wanting to send and sending: asked once for each text, and
 * answered by sending again. Also the blink of an eye in which the answer to the last keys may
 * still arrive.
 */

/** Longer than this somebody would notice. */
const BLINK_MS = 100;

export class CheckQuestion {
  isOpen = false;
  closing = false;
  /** @type {string | null} the text that may go out as it is */
  #agreed = null;
  #waits = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  get isWaiting() {
    return this.#timer !== undefined;
  }

  /** @param {string} text @param {boolean} closing @param {() => void} onLate */
  wait(text, closing, onLate) {
    this.#waits = text;
    this.closing = closing;
    this.#timer = setTimeout(onLate, BLINK_MS);
  }

  /** @returns {boolean} whether something had waited; it will not a second time */
  release() {
    if (this.#timer === undefined) return false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#agreed = this.#waits;
    return true;
  }

  /** @param {string} text @param {boolean} closing */
  open(text, closing) {
    this.isOpen = true;
    this.closing = closing;
    this.#agreed = text;
  }

  /** Whether this text need not be asked about. @param {string} text */
  isAnswered(text) {
    return this.#agreed === text;
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.isOpen = false;
    this.#agreed = null;
  }
}
