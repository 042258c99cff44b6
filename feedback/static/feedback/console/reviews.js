/**
 * What became of a review: a line above the inbox that leads to it, until somebody has looked.
 *
 * @typedef {{step: string, review: number}} News
 */

import { byId, clone, part, write } from "console/dom.js";
import { say } from "console/words.js";

/** Lines at once; the page of reviews has them all. */
const MOST_NEWS = 2;

export class ReviewNews {
  #app;
  #list = clone("review-news");

  /** @param {import("console/app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#list.hidden = true;
    byId("calls").append(this.#list);
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type !== "review_news") return;
    const news = /** @type {News} */ (/** @type {unknown} */ (frame));
    const words = say(news.step);
    this.#add(news, words);
    this.#app.announcer.say(words);
  }

  /** One line for one review, the latest of it. @param {News} news @param {string} words */
  #add(news, words) {
    this.#list.querySelector(`[data-review="${news.review}"]`)?.remove();
    const line = clone("review-line");
    line.dataset.review = String(news.review);
    write(part(line, "words"), words);
    const page = this.#app.config.links.pages.find(({ icon }) => icon === "reviews");
    /** @type {HTMLAnchorElement} */ (part(line, "look")).href = `${page?.url ?? ""}${news.review}/`;
    part(line, "close").addEventListener("click", () => this.#drop(line));
    this.#list.prepend(line);
    this.#list.children[MOST_NEWS]?.remove();
    this.#list.hidden = false;
  }

  /** @param {HTMLElement} line */
  #drop(line) {
    line.remove();
    this.#list.hidden = !this.#list.children.length;
  }
}
