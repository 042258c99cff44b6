/**
 * How the form for writing looks: its modes, what the button will do, and why a reply is not possible.
 *
 * @typedef {import("console/drafts.js").Mode} Mode
 * @typedef {import("console/types.js").Summary} Summary
 */

import { attribute, byId, part, write } from "console/dom.js";
import { say } from "console/words.js";

/**
 * @param {Summary} summary
 * @param {Mode} mode
 * @param {import("console/abilities.js").Abilities} able
 * @param {boolean} mayWhisper
 */
export function paintComposer(summary, mode, able, mayWhisper) {
  const form = byId("composer");
  attribute(form, "data-mode", mode);
  for (const button of form.querySelectorAll("button[data-mode]")) {
    const its = button.getAttribute("data-mode");
    attribute(button, "aria-pressed", String(its === mode));
    attribute(button, "aria-disabled", its === "reply" && !able.reply ? "true" : null);
    if (its === "whisper") button.toggleAttribute("hidden", !mayWhisper);
  }
  paintReason(summary, able, mode !== "whisper");
  const key = mode !== "reply" ? mode : summary.status === "waiting" ? "take" : "reply";
  write(byId("send"), say(`send_${key}`));
  byId("send-close").hidden = mode !== "reply" || !able.reply;
  write(byId("words-label"), say(`field_${mode}`));
  attribute(byId("words"), "placeholder", say(`field_${mode}`));
}

/** @param {Summary} summary @param {import("console/abilities.js").Abilities} able @param {boolean} counts */
function paintReason(summary, able, counts) {
  const reason = byId("composer-reason");
  reason.hidden = !able.blocked || !counts;
  write(part(reason, "words"), able.blocked ? say(`blocked_${able.blocked}`, { name: summary.operator?.name ?? "" }) : "");
  /** @type {HTMLElement} */ (reason.querySelector("button")).hidden = !able.reopen;
}
