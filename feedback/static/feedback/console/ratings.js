/**
 * A customer who was not happy: a line above the inbox until somebody has seen to it. Which chat it
 * was is told only where the customer opened it.
 *
 * @typedef {{step: string, rating: number, conversation: number | null, score: number, scale: string, contact: boolean}} LowRating
 */

import { byId, clone, part, write } from "console/dom.js";
import { say } from "console/words.js";

/** Lines at once; the page of ratings has them all. */
const MOST = 2;

/** The key of its words. @param {LowRating} rating */
export function lowWords({ scale, conversation, contact }) {
  if (contact) return "low_contact";
  if (conversation) return "low_open";
  return scale === "thumbs" ? "low_thumb" : "low_score";
}

export class LowRatings {
  #app;
  #list = clone("low-ratings");

  /** @param {import("console/app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#list.hidden = true;
    byId("calls").append(this.#list);
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type !== "alert" || frame.step !== "low_rating") return;
    const rating = /** @type {LowRating} */ (/** @type {unknown} */ (frame));
    const words = say(lowWords(rating), { score: rating.score });
    this.#add(rating, words);
    this.#app.announcer.say(words);
    this.#app.calls.notifier.call({ kind: "alert", words, conversation: rating.conversation ?? 0 });
  }

  /** One line for one rating, whatever else comes to be known of it. @param {LowRating} rating @param {string} words */
  #add(rating, words) {
    this.#list.querySelector(`[data-rating="${rating.rating}"]`)?.remove();
    const line = clone("low-rating");
    line.dataset.rating = String(rating.rating);
    write(part(line, "words"), words);
    this.#lead(/** @type {HTMLAnchorElement} */ (part(line, "look")), line, rating.conversation);
    part(line, "close").addEventListener("click", () => this.#drop(line));
    this.#list.prepend(line);
    this.#list.children[MOST]?.remove();
    this.#list.hidden = false;
  }

  /** @param {HTMLAnchorElement} link @param {HTMLElement} line @param {number | null} conversation */
  #lead(link, line, conversation) {
    const { address, config } = this.#app;
    const page = config.links.pages.find(({ icon }) => icon === "ratings");
    write(link, say(conversation ? "low_look_chat" : "low_look"));
    link.href = conversation ? address.of(conversation) : (page?.url ?? "");
    link.addEventListener("click", (event) => {
      this.#drop(line);
      if (!conversation || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#app.open(conversation);
    });
  }

  /** @param {HTMLElement} line */
  #drop(line) {
    line.remove();
    this.#list.hidden = !this.#list.children.length;
  }
}
