/**
 * One article, read in the pane. What is selected in it goes into the answer; else all of it.
 *
 * @typedef {import("console/types.js").Article} Article
 */

import { paintArticle } from "console/articles_item.js";
import { attribute, byId, part, write } from "console/dom.js";
import { say } from "console/words.js";
import { fill } from "shared/rich_text.js";

export class ArticleReader {
  #place = byId("article-read");
  #body = part(this.#place, "body");
  #articles;
  #onClose;
  /** @type {Article | null} */
  #article = null;

  /**
   * @param {import("console/types.js").Links} links
   * @param {{onInsert: (article: Article, text?: string) => void, onClose: () => void}} on
   */
  constructor(links, { onInsert, onClose }) {
    this.#articles = links.articles;
    this.#onClose = onClose;
    const insert = part(this.#place, "insert");
    insert.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
    insert.addEventListener("click", () => {
      const chosen = this.#chosen;
      if (this.#article) onInsert(this.#article, chosen ? `${chosen}\n\n${this.#article.foot}` : undefined);
    });
    part(this.#place, "back").addEventListener("click", () => this.#leave());
    this.#place.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("selectionchange", () => this.#article && this.#paintInsert());
  }

  /** What is known of it at once; the rest follows. @param {Article} article */
  open(article) {
    this.#article = article;
    this.#place.hidden = false;
    this.#paint(article.snippet ?? "");
    write(part(this.#place, "note"), say("loading_text"));
    part(this.#place, "title").focus();
  }

  /** @param {number} id @param {Article | null} article null: it is gone */
  fill(id, article) {
    if (this.#article?.id !== id) return;
    if (article) this.#article = article;
    this.#paint(article?.body ?? "");
    write(part(this.#place, "note"), article ? "" : say("article_gone"));
    part(this.#place, "insert").hidden = !article;
  }

  close() {
    this.#article = null;
    this.#place.hidden = true;
  }

  #leave() {
    this.close();
    this.#onClose();
  }

  /** @param {string} body */
  #paint(body) {
    const article = /** @type {Article} */ (this.#article);
    paintArticle(this.#place, article);
    fill(this.#body, body);
    attribute(this.#body, "lang", article.language);
    part(this.#place, "insert").hidden = false;
    /** @type {HTMLAnchorElement} */ (part(this.#place, "page")).href = `${this.#articles}${article.id}/`;
    this.#paintInsert();
  }

  #paintInsert() {
    write(part(this.#place, "insert"), say(this.#chosen ? "article_insert_chosen" : "article_insert"));
  }

  /** What is selected in its text. */
  get #chosen() {
    const selection = document.getSelection();
    const isInside = selection?.anchorNode && this.#body.contains(selection.anchorNode) && this.#body.contains(selection.focusNode);
    return isInside ? selection.toString().trim() : "";
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#leave();
  }
}
