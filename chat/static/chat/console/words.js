/** The texts of the console, handed over by the page (chat/console_wording.py). */

import { pageLocale } from "shared/clock.js";

/** @type {Record<string, string>} */
let table = {};

/** @param {Record<string, string>} words */
export function learn(words) {
  table = words;
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] for the {names} in the text
 */
export function say(key, values = {}) {
  const text = table[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The text for so many: "new_chats:one", "new_chats:other" and what else the language has.
 * @param {string} key
 * @param {number} count
 */
export function sayCount(key, count) {
  const rule = new Intl.PluralRules(language()).select(count);
  return say(`${key}:${rule}` in table ? `${key}:${rule}` : `${key}:other`, { count });
}

/** Every text whose key begins so: the same one in several languages. @param {string} prefix @returns {string[]} */
export function everyWay(prefix) {
  return Object.keys(table).filter((key) => key.startsWith(prefix)).map((key) => table[key] ?? "");
}

/** The page's language as this reader's region writes it. */
export function language() {
  return pageLocale() ?? "en";
}
