/**
 * Finding a canned reply by the `/word` just before the caret.
 *
 * @typedef {import("console/types.js").Canned} Canned
 */

const WORD = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u;

/**
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, query: string} | null} null when no shortcut is being typed; `start`
 *   is the place of the slash
 */
export function shortcutAt(text, caret) {
  const match = WORD.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/**
 * Shortcuts that begin with the query, then those that hold it, then texts that do.
 * @param {readonly Canned[]} canned
 * @param {string} query
 * @returns {Canned[]}
 */
export function matching(canned, query) {
  const wanted = query.toLocaleLowerCase();
  /** @param {Canned} reply */
  const rank = (reply) => {
    const at = reply.shortcut.toLocaleLowerCase().indexOf(wanted);
    if (at >= 0) return at === 0 ? 0 : 1;
    return wanted.length > 1 && reply.body.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return canned
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.reply);
}

/**
 * The text with the shortcut replaced, and where the caret stands then.
 * @param {string} text
 * @param {{start: number, query: string}} shortcut
 * @param {string} body
 */
export function filledIn(text, { start, query }, body) {
  const after = text.slice(start + 1 + query.length);
  const gap = after && !/^\s/.test(after) ? " " : "";
  return { text: text.slice(0, start) + body + gap + after, caret: start + body.length };
}
