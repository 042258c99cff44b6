/**
 * What can be done about a check that no single word mends: paragraphs, points, a time, two ways,
 * a promise.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {{name: string, label: string}} Choice
 */

import { isWide } from "console/checks_hits.js";
import { asParagraphs, asPoints, promisedIn, timesIn } from "console/checks_reshape.js";
import { insertWords, replaceWords } from "console/insert_words.js";
import { say } from "console/words.js";

export class CheckDoing {
  /** What a module beside this one does with the words. @type {Partial<Record<import("console/types.js").CheckAction, (words: string) => void>>} */
  more = {};
  #field;

  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.#field = field;
  }

  /** @param {CheckHit | null} hit @param {string} language of the message @returns {Choice[]} */
  choices(hit, language) {
    const action = hit?.action;
    if (!action || (action === "promise" && !this.more.promise)) return [];
    if (action === "time") return timesIn(language).map((time) => ({ name: time, label: time }));
    return [{ name: action, label: say(`check_do_${action}`) }];
  }

  /** @param {CheckHit} hit @param {string} choice name of one of its choices @param {string} language */
  run(hit, choice, language) {
    const { value } = this.#field;
    const place = isWide(hit) ? { start: 0, end: value.length } : hit;
    const words = value.slice(place.start, place.end);
    const runs = {
      split: () => replaceWords(this.#field, place, asParagraphs(words, language)),
      points: () => replaceWords(this.#field, place, asPoints(words, language)),
      time: () => this.#say(hit, choice),
      options: () => this.#offerTwo(language),
      promise: () => this.more.promise?.(promisedIn(value, hit, language)),
    };
    if (hit.action) runs[hit.action]();
  }

  /** In place of the vague word, as it began; at the cursor where there is none. @param {CheckHit} hit @param {string} time */
  #say(hit, time) {
    const first = this.#field.value.charAt(hit.start);
    const isCapital = hit.end > hit.start && first !== first.toLocaleLowerCase();
    const words = isCapital ? time.charAt(0).toLocaleUpperCase() + time.slice(1) : time;
    const at = this.#field.selectionEnd;
    replaceWords(this.#field, hit.end > hit.start ? hit : { start: at, end: at }, words);
  }

  /** Its gaps are filled like those of a canned reply. @param {string} language */
  #offerTwo(language) {
    const { length } = this.#field.value;
    this.#field.setSelectionRange(length, length);
    insertWords(this.#field, twoWays(language));
    const gap = this.#field.value.indexOf("[[", length);
    this.#field.setSelectionRange(gap, this.#field.value.indexOf("]]", gap) + 2);
  }
}

/** @param {string} language one of ours, else English */
function twoWays(language) {
  const key = `two_ways_${language}`;
  const words = say(key);
  return words === key ? say("two_ways_en") : words;
}
