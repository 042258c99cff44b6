/**
 * Below an automatic answer: the articles it is from, which open in place, or links to them.
 *
 * @typedef {import("shared/types.js").Source} Source
 * @typedef {import("widget/session.js").Session} Session
 */

import { articleItem, fillArticle, sourceLink } from "later/articles.js";
import { make } from "shared/make.js";
import { readJson } from "shared/page_data.js";

export class Sources {
  #strings = /** @type {Record<string, string>} */ (readJson("masked-strings"));
  #send;
  /** @param {(frame: import("shared/types.js").Frame) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {Session} session */
  show({ log }) {
    for (const { id, data } of log.entries) {
      const bubble = data.sources && document.querySelector(`[data-id="${id}"]:not(:has(> .sources))`);
      const rows = (data.sources ?? []).map((source) => this.#item(source));
      bubble?.querySelector(":scope > .bubble-body")?.after(make("ul", { class: "articles sources", role: "list", "aria-label": this.#strings.source ?? "" }, ...rows));
    }
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive({ type, article, code }) {
    if (type === "article") each(`[data-article="${article.id}"] .article-body`, (place) => fillArticle(place, article, this.#strings));
    if (code === "not_found") each("[open] .skeleton", (place) => place.replaceWith(this.#strings.noArticles ?? "")); // withdrawn meanwhile
  }

  /** @param {Source} source */
  #item({ article, title, url }) {
    if (!article) return make("li", {}, sourceLink(url ?? "", title));
    return articleItem({ id: article, title }, () => this.#send({ type: "article", article }));
  }
}

/** @param {string} what @param {(place: HTMLElement) => void} change */
function each(what, change) {
  for (const place of document.querySelectorAll(`.sources ${what}`)) change(/** @type {HTMLElement} */ (place));
}
