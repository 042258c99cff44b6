/** What became of a review: each line leads to it. */

import { say } from "console/words.js";
import { News } from "feedback-console/news.js";

/** @param {import("console/app.js").App} app */
export function reviewNews(app) {
  return new News(app, "reviews", "review_news", (frame) => ({ place: `${frame.review}/`, words: say(frame.step) }));
}
