/**
 * Praise, a task, a goal, a chat to agree to.
 *
 * @typedef {"praise" | "task" | "goal" | "exemplar" | "done" | "confirmed"} What
 * @typedef {{what: What, id: number}} ForYou
 */

import { say } from "console/words.js";
import { News } from "feedback-console/news.js";

const PLACES = { praise: "", task: "tasks/", goal: "goals/", exemplar: "library/", done: "tasks/", confirmed: "tasks/" };

/** Where it stands, below the page of coaching. @param {ForYou} news */
export function placeOf({ what, id }) {
  const place = PLACES[what] ?? "";
  return place ? `${place}${id}/` : "";
}

/** @param {import("console/app.js").App} app */
export function coachingNews(app) {
  return new News(app, "coaching", "coaching", (frame) => ({ place: placeOf(frame), words: say(`coaching_${frame.what}`) }));
}
