/**
 * What to call people and things in the list, the header and the palette.
 *
 * @typedef {import("console/types.js").Summary} Summary
 */

import { languageName, visitorLabel } from "console/format.js";
import { language, say } from "console/words.js";

/** @param {Summary} summary */
export function label(summary) {
  return visitorLabel(summary, {
    from: say("visitor_from"),
    home: say("visitor_home"),
    numbered: say("visitor_numbered"),
  });
}

/** @param {Summary} summary @param {number} member */
export function operatorName(summary, member) {
  if (!summary.operator) return "";
  return summary.operator.member === member ? say("you") : summary.operator.name;
}

/** @param {Summary} summary @param {number} member */
export function statusText(summary, member) {
  if (summary.status === "waiting") return say("status_waiting");
  if (summary.status === "closed") return say("status_closed");
  const mine = summary.operator?.member === member;
  return mine ? say("status_mine") : say("status_theirs", { name: operatorName(summary, member) });
}

/** The last words said, and by whom when it was not the customer. @param {Summary} summary @param {number} member */
export function preview(summary, member) {
  const { author = "", body = "" } = summary.preview ?? {};
  if (author !== "operator") return body;
  return say("said", { name: firstName(operatorName(summary, member)) || say("colleague"), body });
}

/** @param {string} name */
function firstName(name) {
  return name.split(/\s/, 1)[0] ?? "";
}

/** @param {Summary} summary */
export function languageOf(summary) {
  return languageName(summary.visitor.locale, language());
}

/** Two digits tell visitors apart who have no name. @param {Element} face @param {Summary} summary */
export function paintFace(face, { visitor }) {
  face.textContent = String(visitor.id).slice(-2);
  face.setAttribute("data-tint", String(visitor.id % 8));
}
