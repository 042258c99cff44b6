/**
 * The part of the pane with articles: what they were found for, and a search over all of them.
 *
 * @typedef {import("console/types.js").Article} Article
 * @typedef {object} On
 * @property {(words: string) => void} onSearch "": for the customer's question again
 * @property {(words: string) => void} onFirst the best for these words is wanted
 * @property {(index: number) => void} onInsert
 * @property {(index: number) => void} onRead
 * @property {() => void} onLeave back to what is being written
 */

import { paintArticle } from "console/articles_item.js";
import { attribute, byId, clone, part, write } from "console/dom.js";
import { keyName } from "console/keys_sheet.js";
import { say, sayCount } from "console/words.js";

const TYPING_MS = 350;

export class ArticlesView {
  /** The words that what is shown was found for; null: nothing is shown yet. @type {string | null} */
  shown = null;
  #byKey;
  #mayWrite;
  #on;
  #place = byId("articles-found");
  #search = byId("articles-search", HTMLInputElement);
  #about = byId("articles-about");
  #list = byId("articles");
  #none = byId("articles-empty");
  #told = byId("articles-told");
  #more = byId("articles-more");
  /** The title that was pressed in order to read. @type {HTMLElement | null} */
  #left = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {number} byKey so many have a key @param {import("console/types.js").Links} links @param {On} on */
  constructor(byKey, links, on) {
    this.#byKey = byKey;
    this.#mayWrite = links.newArticle !== null;
    this.#on = on;
    this.#search.addEventListener("input", () => this.#typed());
    this.#search.addEventListener("keydown", (event) => this.#pressed(event));
    this.#more.addEventListener("click", () => this.#showAll());
    this.#list.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const row = button?.closest("li");
      if (!button || !row) return;
      const index = [...this.#list.children].indexOf(row);
      if (button.dataset.part !== "title") return on.onInsert(index);
      this.#left = button;
      on.onRead(index);
    });
  }

  /** What is searched for instead of the question. */
  get words() {
    return this.#search.value.trim();
  }

  /** To the search, or to what stands there while there is nothing to search. */
  focus() {
    this.#place.hidden = false;
    this.#search.select();
    (this.#search.hidden ? this.#none.querySelector("a") : this.#search)?.focus();
  }

  /** Back to where somebody went reading from. */
  show() {
    this.#place.hidden = false;
    if (this.#left?.isConnected) this.#left.focus();
    else this.focus();
  }

  hide() {
    this.#place.hidden = true;
  }

  /** Another chat: nothing is known for it yet. */
  blank() {
    clearTimeout(this.#soon);
    this.#place.hidden = false;
    this.#search.value = "";
    this.shown = null;
    this.#list.replaceChildren();
    this.#list.hidden = this.#none.hidden = this.#more.hidden = true;
    write(this.#about, "");
    write(this.#told, "");
  }

  offline() {
    write(this.#about, say("articles_offline"));
  }

  /** @param {string} words @param {{question: string, articles: Article[], any: boolean}} found */
  paint(words, { question, articles, any }) {
    this.shown = words;
    this.#none.hidden = any;
    this.#search.hidden = !any;
    write(this.#about, any ? about(words, question, articles.length) : "");
    write(this.#told, words ? sayCount("articles_found", articles.length) : ""); // who does not search is not disturbed
    this.#list.hidden = !articles.length;
    this.#list.replaceChildren(...articles.map((article, index) => this.#item(article, index)));
    const rest = articles.length - this.#byKey;
    this.#more.hidden = rest <= 0;
    if (rest > 0) write(this.#more, sayCount("articles_more", rest));
    part(this.#none, "write").hidden = !this.#mayWrite;
    part(this.#none, "ask").hidden = this.#mayWrite;
  }

  #showAll() {
    const rest = /** @type {HTMLElement[]} */ ([...this.#list.children].slice(this.#byKey));
    for (const row of rest) row.hidden = false;
    this.#more.hidden = true;
    rest[0]?.querySelector("button")?.focus();
  }

  /** @param {Article} article @param {number} index */
  #item(article, index) {
    const row = clone("article-item");
    row.hidden = index >= this.#byKey;
    paintArticle(row, article);
    const snippet = part(row, "snippet");
    write(snippet, article.snippet ?? "");
    attribute(snippet, "lang", article.language);
    const insert = part(row, "insert");
    const hasKey = index < this.#byKey;
    write(part(row, "insert-what"), ` “${article.title}”`);
    attribute(insert, "aria-keyshortcuts", hasKey ? `Alt+${index + 1}` : null);
    part(row, "key").hidden = !hasKey;
    write(part(row, "key"), `${keyName("Alt")} ${index + 1}`);
    return row;
  }

  #typed() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#on.onSearch(this.words), this.words ? TYPING_MS : 0);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(this.#soon);
    if (event.key === "Enter") return this.#on.onFirst(this.words);
    if (!this.#search.value) return this.#on.onLeave();
    this.#search.value = "";
    this.#on.onSearch("");
  }
}

/** @param {string} words @param {string} question @param {number} count */
function about(words, question, count) {
  if (count) return words ? "" : say("articles_for", { question });
  return say(words ? "articles_none_found" : "articles_none");
}
