/** The line below what is being written: what is wrong, what is left, or what the keys do. */

import { say } from "console/words.js";

/** From so few characters on, what is left is counted. */
const NEARLY_FULL = 500;

/**
 * @param {{left: number, mode: import("console/drafts.js").Mode, line: string}} now left: characters
 * @param {import("console/enclosed.js").Enclosed} enclosed
 * @param {import("console/fields_composer.js").FieldsInComposer} fields
 * @returns {{text: string, isBad: boolean}}
 */
export function hintOf({ left, mode, line }, enclosed, fields) {
  const isReply = mode === "reply";
  const isBad = left < 0 || enclosed.isBad || (isReply && fields.hasHole);
  return { isBad, text: textOf() };

  function textOf() {
    if (left < 0) return say("too_long", { count: -left });
    if (enclosed.hint) return enclosed.hint;
    if (left < NEARLY_FULL) return say("left", { count: left });
    if (isReply && fields.hint) return fields.hint;
    return line === "offline" ? say("hint_offline") : say(`hint_${mode}`);
  }
}
