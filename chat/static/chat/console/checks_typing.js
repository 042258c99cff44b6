/**
 * The one check that this console makes by itself, because it knows first: the customer is still
 * writing.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {import("console/types.js").CheckRules} CheckRules
 */

import { say } from "console/words.js";

/** The server's name for it; what it says about it is older than what is known here. */
export const TYPING_RULE = "customer_typing";

/** @param {CheckRules["rules"]} rules those of the company @param {boolean} isTyping @returns {CheckHit[]} */
export function typingHit(rules, isTyping) {
  const rule = rules[TYPING_RULE];
  if (!rule || rule.severity === "off" || !isTyping) return [];
  const { title, severity } = rule;
  return [{ rule: TYPING_RULE, title, why: say("check_typing"), start: 0, end: 0, severity, fix: null, action: null }];
}
