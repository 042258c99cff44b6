/** Which chats this tab has open, so that a reload opens them again. */

export class OpenSet {
  #key;

  /** @param {string} key */
  constructor(key) {
    this.#key = key;
  }

  /** @returns {number[]} */
  read() {
    try {
      const ids = JSON.parse(sessionStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(ids) ? ids.filter(Number.isSafeInteger) : [];
    } catch {
      return [];
    }
  }

  /** @param {number[]} ids */
  write(ids) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(ids));
    } catch {
      // Storage is refused or full: the chats stay open until the reload.
    }
  }
}
