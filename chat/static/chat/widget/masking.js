/**
 * The view for while nobody answers, loaded when it is first needed.
 *
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("shared/types.js").Frame} Frame
 */

export class Masking {
  #send;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {import("later/masked.js").Masked | null} */
  #masked = null;

  /** @param {(frame: Frame) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {Session} session */
  show(session) {
    if (session.masked) this.#loading ??= this.#load(session).catch(() => void (this.#loading = null));
    this.#masked?.show(session);
  }

  /** @param {Frame} frame */
  receive(frame) {
    this.#masked?.receive(frame);
  }

  /** @param {Session} session */
  async #load(session) {
    const { Masked } = await import("later/masked.js");
    this.#masked = new Masked(this.#send);
    this.#masked.show(session);
  }
}
