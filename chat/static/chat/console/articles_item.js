/**
 * One article on the page: whether it is still known to be true, since when, and where it is from.
 *
 * @typedef {import("console/types.js").Article} Article
 */

import { attribute, part, write } from "console/dom.js";
import { webAddress } from "console/format.js";
import { language, say } from "console/words.js";

/** What stands on every article. @param {HTMLElement} place @param {Article} article */
export function paintArticle(place, article) {
  const title = part(place, "title");
  write(title, article.title);
  attribute(title, "lang", article.language);
  part(place, "old").hidden = !article.is_out_of_date;
  part(place, "internal").hidden = article.is_public;
  part(place, "marks").hidden = !article.is_out_of_date && article.is_public;
  place.classList.toggle("is-old", article.is_out_of_date);
  write(part(place, "reviewed"), reviewed(article));
  const link = /** @type {HTMLAnchorElement} */ (part(place, "source"));
  const address = webAddress(article.source ?? undefined);
  link.hidden = !address;
  if (!address) return;
  link.href = address.href;
  attribute(link, "title", address.href);
  write(link, address.host.replace(/^www\./, ""));
}

/** @param {Article} article */
function reviewed({ reviewed_on, review_due, is_out_of_date }) {
  if (is_out_of_date && review_due) return say("article_due", { date: day(review_due) });
  return say("article_reviewed", { date: day(reviewed_on) });
}

/** @param {string} date "2026-11-03" */
export function day(date) {
  return new Date(date).toLocaleDateString(language(), { dateStyle: "medium", timeZone: "UTC" });
}
