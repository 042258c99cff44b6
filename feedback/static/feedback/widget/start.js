/**
 * What comes with and after a chat besides words: cards in the log, the rating, the visitor's own
 * data. Everything here is loaded when it is first needed.
 *
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {typeof import("widget/app.js").widget} Widget
 * @typedef {object} Part a capability; each of its methods is optional
 * @property {() => void} [look] before the page is painted
 * @property {(frame: import("shared/types.js").Frame) => void} [receive]
 * @property {(element: HTMLElement, item: Item) => void} [decorate] a bubble that is painted
 *
 * @typedef {object} Need when a part is needed, and where it comes from
 * @property {(widget: Widget) => boolean} when
 * @property {(widget: Widget) => Promise<Part>} bring
 */

import { part, pause } from "shared/parts.js";
import { widget } from "widget/app.js";

/** Whether "Your data and e-mail" was asked for before anybody else listened. */
let isAsked = false;

/** @type {Need[]} */
const NEEDS = [
  {
    when: ({ session }) => Boolean(session.welcome?.survey),
    bring: async (from) => (await import("feedback-later/survey.js")).beginSurvey(from),
  },
  {
    when: ({ session }) => Boolean(session.welcome?.promises) || session.log.entries.some(({ data }) => data.card === "promise"),
    bring: async (from) => (await import("feedback-later/promises.js")).beginPromises(from),
  },
  {
    when: ({ session }) => isAsked || session.log.entries.some(({ data }) => data.card === "permission"),
    bring: async (from) => (await import("feedback-later/permission.js")).beginPermission(from, isAsked),
  },
];

/** @type {Map<Need, Part | null>} null while it is being loaded */
const parts = new Map();

/** @param {Need} need */
async function bring(need) {
  parts.set(need, null);
  try {
    parts.set(need, await need.bring(widget));
    widget.render();
  } catch {
    parts.delete(need); // no line just now: the next look tries again
  }
}

/** @returns {Part[]} */
function ready() {
  return [...parts.values()].filter((part) => part !== null);
}

await pause();
part("data").addEventListener("click", () => {
  isAsked = true;
  widget.render();
}, { once: true });
widget.lookers.push(() => {
  for (const need of NEEDS) if (!parts.has(need) && need.when(widget)) void bring(need);
  for (const part of ready()) part.look?.();
});
widget.decorators.push((element, item) => {
  for (const part of ready()) part.decorate?.(element, item);
});
widget.connection.addEventListener("frame", (event) => {
  const frame = /** @type {CustomEvent} */ (event).detail;
  if (frame.type === "survey" && widget.session.welcome) widget.session.welcome.survey = frame.survey;
  for (const part of ready()) part.receive?.(frame);
});
