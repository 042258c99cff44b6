/** Storage that never throws: private windows and blocked third-party storage get memory. */

export class MemoryStorage {
  /** @type {Map<string, string>} */
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.#items.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key);
  }

  clear() {
    this.#items.clear();
  }
}

/**
 * localStorage where it works, else memory of the same shape.
 * @returns {Storage}
 */
export function safeStorage() {
  return ownStorage() ?? new MemoryStorage();
}

/** @returns {Storage | null} null where the browser refuses it */
export function ownStorage() {
  try {
    const probe = "helpdesk:probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

/**
 * Write, or drop the old value when there is no room: a stale value would be worse than none.
 * @param {Storage} storage
 * @param {string} key
 * @param {string} value
 */
export function keep(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    storage.removeItem(key);
  }
}
