/**
 * What is known about the draft of one chat: what was found, what is spoken of just now, what was
 * waved away, and what became of each.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {import("console/types.js").CheckedFrame} CheckedFrame
 * @typedef {import("console/checks_asking.js").Draft} Draft
 * @typedef {"fixed" | "edited" | "sent_anyway"} How
 */

import { carried, foremost, hitAt, hitWords, isSame, isUnfinished } from "console/checks_hits.js";
import { TYPING_RULE } from "console/checks_typing.js";

export class CheckState {
  /** The language the draft was read in. */
  language = "";
  /** The one that is spoken of below the field. @type {CheckHit | null} */
  shown = null;
  /** The newest draft that was answered. @type {Draft | null} */
  answered = null;
  #send;
  #dismissed;
  /** @type {number | null} */
  #id = null;
  #text = "";
  /** Where the cursor stood when somebody chose what is spoken of; NaN until that is known. @type {number | null} */
  #chosenAt = null;
  /** @type {CheckHit[]} */
  #found = [];
  /** What this console knows by itself, and sooner than the server. @type {CheckHit[]} */
  #own = [];
  /** @type {Map<string, CheckHit>} what somebody was told and has not heeded yet, by rule and words */
  #open = new Map();
  /** What was done about words that still stand there, or stand there because of it: nobody is sent round in circles. By rule and words. @type {Set<string>} */
  #settled = new Set();

  /**
   * @param {(frame: import("shared/types.js").Frame) => void} send
   * @param {import("console/checks_dismissed.js").Dismissed} dismissed
   */
  constructor(send, dismissed) {
    this.#send = send;
    this.#dismissed = dismissed;
  }

  /** Another draft. @param {number | null} id of its chat @param {string} text */
  begin(id, text) {
    this.#id = id;
    this.#text = text;
    this.#found = [];
    this.#own = [];
    this.#open.clear();
    this.#settled.clear();
    this.shown = this.answered = null;
  }

  /** @param {string} text */
  edit(text) {
    this.#found = carried(this.#found, this.#text, text);
    this.#text = text;
    this.#chosenAt = null;
    if (!text.trim()) this.begin(this.#id, text);
  }

  /** @param {Draft} draft what was asked about @param {CheckedFrame} frame */
  hear(draft, { language, hits }) {
    if (draft.conversation !== this.#id) return;
    const news = hits.filter((hit) => hit.rule !== TYPING_RULE && !this.#settled.has(key(hit, draft.text)) && !this.#isDismissed(hit, draft.text));
    const keys = new Set(hits.map((hit) => key(hit, draft.text)));
    const isEdited = draft.text !== this.answered?.text;
    for (const [known, hit] of this.#open) if (isEdited && !keys.has(known)) this.#close(known, hit, "edited");
    for (const hit of news) this.#open.set(key(hit, draft.text), hit);
    this.#found = carried(news, draft.text, this.#text);
    this.answered = draft;
    this.language = language;
  }

  /** @param {CheckHit[]} hits */
  know(hits) {
    this.#own = hits.filter((hit) => !this.#isDismissed(hit, this.#text));
  }

  /** @returns {CheckHit[]} as they are read */
  get hits() {
    return [...this.#own, ...this.#found].sort((a, b) => a.start - b.start);
  }

  /** The one that has to be asked about before sending. */
  get asking() {
    return this.hits.find(({ severity }) => severity === "ask");
  }

  /**
   * What may be seen, and which of it is spoken of: the one somebody chose, until the cursor moves;
   * else the one at the cursor, the one spoken of before, or the foremost.
   * @param {number} caret
   * @param {boolean} isResting nobody has typed for a while
   */
  look(caret, isResting) {
    const visible = isResting ? this.hits : this.hits.filter((hit) => !isUnfinished(hit, this.#text, caret));
    const before = this.shown;
    const still = before && visible.find((hit) => isSame(hit, before));
    if (Number.isNaN(this.#chosenAt)) this.#chosenAt = caret;
    const isChosen = still && this.#chosenAt === caret;
    this.shown = (isChosen ? still : hitAt(visible, caret)) ?? still ?? foremost(visible) ?? null;
    return visible;
  }

  /** @param {1 | -1} by @returns {CheckHit | null} the next one, round and round */
  step(by) {
    const { hits, shown } = this;
    this.#chosenAt = NaN;
    const at = shown ? hits.findIndex((hit) => isSame(hit, shown)) : -by;
    return (this.shown = hits[(at + by + hits.length) % hits.length] ?? null);
  }

  /** Somebody does not want to hear of it again, for these words in this chat. @param {CheckHit} hit */
  dismiss(hit) {
    const words = hitWords(hit, this.#text);
    if (this.#id === null) return;
    this.#dismissed.add(this.#id, hit.rule, words);
    this.#open.delete(key(hit, this.#text));
    const stays = (/** @type {CheckHit} */ one) => one.rule !== hit.rule || hitWords(one, this.#text) !== words;
    this.#found = this.#found.filter(stays);
    this.#own = this.#own.filter(stays);
    this.shown = null;
    this.#send({ type: "check_dismiss", conversation: this.#id, rule: hit.rule, words });
  }

  /** Something was done about it. @param {CheckHit} hit */
  fixed(hit) {
    this.#close(key(hit, this.#text), hit, "fixed");
    if (hit.fix) this.#settled.add(`${hit.rule}\n${hit.fix.text.trim().toLocaleLowerCase()}`);
    if (hit.action === "promise" || hit.action === "options") this.#settled.add(key(hit, this.#text));
    this.#found = this.#found.filter((one) => !isSame(one, hit));
    this.shown = null;
  }

  /** The draft is on its way to the customer. */
  sent() {
    for (const hit of this.#own) this.#open.set(key(hit, this.#text), hit);
    for (const [known, hit] of this.#open) this.#close(known, hit, "sent_anyway");
    this.begin(this.#id, "");
  }

  /** @param {string} known @param {CheckHit} hit @param {How} how */
  #close(known, { rule }, how) {
    this.#open.delete(known);
    if (this.#id !== null) this.#send({ type: "check_heed", conversation: this.#id, rule, how });
  }

  /** @param {CheckHit} hit @param {string} text */
  #isDismissed(hit, text) {
    return this.#id !== null && this.#dismissed.has(this.#id, hit.rule, hitWords(hit, text));
  }
}

/** @param {CheckHit} hit @param {string} text */
function key(hit, text) {
  return `${hit.rule}\n${hitWords(hit, text)}`;
}
