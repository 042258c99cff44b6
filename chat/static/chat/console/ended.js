/**
 * The server will not have us any more: say why and what to do. What was typed stays in this
 * browser.
 *
 * @typedef {import("console/types.js").Links} Links
 */

import { byId, make, write } from "console/dom.js";
import { say } from "console/words.js";

/** @type {Record<number, string>} what close codes mean to a person */
const REASONS = { 1002: "outdated", 1009: "outdated", 4401: "signed_out", 4403: "no_member", 4404: "not_there" };

/** @param {number} code @param {Links} links */
export function showEnded(code, links) {
  const reason = REASONS[code] ?? "outdated";
  const dialog = byId("ended", HTMLDialogElement);
  write(byId("ended-title"), say(`ended_${reason}`));
  write(byId("ended-text"), say(`ended_${reason}_text`));
  byId("ended-actions").replaceChildren(...actions(reason, links));
  byId("line-bar").classList.add("is-over"); // there is nothing to wait for
  for (const open of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (open).close();
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => dialog.showModal());
  dialog.showModal();
}

/** @param {string} reason @param {Links} links */
function actions(reason, links) {
  const signIn = `${links.signIn}?next=${encodeURIComponent(location.pathname)}`;
  if (reason === "outdated") return [link(say("reload"), location.href)];
  if (reason === "no_member") return [link(say("your_companies"), links.companies)];
  if (reason === "signed_out") return [link(say("sign_in"), signIn)];
  return [link(say("sign_in"), signIn), link(say("your_companies"), links.companies, "button quiet")];
}

/** @param {string} text @param {string} href @param {string} [look] */
function link(text, href, look = "button") {
  const element = /** @type {HTMLAnchorElement} */ (make("a", text, look));
  element.href = href;
  return element;
}
