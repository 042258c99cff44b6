/** Before an article that may no longer be true goes into an answer. */

import { day } from "console/articles_item.js";
import { byId, write } from "console/dom.js";
import { say } from "console/words.js";

/**
 * @param {import("console/types.js").Article} article
 * @returns {Promise<boolean>} whether it is wanted all the same
 */
export function askBefore({ title, review_due }) {
  const dialog = byId("article-ask", HTMLDialogElement);
  write(byId("article-ask-title"), title);
  write(byId("article-ask-text"), say("article_ask", { date: review_due ? day(review_due) : "" }));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
