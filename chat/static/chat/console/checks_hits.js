/**
 * What was found in a draft, and where it is after the draft went on. Pure.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 */

/** More than this is a whole message rather than words in it. */
const WIDE = 60;
const RANK = { ask: 0, warn: 1, hint: 2 };
const IN_WORD = /[\p{L}\p{N}\p{M}'’]/u;

/** About no words in particular: it has no place, or nearly all of the text. @param {CheckHit} hit */
export function isWide({ start, end }) {
  return start === end || end - start > WIDE;
}

/** What it is about, for telling one from another. @param {CheckHit} hit @param {string} text */
export function hitWords({ start, end }, text) {
  return text.slice(start, Math.min(end, start + WIDE)).trim().toLocaleLowerCase();
}

/**
 * One text made of another, as one replacement.
 * @param {string} before
 * @param {string} after
 * @returns {{start: number, end: number, words: string}} words: in place of start to end
 */
export function replacement(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, words: after.slice(start, after.length - tail) };
}

/**
 * What still holds after the text was edited, at its new place: words that were touched do not.
 * @param {readonly CheckHit[]} hits
 * @param {string} before
 * @param {string} after
 */
export function carried(hits, before, after) {
  if (before === after) return [...hits];
  const edit = replacement(before, after);
  return hits.flatMap((hit) => moved(hit, edit, after) ?? []);
}

/**
 * @param {CheckHit} hit
 * @param {{start: number, end: number, words: string}} edit
 * @param {string} after
 * @returns {CheckHit | null}
 */
function moved(hit, { start, end, words }, after) {
  const by = words.length - (end - start);
  if (hit.start === hit.end) return { ...hit, start: Math.min(hit.start, after.length), end: Math.min(hit.end, after.length) };
  if (hit.end <= start) return hit.end === start && joins(hit, after[hit.end]) ? null : hit;
  if (hit.start >= end) return hit.start === end && joins(hit, after[hit.start + by - 1]) ? null : { ...hit, start: hit.start + by, end: hit.end + by };
  const isInside = hit.start <= start && end <= hit.end && 2 * (end - start) < hit.end - hit.start;
  return isWide(hit) && isInside ? { ...hit, end: hit.end + by } : null;
}

/** Right beside a word, a letter makes another word of it. @param {CheckHit} hit @param {string} [character] */
function joins(hit, character) {
  return !isWide(hit) && isLetter(character);
}

/** @param {string} [character] */
function isLetter(character) {
  return IN_WORD.test(character ?? "");
}

/**
 * What is spoken of first: what one key puts right, from the beginning on; then what weighs most.
 * @param {readonly CheckHit[]} hits
 */
export function foremost(hits) {
  const weight = (/** @type {CheckHit} */ hit) => (hit.fix ? -1 : RANK[hit.severity]);
  return [...hits].sort((a, b) => weight(a) - weight(b) || a.start - b.start)[0];
}

/** What stands where the cursor is. @param {readonly CheckHit[]} hits @param {number} caret */
export function hitAt(hits, caret) {
  return hits.find((hit) => !isWide(hit) && hit.start <= caret && caret <= hit.end);
}

/**
 * Whether a word is still being written: the cursor stands at its end.
 * @param {CheckHit} hit
 * @param {string} text
 * @param {number} caret
 */
export function isUnfinished(hit, text, caret) {
  const ends = !isWide(hit) && hit.end === caret;
  return ends && isLetter(text[caret - 1]) && !isLetter(text[caret]);
}

/** The same thing in another answer. @param {CheckHit} one @param {CheckHit} other */
export function isSame(one, other) {
  return one.rule === other.rule && one.start === other.start && (one.end === other.end || isWide(one));
}
