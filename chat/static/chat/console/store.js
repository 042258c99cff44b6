/**
 * What this member knows of the company's conversations: pages of lists, pushes, and what waits in
 * the outbox. Snapshot plus events equals a fresh snapshot. Fires "change".
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").View} View
 * @typedef {import("console/types.js").Counts} Counts
 * @typedef {import("console/types.js").Colleague} Colleague
 * @typedef {import("console/types.js").ConversationsFrame} ConversationsFrame
 * @typedef {import("console/types.js").Unsettled} Unsettled
 */

import { HeldView } from "console/held_view.js";
import { belongs, orderOf, recount, VIEWS } from "console/order.js";
import { project } from "console/projection.js";
import { Summaries } from "console/summaries.js";

export class Store extends EventTarget {
  #summaries = new Summaries();
  /** @type {Map<number, Unsettled[]>} by conversation */
  #unsettled = new Map();
  /** @type {Record<View, HeldView>} */
  #views = emptyViews();
  /** @type {Counts} as the server counted, and what we saw move since */
  #counts = { waiting: 0, mine: 0, snoozed: 0, all: 0 };

  /** @param {Colleague} me */
  constructor(me) {
    super();
    this.me = me;
  }

  /** The conversation as it will be once all that was done here is stored. @param {number} id */
  get(id) {
    const summary = this.#summaries.get(id);
    return summary && this.#projected(summary);
  }

  /** @returns {Summary[]} every conversation known, in no order */
  everything() {
    return this.#summaries.all().map(({ summary }) => this.#projected(summary));
  }

  /** @param {View} view @returns {Summary[]} in order */
  rows(view) {
    const rows = this.everything().filter((row) => belongs(row, view, this.me.member));
    const held = this.#views[view];
    return rows.filter((row) => this.covers(view) || held.reaches(row)).sort(orderOf(view));
  }

  /** Every open conversation is held, so this view needs no list of its own. @param {View} view */
  covers(view) {
    return view !== "closed" && this.#views.all.complete;
  }

  /** @param {View} view whether its rows can be shown */
  isLoaded(view) {
    return this.#views[view].loaded || this.covers(view);
  }

  /** @param {View} view @returns {string | null} where its next page begins */
  next(view) {
    return this.covers(view) ? null : this.#views[view].next;
  }

  /** @param {View} view @param {string} inbox whether the inbox has changed since we walked it */
  isBehind(view, inbox) {
    return this.#views[view].inbox !== inbox;
  }

  /** @returns {Counts} */
  get counts() {
    if (!this.#views.all.complete) return this.#counts;
    const rows = this.everything();
    /** @param {View} view */
    const count = (view) => rows.filter((row) => belongs(row, view, this.me.member)).length;
    return { waiting: count("waiting"), mine: count("mine"), snoozed: count("snoozed"), all: count("all") };
  }

  /** Messages of the customer this person has not seen. @param {number} id */
  unread(id) {
    return this.#summaries.unread(id);
  }

  /** A walk over a list starts: what is neither met on it nor heard of later is gone. @param {View} view */
  begin(view) {
    this.#views[view].begin(this.#summaries.now());
  }

  /** The line broke: nothing that was asked will be answered. */
  abandon() {
    for (const view of VIEWS) this.#views[view].abandon();
  }

  /**
   * @param {ConversationsFrame} page
   * @returns {{next: string | null, gone: number[]}} next: the cursor to go on with, if the walk
   *   goes on; gone: conversations that were held and are not in this view any more
   */
  applyList(page) {
    for (const summary of page.items) this.#summaries.take(summary);
    this.#counts = page.counts;
    const next = this.#views[page.view].take(page);
    const gone = next === null ? this.#forgetMissing(page.view) : [];
    this.#changed();
    return { next, gone };
  }

  /**
   * A push, or the answer to `open`.
   * @param {Summary} fresh
   * @returns {boolean} whether it was known before
   */
  applySummary(fresh) {
    const before = this.#summaries.get(fresh.id);
    const after = this.#summaries.take(fresh);
    if (before) this.#counts = recount(this.#counts, before, after, this.me.member);
    this.#changed();
    return before !== undefined;
  }

  /** It is no more. @param {number} id */
  forget(id) {
    const before = this.#summaries.get(id);
    if (!before) return;
    this.#counts = recount(this.#counts, before, { ...before, status: "closed" }, this.me.member);
    this.#summaries.drop(id);
    this.#changed();
  }

  /** @param {Counts} counts */
  applyCounts(counts) {
    this.#counts = counts;
    this.#changed();
  }

  /** This person read it in another window. @param {number} id @param {number} messages */
  applySeen(id, messages) {
    this.#summaries.change(id, (held) => ({ ...held, seen: Math.max(held.seen ?? 0, messages) }));
    this.#changed();
  }

  /** @param {number} id @param {{by: "visitor" | "operator", seq: number}} read */
  applyRead(id, { by, seq }) {
    this.#summaries.change(id, (held) => {
      return { ...held, read: { ...held.read, [by]: Math.max(held.read[by], seq) } };
    });
    this.#changed();
  }

  /** @param {number} id @param {number} seq */
  hasRead(id, seq) {
    return this.#summaries.hasRead(id, seq);
  }

  /** Everything up to `seq` stands before this person's eyes. @param {number} id @param {number} seq */
  markRead(id, seq) {
    this.#summaries.markRead(id, seq);
    this.#changed();
  }

  /** What was done here and is not in a summary yet. @param {readonly Unsettled[]} items in order */
  setUnsettled(items) {
    this.#unsettled = new Map();
    for (const item of items) {
      const id = item.frame.conversation ?? 0;
      this.#unsettled.set(id, [...(this.#unsettled.get(id) ?? []), item]);
    }
    this.#changed();
  }

  /** Another history: forget it all. */
  reset() {
    this.#summaries.clear();
    this.#views = emptyViews();
    this.#changed();
  }

  /** @param {Summary} summary */
  #projected(summary) {
    return project(summary, this.#unsettled.get(summary.id) ?? [], this.me);
  }

  /** @param {View} view */
  #forgetMissing(view) {
    const isMissing = this.#views[view].finish();
    const missing = this.#summaries.all().filter(
      ({ summary, stamp }) => belongs(summary, view, this.me.member) && isMissing(summary, stamp),
    );
    for (const { summary } of missing) this.#summaries.drop(summary.id);
    return missing.map(({ summary }) => summary.id);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {Record<View, HeldView>} */
function emptyViews() {
  const of = (/** @type {View} */ view) => new HeldView(orderOf(view));
  return { waiting: of("waiting"), mine: of("mine"), snoozed: of("snoozed"), all: of("all"), closed: of("closed") };
}
