/** How what was found lies under the words: each severity has its own line, and one is spoken of. */

import { isWide } from "console/checks_hits.js";

/**
 * What is about a whole message is marked only while it is spoken of: it would cover the words.
 * @param {readonly import("console/types.js").CheckHit[]} visible
 * @param {import("console/types.js").CheckHit | null} shown
 * @returns {import("console/words_mirror.js").Mark[]}
 */
export function marksOf(visible, shown) {
  const words = visible.filter((hit) => !isWide(hit)).map(({ start, end, severity }) => {
    const isShown = shown?.start === start && shown.end === end;
    return { start, end, look: `is-${severity}${isShown ? " is-shown" : ""}` };
  });
  return shown && isWide(shown) ? [{ start: shown.start, end: shown.end, look: "is-whole" }, ...words] : words;
}
