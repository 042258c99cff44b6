/**
 * Who this visitor is: the token the server gave this browser, shared by its tabs.
 * Only one tab at a time asks for a new one, or two tabs would become two visitors.
 */

import { keep } from "shared/storage.js";

const LOCK_PATIENCE_MS = 8_000;

export class Identity {
  #storage;
  #key;
  /** @type {(() => void) | null} */
  #release = null;

  /** @param {Storage} storage @param {string} siteKey @param {() => void} onOther another tab changed it */
  constructor(storage, siteKey, onOther) {
    this.#storage = storage;
    this.#key = `helpdesk:visitor:${siteKey}`;
    window.addEventListener("storage", (event) => {
      if (event.key === this.#key && event.newValue) onOther();
    });
  }

  /** @returns {string | null} */
  get token() {
    return this.#storage.getItem(this.#key);
  }

  /** Before saying hello: either there is a token now, or this tab alone may ask for one. */
  async claim() {
    if (this.token || this.#release) return;
    await this.#lock();
    if (this.token) this.#unlock();
  }

  /**
   * After welcome.
   * @param {string | undefined} token only when this hello made a new visitor
   * @returns {boolean} false when another tab was first after all: say hello again as that one
   */
  settle(token) {
    const first = !token || !this.token;
    if (token && first) keep(this.#storage, this.#key, token);
    this.#unlock();
    return first;
  }

  /** The server does not know the token. */
  forget() {
    this.#storage.removeItem(this.#key);
  }

  /** @returns {Promise<void>} */
  #lock() {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((resolve) => {
      // A suspended tab may sit on the lock; after a while it is better to chat than to wait.
      const signal = AbortSignal.timeout(LOCK_PATIENCE_MS);
      const hold = () => new Promise((release) => {
        this.#release = () => release(undefined);
        resolve();
      });
      navigator.locks.request(this.#key, { signal }, hold).catch(() => resolve());
    });
  }

  #unlock() {
    this.#release?.();
    this.#release = null;
  }
}
