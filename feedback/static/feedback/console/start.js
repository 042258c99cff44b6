/** What the console shows of promises, permission and ratings, beside and in the chat. */

import { app } from "console/main.js";
import { coachingNews } from "feedback-console/coaching.js";
import { Permission } from "feedback-console/permission.js";
import { Practising } from "feedback-console/practice.js";
import { Promises } from "feedback-console/promises.js";
import { LowRatings } from "feedback-console/ratings.js";
import { reviewNews } from "feedback-console/reviews.js";
import { Transcript } from "feedback-console/transcript.js";

/**
 * @typedef {object} Part a capability; each of its methods is optional
 * @property {() => void} [refresh] the chat that is shown, or something about it, has changed
 * @property {(frame: import("shared/types.js").Frame) => void} [receive]
 */

/** @type {Part[]} */
const PARTS = [new Permission(app), new Promises(app), new LowRatings(app), reviewNews(app), coachingNews(app), new Transcript(app), new Practising(app)];

app.desk.addEventListener("frame", (event) => {
  for (const part of PARTS) part.receive?.(/** @type {CustomEvent} */ (event).detail);
});
app.desk.addEventListener("change", () => {
  for (const part of PARTS) part.refresh?.();
});
