/**
 * A view that only some visitors need: loaded when it is first wanted, kept from then on.
 *
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {{show: (session: Session) => void, receive: (frame: Frame) => void}} View
 */

export class Lazily {
  #isWanted;
  #load;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {View | null} */
  #view = null;

  /** @param {(session: Session) => boolean} isWanted @param {() => Promise<View>} load */
  constructor(isWanted, load) {
    this.#isWanted = isWanted;
    this.#load = load;
  }

  /** @param {Session} session */
  show(session) {
    if (this.#isWanted(session)) this.#loading ??= this.#begin(session).catch(() => void (this.#loading = null));
    this.#view?.show(session);
  }

  /** @param {Frame} frame */
  receive(frame) {
    this.#view?.receive(frame);
  }

  /** @param {Session} session */
  async #begin(session) {
    this.#view = await this.#load();
    this.#view.show(session);
  }
}
