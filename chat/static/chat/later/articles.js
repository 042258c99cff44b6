/**
 * Public articles: a list of titles that open in place, and a small search over all of them.
 *
 * @typedef {import("shared/types.js").ArticleTitle} ArticleTitle
 * @typedef {import("shared/types.js").PublicArticle} PublicArticle
 */

import { pageLocale } from "shared/clock.js";
import { part, say } from "shared/parts.js";
import { fill } from "shared/rich_text.js";

const PAUSE_MS = 250;
/** Fewer are seen at a glance. */
const WORTH_SEARCHING = 4;

export class Articles {
  #strings;
  #send;
  /** @type {Map<number, PublicArticle>} */
  #known = new Map();
  /** @type {ArticleTitle[]} */
  #all = [];
  #field = /** @type {HTMLInputElement} */ (part("article-search").querySelector("input"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {Record<string, string>} strings
   * @param {(frame: import("shared/types.js").Frame) => boolean} send
   */
  constructor(strings, send) {
    this.#strings = strings;
    this.#send = send;
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#search(), this.#field.value.trim() ? PAUSE_MS : 0);
    });
    part("article-search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search();
    });
  }

  /** Whether somebody is reading one just now. */
  get isRead() {
    return Boolean(part("articles").querySelector("details[open]"));
  }

  /** @param {ArticleTitle[]} all */
  offered(all) {
    this.#all = all;
    part("knowledge").hidden = !all.length;
    part("article-search").hidden = all.length < WORTH_SEARCHING;
    if (!this.#field.value.trim()) this.#list(all);
  }

  /** @param {string} search @param {ArticleTitle[]} articles */
  found(search, articles) {
    if (search !== this.#field.value.trim()) return; // typed on meanwhile
    this.#list(articles);
    say("articles-none", articles.length ? "" : this.#strings.noArticles);
  }

  /** @param {PublicArticle} article */
  opened(article) {
    this.#known.set(article.id, article);
    const place = part("articles").querySelector(`[data-article="${article.id}"] .article-body`);
    if (place instanceof HTMLElement) this.#fill(place, article);
  }

  #search() {
    const search = this.#field.value.trim();
    say("articles-none");
    if (search) this.#send({ type: "articles", search });
    else this.#list(this.#all);
  }

  /** What is open already stays as it is. @param {ArticleTitle[]} articles */
  #list(articles) {
    const there = new Map([...part("articles").children].map((item) => [/** @type {HTMLElement} */ (item).dataset.article, item]));
    part("articles").replaceChildren(...articles.map((article) => there.get(String(article.id)) ?? this.#item(article)));
  }

  /** @param {ArticleTitle} article */
  #item({ id, title }) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("article"));
    const item = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
    item.dataset.article = String(id);
    /** @type {HTMLElement} */ (item.querySelector("summary")).textContent = title;
    const body = /** @type {HTMLElement} */ (item.querySelector(".article-body"));
    /** @type {HTMLDetailsElement} */ (item.querySelector("details")).addEventListener("toggle", () => {
      const known = this.#known.get(id);
      if (known) this.#fill(body, known);
      else this.#send({ type: "article", article: id });
    }, { once: true });
    return item;
  }

  /** @param {HTMLElement} place @param {PublicArticle} article */
  #fill(place, { body, language, source, reviewed }) {
    const text = document.createElement("div");
    text.className = "article-text";
    text.lang = language;
    text.dir = "auto";
    fill(text, body);
    const foot = document.createElement("p");
    foot.className = "article-foot";
    const date = new Intl.DateTimeFormat(pageLocale(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(reviewed));
    foot.append((this.#strings.reviewed ?? "").replace("{date}", () => date));
    if (source) foot.append(" · ", sourceLink(source, this.#strings.source ?? ""));
    place.replaceChildren(text, foot);
  }
}

/** @param {string} href @param {string} label */
function sourceLink(href, label) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = label;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}
