/**
 * When a promise could be due, and how it is told. Pure.
 *
 * @typedef {{key: string, at: string}} Time
 * @typedef {{member: number, name: string} | null} Keeper null: the team
 * @typedef {object} Promised
 * @property {number} id
 * @property {number} conversation
 * @property {"open" | "kept" | "dropped"} state
 * @property {string} what
 * @property {string} due_at
 * @property {Keeper} member
 * @property {boolean} automatic
 * @property {string} made_at
 */

/** What is said right after promising still belongs to promising: "Until tomorrow, then!" */
const STILL_PROMISING_MS = 10 * 60_000;

/** @param {Promised} promised @param {Date} now */
export function isLate(promised, now) {
  return promised.state === "open" && Date.parse(promised.due_at) <= now.getTime();
}

/**
 * Whether the next answer is taken to keep it, unless somebody says otherwise.
 * @param {Promised} promised
 * @param {number} me member
 * @param {Date} now
 */
export function keepsUsually(promised, me, now) {
  const isOurs = promised.member === null || promised.member.member === me;
  return isOurs && now.getTime() - Date.parse(promised.made_at) >= STILL_PROMISING_MS;
}

/**
 * The same moment on the customer's clock, "" where that is not known or no other than ours.
 * @param {Date} at
 * @param {string} zone
 * @param {string} [locale]
 */
export function theirTime(at, zone, locale) {
  if (!zone) return "";
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit" };
  try {
    const theirs = at.toLocaleString(locale, { ...form, timeZone: zone });
    return theirs === at.toLocaleString(locale, form) ? "" : theirs;
  } catch {
    return ""; // a zone this browser has never heard of
  }
}

/** What a field for day and time holds. @param {Date} at */
export function asTyped(at) {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Rounded up to the next quarter of an hour. @param {Date} at */
export function quarter(at) {
  return new Date(Math.ceil(at.getTime() / 900_000) * 900_000);
}
