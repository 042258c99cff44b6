/**
 * Praise, a task, a goal, a chat to agree to: a quiet line above the inbox until somebody has looked.
 * Nothing sounds for it.
 *
 * @typedef {"praise" | "task" | "goal" | "exemplar" | "done" | "confirmed"} What
 * @typedef {{what: What, id: number}} ForYou
 */

import { byId, clone, part, write } from "console/dom.js";
import { say } from "console/words.js";

/** Lines at once; the page of coaching has all of it. */
const MOST_LINES = 2;
const PLACES = { praise: "", task: "tasks/", goal: "goals/", exemplar: "library/", done: "tasks/", confirmed: "tasks/" };

/** Where it stands, below the page of coaching. @param {ForYou} news */
export function placeOf({ what, id }) {
  const place = PLACES[what] ?? "";
  return place ? `${place}${id}/` : "";
}

export class CoachingNews {
  #app;
  #list = clone("coaching-news");

  /** @param {import("console/app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#list.hidden = true;
    byId("calls").append(this.#list);
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type !== "coaching") return;
    const news = /** @type {ForYou} */ (/** @type {unknown} */ (frame));
    const words = say(`coaching_${news.what}`);
    this.#add(news, words);
    this.#app.announcer.say(words);
  }

  /** One line for one thing, the latest of it. @param {ForYou} news @param {string} words */
  #add(news, words) {
    const place = placeOf(news);
    this.#list.querySelector(`[data-place="${place}"]`)?.remove();
    const line = clone("coaching-line");
    line.dataset.place = place;
    write(part(line, "words"), words);
    const page = this.#app.config.links.pages.find(({ icon }) => icon === "coaching");
    /** @type {HTMLAnchorElement} */ (part(line, "look")).href = `${page?.url ?? ""}${place}`;
    part(line, "close").addEventListener("click", () => this.#drop(line));
    this.#list.prepend(line);
    this.#list.children[MOST_LINES]?.remove();
    this.#list.hidden = false;
  }

  /** @param {HTMLElement} line */
  #drop(line) {
    line.remove();
    this.#list.hidden = !this.#list.children.length;
  }
}
