/**
 * One conversation's entries as this side sees them, without gaps.
 *
 * @typedef {import("shared/types.js").Entry} Entry
 * @typedef {import("shared/types.js").EntriesFrame} EntriesFrame
 */

const ASK_AGAIN_MS = 2000;

export class Log {
  /** @type {Entry[]} */
  entries = [];
  head = 0;
  #fromStart = false;
  #asked = { after: -1, at: -Infinity };

  get first() {
    return this.entries[0]?.seq ?? 0;
  }

  get last() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Whether the server has entries before the first one held: seq 1 is always the beginning. */
  get moreBefore() {
    return this.first > 1;
  }

  /**
   * Take in a page or a push. `gap` means: something is missing in between, send `sync`.
   * @param {EntriesFrame} frame
   * @returns {{added: Entry[], gap: boolean}}
   */
  apply(frame) {
    this.head = Math.max(this.head, frame.head ?? 0);
    const added = this.#prepend(frame.entries);
    for (const entry of frame.entries) {
      if (entry.seq <= this.last) continue;
      if (!this.#follows(entry, frame.earlier)) return { added, gap: !frame.earlier };
      this.entries.push(entry);
      added.push(entry);
    }
    return { added, gap: false };
  }

  /** @param {string} id the sender's */
  has(id) {
    return this.entries.some((entry) => entry.id === id);
  }

  /** The lowest `seq` held, for `history`. */
  get before() {
    return Math.max(1, this.first);
  }

  /** @param {number} head as told by a `beat` or a `conversation` */
  isBehind(head) {
    this.head = Math.max(this.head, head);
    return head > this.last;
  }

  /**
   * Whether to ask with `sync` now: a burst of pushes behind one gap asks once.
   * @param {number} [now] milliseconds
   */
  shouldAsk(now = performance.now()) {
    if (this.#asked.after === this.last && now - this.#asked.at < ASK_AGAIN_MS) return false;
    this.#asked = { after: this.last, at: now };
    return true;
  }

  /**
   * Forget everything.
   * @param {{fromStart?: boolean}} [known] fromStart: the next entry can only be number 1
   */
  reset({ fromStart = false } = {}) {
    this.entries = [];
    this.head = 0;
    this.#fromStart = fromStart;
    this.#asked = { after: -1, at: -Infinity };
  }

  /** @param {Entry} entry @param {boolean} earlier */
  #follows(entry, earlier) {
    if (this.entries.length) return entry.seq === this.last + 1;
    return !earlier && (!this.#fromStart || entry.seq === 1);
  }

  /**
   * Entries older than ours, if they reach up to ours.
   * @param {Entry[]} page
   * @returns {Entry[]}
   */
  #prepend(page) {
    if (!this.entries.length) return [];
    const older = page.filter((entry) => entry.seq < this.first);
    if (older.at(-1)?.seq !== this.first - 1) return [];
    this.entries.unshift(...older);
    return [...older];
  }
}
