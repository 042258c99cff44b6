/**
 * How much of one view this client holds: everything, or the rows up to a last one. A walk goes
 * over the pages of a list from the first to the last that is wanted; `extend` adds one page.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").ConversationsFrame} ConversationsFrame
 */

/** A walk stops after so many pages unless the person has asked for more before. */
const PAGES_AT_ONCE = 4;

export class HeldView {
  loaded = false;
  /** Names the state of the inbox that the last walk began with. */
  inbox = "";
  /** @type {string | null} where the page after the last one held begins; null: we hold all */
  next = null;
  /** @type {Summary | null} the last row held, when there are more */
  #end = null;
  #pages = 0;
  /** @type {{mark: number, ids: Set<number>, pages: number} | null} */
  #walk = null;
  #order;

  /** @param {(a: Summary, b: Summary) => number} order */
  constructor(order) {
    this.#order = order;
  }

  get complete() {
    return this.loaded && this.next === null;
  }

  /** @param {number} mark what was held before this moment may be found gone */
  begin(mark) {
    this.#walk = { mark, ids: new Set(), pages: 0 };
  }

  /** The line broke: nothing that was asked will be answered. */
  abandon() {
    this.#walk = null;
  }

  /**
   * @param {ConversationsFrame} page
   * @returns {string | null} the cursor to go on with, if the walk goes on
   */
  take(page) {
    const walk = this.#walk;
    if (!walk) return this.#reach(page, this.#pages + 1);
    if (walk.pages === 0) this.inbox = page.inbox;
    walk.pages += 1;
    for (const { id } of page.items) walk.ids.add(id);
    const goesOn = page.next !== null && walk.pages < Math.max(PAGES_AT_ONCE, this.#pages);
    if (!goesOn || walk.pages > this.#pages) this.#reach(page, walk.pages);
    return goesOn ? page.next : null;
  }

  /**
   * End the walk.
   * @returns {(summary: Summary, stamp: number) => boolean} whether a row that was held since
   *   before the walk was not met on it
   */
  finish() {
    const walk = this.#walk;
    this.#walk = null;
    return (summary, stamp) =>
      !!walk && stamp < walk.mark && !walk.ids.has(summary.id) && this.reaches(summary);
  }

  /** Whether a row of this view lies within what we hold. @param {Summary} summary */
  reaches(summary) {
    return this.#end === null || this.#order(summary, this.#end) <= 0;
  }

  /** @param {ConversationsFrame} page @param {number} pages @returns {null} */
  #reach(page, pages) {
    this.loaded = true;
    this.#pages = pages;
    this.next = page.next;
    this.#end = page.next === null ? null : (page.items.at(-1) ?? this.#end);
    return null;
  }
}
