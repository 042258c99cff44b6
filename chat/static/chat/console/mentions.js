/**
 * Calling a colleague in a note: finding the `@name` just before the caret, and who it may be.
 *
 * @typedef {import("console/types.js").Person} Person
 */

const WORD = /(?:^|[\s(])@([\p{L}\p{N}_'’-]*)$/u;

/**
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, query: string} | null} null when nobody is being called; `start` is
 *   the place of the @
 */
export function callAt(text, caret) {
  const match = WORD.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/**
 * Whose name begins like this, or has a word that does; those who are there first.
 * @param {readonly Person[]} people
 * @param {string} query
 * @returns {Person[]}
 */
export function callable(people, query) {
  const wanted = query.toLocaleLowerCase();
  return people.filter(({ name }) => {
    const words = name.toLocaleLowerCase().split(/\s+/);
    return words.some((word) => word.startsWith(wanted));
  });
}

/**
 * The text with the name in place, and where the caret stands then.
 * @param {string} text
 * @param {{start: number, query: string}} call
 * @param {string} name
 */
export function called(text, { start, query }, name) {
  const after = text.slice(start + 1 + query.length);
  const gap = /^\s/.test(after) ? "" : " ";
  const written = `@${name}${gap}`;
  return { text: text.slice(0, start) + written + after, caret: start + written.length };
}
