/**
 * Asking the server about a draft while it is written: after a pause, one question at a time, and
 * only the answer to the newest one counts.
 *
 * @typedef {import("console/types.js").CheckedFrame} CheckedFrame
 * @typedef {object} Draft
 * @property {number} conversation
 * @property {string} text
 * @property {boolean} closing whether it is to be the last word of the chat
 * @property {boolean} typing whether the customer is writing just now
 * @property {string | null} canned the canned reply it still is, word for word
 */

const PAUSE_MS = 250;
/** An answer that has not come by then will not come. */
const LOST_MS = 2000;

export class Asking {
  #send;
  #heard;
  #number = 0;
  /** @type {Draft | null} to be asked about */
  #next = null;
  /** @type {{draft: Draft, number: number, at: number} | null} asked about, and not answered */
  #asked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(frame: import("shared/types.js").Frame) => boolean} send false: there is no line
   * @param {(draft: Draft, frame: CheckedFrame) => void} heard
   */
  constructor(send, heard) {
    this.#send = send;
    this.#heard = heard;
  }

  /** When the person pauses. @param {Draft} draft */
  soon(draft) {
    this.#next = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  /**
   * Without waiting for a pause, or for an answer to what was asked before.
   * @param {Draft} draft
   * @returns {boolean} whether there may be an answer
   */
  now(draft) {
    this.#next = draft;
    this.#asked = null;
    this.#ask();
    return this.#asked !== null;
  }

  /** It was sent, emptied or left. */
  forget() {
    clearTimeout(this.#timer);
    this.#next = this.#asked = null;
  }

  /** @param {CheckedFrame} frame */
  receive(frame) {
    const asked = this.#asked;
    if (!asked || frame.draft !== asked.number || frame.conversation !== asked.draft.conversation) return;
    this.#asked = null;
    clearTimeout(this.#timer);
    this.#heard(asked.draft, frame);
    if (this.#next) this.#timer = setTimeout(() => this.#ask(), 0);
  }

  #ask() {
    clearTimeout(this.#timer);
    const draft = this.#next;
    if (!draft) return;
    const waits = this.#asked ? this.#asked.at + LOST_MS - performance.now() : 0;
    if (waits > 0) return void (this.#timer = setTimeout(() => this.#ask(), waits));
    this.#next = null;
    const number = (this.#number += 1);
    const frame = { type: "check", draft: number, ...draft };
    this.#asked = this.#send(frame) ? { draft, number, at: performance.now() } : null;
    if (this.#asked) this.#timer = setTimeout(() => this.#repeat(frame), LOST_MS);
  }

  /** Once: a server that has just begun may have lost it. @param {import("shared/types.js").Frame} frame */
  #repeat(frame) {
    if (this.#asked?.number === frame.draft) this.#send(frame);
  }
}
