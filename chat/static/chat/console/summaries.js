/**
 * The latest word of the server on each conversation, and how far this person has read it.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {{summary: Summary, stamp: number}} Held stamp: when we heard of it last, in our count
 */

export class Summaries {
  /** @type {Map<number, Held>} */
  #held = new Map();
  /** @type {Map<number, number>} the highest seq shown to this person, by conversation */
  #readUpTo = new Map();
  #clock = 0;

  /** @param {number} id */
  get(id) {
    return this.#held.get(id)?.summary;
  }

  /** @returns {Held[]} in no order */
  all() {
    return [...this.#held.values()];
  }

  /** A moment between what was heard before and after it. */
  now() {
    return (this.#clock += 1);
  }

  /** @param {Summary} fresh @returns {Summary} what is held now */
  take(fresh) {
    const old = this.get(fresh.id);
    const summary = this.#withRead(old ? merged(old, fresh) : fresh);
    this.#held.set(fresh.id, { summary, stamp: this.now() });
    return summary;
  }

  /**
   * Change what is held, if it is.
   * @param {number} id
   * @param {(summary: Summary) => Summary} change
   */
  change(id, change) {
    const held = this.#held.get(id);
    if (held) held.summary = this.#withRead(change(held.summary));
  }

  /** @param {number} id */
  drop(id) {
    this.#held.delete(id);
  }

  clear() {
    this.#held.clear();
    this.#readUpTo.clear();
  }

  /** Everything up to `seq` stands before this person's eyes. @param {number} id @param {number} seq */
  markRead(id, seq) {
    this.#readUpTo.set(id, Math.max(seq, this.#readUpTo.get(id) ?? 0));
    this.change(id, (summary) => summary);
  }

  /** @param {number} id @param {number} seq */
  hasRead(id, seq) {
    return (this.#readUpTo.get(id) ?? 0) >= seq;
  }

  /** Messages of the customer this person has not seen. @param {number} id */
  unread(id) {
    const summary = this.get(id);
    if (!summary) return 0;
    if (summary.seen === undefined) return summary.preview?.author === "visitor" ? 1 : 0;
    return Math.max(0, summary.visitor_messages - summary.seen);
  }

  /** @param {Summary} summary */
  #withRead(summary) {
    const read = this.#readUpTo.get(summary.id) ?? 0;
    return read < summary.head ? summary : { ...summary, seen: summary.visitor_messages };
  }
}

/**
 * A hint may arrive late: the longer log wins, reads only grow.
 * @param {Summary} old
 * @param {Summary} fresh
 * @returns {Summary}
 */
function merged(old, fresh) {
  const seen = Math.max(old.seen ?? -1, fresh.seen ?? -1);
  return {
    ...(fresh.head < old.head ? old : fresh),
    seen: seen < 0 ? undefined : seen,
    read: {
      visitor: Math.max(old.read.visitor, fresh.read.visitor),
      operator: Math.max(old.read.operator, fresh.read.operator),
    },
  };
}
