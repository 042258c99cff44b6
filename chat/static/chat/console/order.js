/**
 * Which conversations belong to a view, and who needs an answer first.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").View} View
 */

/** @type {readonly View[]} */
export const VIEWS = ["waiting", "mine", "all", "closed"];

/**
 * @param {Summary} summary
 * @param {View} view
 * @param {number} member whose "mine" it is
 */
export function belongs(summary, view, member) {
  if (view === "closed") return summary.status === "closed";
  if (summary.status === "closed") return false;
  if (view === "waiting") return summary.status === "waiting";
  return view === "all" || summary.operator?.member === member;
}

/**
 * Customers without an answer first, the longest wait on top; then what changed last.
 * @param {Summary} a
 * @param {Summary} b
 */
export function byNeed(a, b) {
  if (a.waiting_since && b.waiting_since) {
    return text(a.waiting_since, b.waiting_since) || a.id - b.id;
  }
  if (a.waiting_since || b.waiting_since) return a.waiting_since ? -1 : 1;
  return text(b.changed_at, a.changed_at) || b.id - a.id;
}

/** @param {string} a @param {string} b */
function text(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The order on the screen. While somebody points at a row, nothing moves: what is new joins at the
 * end, and what has left stays until the hand is gone. `kept` (the open chat) stays in any case.
 * @param {readonly number[]} shown
 * @param {readonly number[]} wanted
 * @param {{hold: boolean, kept?: number | null}} how
 * @returns {number[]}
 */
export function steadyOrder(shown, wanted, { hold, kept = null }) {
  if (hold) return [...shown, ...wanted.filter((id) => !shown.includes(id))];
  const place = kept === null ? -1 : shown.indexOf(kept);
  if (kept === null || place < 0 || wanted.includes(kept)) return [...wanted];
  return [...wanted.slice(0, place), kept, ...wanted.slice(place)];
}
