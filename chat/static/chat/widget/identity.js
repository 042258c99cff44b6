/**
 * Who this visitor is: the token the server gave this browser, shared by its tabs.
 * Only one tab at a time asks for a new one, or two tabs would become two visitors.
 */

import { keep } from "shared/storage.js";

// What one tab stores reaches the others some time later, and a lock may reach them before it.
const ARRIVES_WITHIN_MS = 2_000;

export class Identity {
  #storage;
  #key;
  #lock;
  /** @type {Promise<void> | null} */
  #turn = null;
  /** @type {(() => void) | null} while this tab waits for its turn */
  #arrived = null;

  /**
   * @param {Storage} storage
   * @param {string} siteKey
   * @param {import("widget/locks.js").Lock} lock
   * @param {() => void} onOther another tab became somebody else
   */
  constructor(storage, siteKey, lock, onOther) {
    this.#storage = storage;
    this.#key = `helpdesk:visitor:${siteKey}`;
    this.#lock = lock;
    window.addEventListener("storage", (event) => {
      if (event.key !== this.#key) return;
      if (!event.newValue) location.reload(); // another tab forgot who we are
      else if (this.#arrived) this.#arrived();
      else onOther();
    });
  }

  /** @returns {string | null} */
  get token() {
    return this.#storage.getItem(this.#key);
  }

  /** Before saying hello: either there is a token now, or this tab alone may ask for one. */
  async claim() {
    if (this.token) return;
    this.#turn ??= Promise.race([this.#lock.acquire(), this.#arrival()]);
    await this.#turn;
    this.#arrived = null;
    if (this.token) this.#release();
  }

  /**
   * After welcome.
   * @param {string | undefined} token only when this hello made a new visitor
   * @returns {boolean} false when another tab was first after all: say hello again as that one
   */
  settle(token) {
    const first = !token || !this.token;
    if (token && first) {
      keep(this.#storage, this.#key, token);
      setTimeout(() => this.#release(), ARRIVES_WITHIN_MS);
    } else {
      this.#release();
    }
    return first;
  }

  /** The server does not know the token. */
  forget() {
    this.#storage.removeItem(this.#key);
  }

  /** @returns {Promise<void>} another tab has a token */
  #arrival() {
    return new Promise((resolve) => (this.#arrived = resolve));
  }

  #release() {
    if (this.#turn) this.#lock.release();
    this.#turn = null;
  }
}
