/** Quiet lines above the inbox, each until somebody has looked. Nothing sounds for them. */

import { byId, clone, part, write } from "console/dom.js";

/** Lines at once; the page they lead to has them all. */
const MOST_LINES = 2;

/**
 * What a frame says: `words` for the line, `place` below the page of the news.
 *
 * @typedef {{place: string, words: string}} Piece
 */

export class News {
  #app;
  #page;
  #type;
  #read;
  #list = clone("news");

  /**
   * @param {import("console/app.js").App} app
   * @param {string} page where its lines lead: the icon of that page in the rail
   * @param {string} type of the frames that bring it
   * @param {(frame: any) => Piece} read
   */
  constructor(app, page, type, read) {
    this.#app = app;
    this.#page = page;
    this.#type = type;
    this.#read = read;
    this.#list.hidden = true;
    byId("calls").append(this.#list);
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type !== this.#type) return;
    const piece = this.#read(frame);
    this.#add(piece);
    this.#app.announcer.say(piece.words);
  }

  /** One line for one place, the latest of it. @param {Piece} piece */
  #add({ place, words }) {
    this.#list.querySelector(`[data-place="${place}"]`)?.remove();
    const line = clone("news-line");
    line.dataset.place = place;
    write(part(line, "words"), words);
    part(line, "icon").setAttribute("href", `#i-${this.#page}`);
    const page = this.#app.config.links.pages.find(({ icon }) => icon === this.#page);
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
