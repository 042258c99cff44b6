/**
 * What became of the quick replies an operator offered.
 *
 * @typedef {import("shared/types.js").Entry} Entry
 * @typedef {{state: "open" | "chosen" | "words" | "moved", chosen: string}} Outcome open: nobody has
 *   written since; words: the customer answered in their own; moved: the operator wrote on
 */

/** @param {readonly Entry[]} entries in order @returns {Map<string, Outcome>} by the id of the message with the offer */
export function outcomes(entries) {
  const messages = entries.filter((entry) => entry.kind === "message" && entry.author.kind !== "automatic");
  /** @type {Map<string, Outcome>} */
  const found = new Map();
  messages.forEach(({ id, data }, index) => {
    if (data.options?.length) found.set(id, outcome(messages[index + 1], data.options));
  });
  return found;
}

/** @param {Entry | undefined} next what was said after it @param {string[]} options @returns {Outcome} */
function outcome(next, options) {
  if (!next) return { state: "open", chosen: "" };
  if (next.author.kind !== "visitor") return { state: "moved", chosen: "" };
  const isTap = next.data.option === true && options.includes(next.body);
  return isTap ? { state: "chosen", chosen: next.body } : { state: "words", chosen: "" };
}
