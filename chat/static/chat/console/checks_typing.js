/**
 * The one check that this console makes by itself, because it knows first: the customer is still
 * writing.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {import("console/types.js").CheckRules} CheckRules
 */

import { say } from "console/words.js";

const RULE = "customer_typing";

/** @param {CheckRules["rules"]} rules those of the company @param {boolean} isTyping @returns {CheckHit[]} */
export function typingHit(rules, isTyping) {
  const rule = rules[RULE];
  if (!rule || rule.severity === "off" || !isTyping) return [];
  const { title, severity } = rule;
  return [{ rule: RULE, title, why: say("check_typing"), start: 0, end: 0, severity, fix: null, action: null }];
}
