/**
 * Beside the chat: what the company's own site says of its customer. What its server has signed is
 * shown as such; everything else as said. An e-mail address here is no permission to write to it.
 *
 * @typedef {import("console/types.js").Context} Context
 */

import { byId, make, write } from "console/dom.js";
import { say } from "console/words.js";

export class ContextTold {
  #place = byId("context-told");
  #rows = byId("context-told-rows");
  #hint = byId("context-told-hint");

  /** @param {Context | undefined} context */
  paint(context) {
    const identity = context?.identity ?? null;
    const attributes = Object.entries(context?.attributes ?? {});
    this.#place.hidden = !identity && !attributes.length;
    const told = attributes.map(([name, value]) => row(name, spoken(value)));
    this.#rows.replaceChildren(...(identity ? identityRows(identity) : []), ...told);
    const hints = [identity && !identity.verified && say("told_unsigned"), identity?.email && say("told_no_mail")];
    write(this.#hint, hints.filter(Boolean).join(" "));
    this.#hint.hidden = !this.#hint.textContent;
  }
}

/** @param {NonNullable<Context["identity"]>} identity */
function identityRows({ id, name, email, verified }) {
  const who = row(say(verified ? "told_confirmed" : "told_claimed"), name || id || email || "");
  return [who, ...(name && id ? [row(say("told_number"), id)] : []), ...(email && (name || id) ? [row(say("told_email"), email)] : [])];
}

/** @param {string | number | boolean} value */
function spoken(value) {
  if (typeof value === "boolean") return say(value ? "told_yes" : "told_no");
  return String(value);
}

/** @param {string} name @param {string} value */
function row(name, value) {
  const line = make("div", "");
  const [term, words] = [make("dt", ""), make("dd", "")];
  term.append(make("bdi", name));
  words.append(make("bdi", value));
  line.append(term, words);
  return line;
}
