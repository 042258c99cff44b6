/**
 * Public articles: a list of titles that open in place, and a small search over all of them.
 *
 * @typedef {import("shared/types.js").ArticleTitle} ArticleTitle
 * @typedef {import("shared/types.js").PublicArticle} PublicArticle
 */

import { pageLocale } from "shared/clock.js";
import { make } from "shared/make.js";
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
    if (place instanceof HTMLElement) fillArticle(place, article, this.#strings);
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
  #item(article) {
    return articleItem(article, (body) => {
      const known = this.#known.get(article.id);
      if (known) fillArticle(body, known, this.#strings);
      else this.#send({ type: "article", article: article.id });
    });
  }
}

/**
 * A title that opens in place.
 * @param {ArticleTitle} article
 * @param {(body: HTMLElement) => void} onOpen the first time
 */
export function articleItem({ id, title }, onOpen) {
  const body = make("div", { class: "article-body" }, make("div", { class: "skeleton", "aria-hidden": "true" }, make("span", {}), make("span", {})));
  const details = make("details", {}, make("summary", { dir: "auto" }, title), body);
  details.addEventListener("toggle", () => onOpen(body), { once: true });
  return make("li", { "data-article": `${id}` }, details);
}

/** @param {HTMLElement} place @param {PublicArticle} article @param {Record<string, string>} strings */
export function fillArticle(place, { body, language, source, reviewed }, { reviewed: checked = "", source: from = "" }) {
  const text = make("div", { class: "article-text", lang: language, dir: "auto" });
  fill(text, body);
  const date = new Intl.DateTimeFormat(pageLocale(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(reviewed));
  const link = source ? [" · ", sourceLink(source, from)] : [];
  place.replaceChildren(text, make("p", { class: "article-foot" }, checked.replace("{date}", () => date), ...link));
}

/** @param {string} href @param {string} label */
export const sourceLink = (href, label) => make("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
