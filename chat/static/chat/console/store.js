/**
 * What this member knows of the company's conversations: pages of lists, pushes, and what waits in
 * the outbox. Snapshot plus events equals a fresh snapshot. Fires "change".
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").View} View
 * @typedef {import("console/types.js").Counts} Counts
 * @typedef {import("console/types.js").Colleague} Colleague
 * @typedef {import("console/types.js").ConversationsFrame} ConversationsFrame
 * @typedef {import("shared/types.js").Waiting} Waiting
 * @typedef {import("shared/types.js").Send} Send
 */

import { HeldView } from "console/held_view.js";
import { belongs, byNeed, VIEWS } from "console/order.js";
import { foresee, isMove, project } from "console/projection.js";
import { Summaries } from "console/summaries.js";

export class Store extends EventTarget {
  #summaries = new Summaries();
  /** @type {Map<number, Waiting[]>} by conversation */
  #waiting = new Map();
  /** @type {Record<View, HeldView>} */
  #views = emptyViews();
  /** @type {Counts} as the server counted, and what we saw move since */
  #counts = { waiting: 0, mine: 0, all: 0 };

  /** @param {Colleague} me */
  constructor(me) {
    super();
    this.me = me;
  }

  /** The conversation as it will be once the outbox is empty. @param {number} id */
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
    return rows.filter((row) => this.#holdsAll(view) || held.reaches(row)).sort(byNeed);
  }

  /** @param {View} view whether its rows can be shown */
  isLoaded(view) {
    return this.#views[view].loaded || this.#holdsAll(view);
  }

  /** @param {View} view @returns {string | null} where its next page begins */
  next(view) {
    return this.#holdsAll(view) ? null : this.#views[view].next;
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
    return { waiting: count("waiting"), mine: count("mine"), all: count("all") };
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
    if (before) this.#recount(before, after);
    this.#changed();
    return before !== undefined;
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

  /** Everything up to `seq` stands before this person's eyes. @param {number} id @param {number} seq */
  markRead(id, seq) {
    this.#summaries.markRead(id, seq);
    this.#changed();
  }

  /**
   * The server stored a move; true until its push tells more.
   * @param {Send} frame
   * @param {{seq: number, at: string}} ack
   */
  confirm(frame, { seq, at }) {
    const before = this.#summaries.get(frame.conversation ?? 0);
    if (!before || !isMove(frame) || before.head >= seq) return;
    const after = foresee(before, frame, at, this.me);
    this.#summaries.change(before.id, () => after);
    this.#recount(before, after);
    this.#changed();
  }

  /** What waits in the outbox. @param {readonly Waiting[]} items */
  setWaiting(items) {
    this.#waiting = new Map();
    for (const item of items) {
      const id = item.frame.conversation;
      if (item.error || id === undefined) continue;
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), item]);
    }
    this.#changed();
  }

  /** Another history: forget it all. */
  reset() {
    this.#summaries.clear();
    this.#views = emptyViews();
    this.#changed();
  }

  /** Every open conversation is held, so these views need no list of their own. @param {View} view */
  #holdsAll(view) {
    return view !== "closed" && this.#views.all.complete;
  }

  /** @param {Summary} summary */
  #projected(summary) {
    return project(summary, this.#waiting.get(summary.id) ?? [], this.me);
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

  /** @param {Summary} before @param {Summary} after */
  #recount(before, after) {
    /** @param {"waiting" | "mine" | "all"} view */
    const moved = (view) =>
      this.#counts[view] +
      Number(belongs(after, view, this.me.member)) -
      Number(belongs(before, view, this.me.member));
    this.#counts = { waiting: moved("waiting"), mine: moved("mine"), all: moved("all") };
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {Record<View, HeldView>} */
function emptyViews() {
  return { waiting: new HeldView(), mine: new HeldView(), all: new HeldView(), closed: new HeldView() };
}
