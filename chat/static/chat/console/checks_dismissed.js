/** What somebody waved away, by chat, rule and words; kept across reloads of this tab. */

const MOST = 100;

export class Dismissed {
  #key;
  /** @type {string[]} the newest at the end */
  #all;

  /** @param {string} key */
  constructor(key) {
    this.#key = key;
    this.#all = this.#read();
  }

  /** @param {number} conversation @param {string} rule @param {string} words */
  has(conversation, rule, words) {
    return this.#all.includes(one(conversation, rule, words));
  }

  /** @param {number} conversation @param {string} rule @param {string} words */
  add(conversation, rule, words) {
    const added = one(conversation, rule, words);
    this.#all = [...this.#all.filter((other) => other !== added), added].slice(-MOST);
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#all));
    } catch {
      // Storage is refused or full: they stay away until the reload.
    }
  }

  /** @returns {string[]} */
  #read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      return [];
    }
  }
}

/** @param {number} conversation @param {string} rule @param {string} words */
function one(conversation, rule, words) {
  return JSON.stringify([conversation, rule, words]);
}
