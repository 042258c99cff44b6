/** A kind line above the field while somebody writes. It never stops anybody. */

import { make } from "shared/make.js";

const PAUSE_MS = 1_600;
const FEWEST_LETTERS = 12;
const FEWEST_WORDS = 3;
const MOSTLY = 0.85;
const SHORT = 24;

export class Hints {
  #line = make("p", { class: "hint-line", role: "status" });
  #words;
  #manners;
  #isKept = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {HTMLFormElement} form @param {Record<string, string>} words @param {Record<"capitals" | "details", boolean>} manners */
  constructor(form, words, manners) {
    this.#words = words;
    this.#manners = manners;
    form.before(this.#line);
  }

  /** @param {string} text @param {boolean} isFirst nothing was said yet */
  typed(text, isFirst) {
    clearTimeout(this.#pause);
    if (!text && this.#isKept) return; // the field was emptied by sending
    const thin = this.#manners.details && isFirst && isThin(text);
    if (this.#manners.capitals && isShouting(text)) this.note(this.#words.hintCapitals);
    else if (!thin) this.note();
    else this.#pause = setTimeout(() => this.note(this.#words.hintDetails), PAUSE_MS);
  }

  /** A first message that says little: asking for more is a kindness while they wait. @param {string} body @param {boolean} isFirst */
  sent(body, isFirst) {
    clearTimeout(this.#pause);
    const asks = this.#manners.details && isFirst && isThin(body);
    this.note(asks ? this.#words.hintDetails : "");
    this.#isKept = asks;
  }

  /** @param {string} [words] */
  note(words = "") {
    this.#isKept = false;
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}

/** Most of it in capitals, and more than a name or a number. @param {string} text */
export function isShouting(text) {
  const letters = [...text].filter((letter) => letter.toLowerCase() !== letter.toUpperCase());
  const words = text.split(/\s+/).filter((word) => /^\p{L}{2,}[\p{P}\p{S}]*$/u.test(word));
  const large = letters.filter((letter) => letter === letter.toUpperCase());
  return letters.length >= FEWEST_LETTERS && words.length >= FEWEST_WORDS && large.length / letters.length >= MOSTLY;
}

/** So little that nobody could help with it: "hi", "help", "it is broken". @param {string} text a first message */
export function isThin(text) {
  const trimmed = text.trim();
  return trimmed !== "" && trimmed.length <= SHORT && !/\d/.test(trimmed) && wordsOf(trimmed) < 5;
}

/** Words, also of languages that put nothing between them. @param {string} text */
function wordsOf(text) {
  if (!("Segmenter" in Intl)) return text.split(/\s+/).length;
  const parts = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  return [...parts].filter((part) => part.isWordLike).length;
}
