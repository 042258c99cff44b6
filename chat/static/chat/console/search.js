/** Finding things by a few letters, the way people abbreviate: words in any order, prefixes first. */

/**
 * @param {string} query
 * @param {string} text
 * @returns {number} 0: no match; the higher, the better
 */
export function score(query, text) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const where = folded(text);
  const scores = words.map((word) => wordScore(word, where));
  return scores.some((one) => one === 0) ? 0 : scores.reduce((sum, one) => sum + one, 1);
}

/**
 * @template T
 * @param {string} query
 * @param {readonly T[]} things
 * @param {(thing: T) => string} text
 * @returns {T[]} best first; all of them, in order, for an empty query
 */
export function ranked(query, things, text) {
  return things
    .map((thing) => ({ thing, score: score(query, text(thing)) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((found) => found.thing);
}

/** @param {string} word @param {string} where @returns {number} */
function wordScore(word, where) {
  const at = where.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 4;
  return /[\p{L}\p{N}]/u.test(where.charAt(at - 1)) ? 1 : 2;
}

/** Without case and accents. @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
