/**
 * One chat that was found: which, where in it, and how it is now.
 *
 * @typedef {import("console/types.js").Hit} Hit
 */

import { clone, make, part, write, writeTime } from "console/dom.js";
import { label, paintFace, preview, statusText } from "console/labels.js";
import { language, say } from "console/words.js";

export class HitItem {
  element = clone("hit");

  /** @param {Hit} hit @param {string} href @param {number} member who looks */
  constructor({ conversation, entry }, href, member) {
    const link = /** @type {HTMLAnchorElement} */ (this.element.querySelector("a"));
    link.href = href;
    link.dataset.id = String(conversation.id);
    if (entry) link.dataset.seq = String(entry.seq);
    paintFace(this.#part("face"), conversation);
    write(this.#part("label"), label(conversation));
    this.#paintWords(entry, preview(conversation, member));
    const at = new Date(entry?.at ?? conversation.changed_at);
    const time = /** @type {HTMLTimeElement} */ (this.#part("time"));
    writeTime(time, at, at.toLocaleDateString(language(), { day: "numeric", month: "short", year: "2-digit" }), at.toLocaleString(language()));
    write(this.#part("status"), statusText(conversation, member));
    write(this.#part("tags"), (conversation.tags ?? []).join(", "));
  }

  /** @param {Hit["entry"]} entry @param {string} otherwise */
  #paintWords(entry, otherwise) {
    const place = this.#part("snippet");
    if (!entry) return void write(place, otherwise);
    const who = entry.kind === "note" || entry.kind === "whisper" ? say("hit_note") : entry.author.name;
    const words = entry.snippet.map(([text, isWord]) => (isWord ? make("mark", text) : text));
    place.replaceChildren(...(who ? [`${who}: `] : []), ...words);
  }

  /** @param {string} name */
  #part(name) {
    return part(this.element, name);
  }
}
