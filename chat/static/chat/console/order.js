/**
 * Which conversations belong to a view, and who needs an answer first.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").View} View
 * @typedef {import("console/types.js").Counts} Counts
 */

/** @type {readonly View[]} */
export const VIEWS = ["waiting", "mine", "snoozed", "all", "closed"];

/**
 * @param {Summary} summary
 * @param {View} view
 * @param {number} member whose "mine" it is
 */
export function belongs(summary, view, member) {
  if (view === "closed") return summary.status === "closed";
  if (summary.status === "closed") return false;
  if (view === "waiting") return summary.status === "waiting";
  if (view === "all") return true;
  return summary.operator?.member === member && (view === "snoozed") === !!summary.snoozed_until;
}

/**
 * The server's order of conversations that are not closed: customers without an answer first, the
 * longest wait on top; then the newest chat. Answering one moves it once, and nothing else.
 * @param {Summary} a
 * @param {Summary} b
 */
export function byNeed(a, b) {
  if (a.waiting_since !== b.waiting_since) {
    if (!a.waiting_since || !b.waiting_since) return a.waiting_since ? -1 : 1;
    return ascending(a.waiting_since, b.waiting_since);
  }
  return b.id - a.id;
}

/** What was closed last comes first. @param {Summary} a @param {Summary} b */
function byClosing(a, b) {
  return ascending(b.changed_at, a.changed_at) || b.id - a.id;
}

/** @param {View} view */
export function orderOf(view) {
  return view === "closed" ? byClosing : byNeed;
}

/**
 * Counts after one conversation has changed.
 * @param {Counts} counts
 * @param {Summary} before
 * @param {Summary} after
 * @param {number} member
 * @returns {Counts}
 */
export function recount(counts, before, after, member) {
  /** @param {"waiting" | "mine" | "snoozed" | "all"} view */
  const moved = (view) =>
    (counts[view] ?? 0) + Number(belongs(after, view, member)) - Number(belongs(before, view, member));
  return { waiting: moved("waiting"), mine: moved("mine"), snoozed: moved("snoozed"), all: moved("all") };
}

/** @param {string} a @param {string} b */
function ascending(a, b) {
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
