/**
 * Beside the name of the chat: how urgent it is, whose it is to answer, its tags, who else looks.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Colleague} Colleague
 */

import { attribute, byId, make } from "console/dom.js";
import { say } from "console/words.js";

const MOST_TAGS = 3;

export class ContextMarks {
  #place = byId("chat-marks");
  #painted = "";

  /** @param {Summary | undefined} summary @param {Colleague[]} viewers */
  paint(summary, viewers) {
    const key = summary ? JSON.stringify([summary.priority, summary.department, summary.tags, viewers]) : "";
    if (key === this.#painted) return;
    this.#painted = key;
    const marks = summary ? marksOf(summary, viewers) : [];
    this.#place.hidden = marks.length === 0;
    this.#place.replaceChildren(...marks);
  }
}

/** @param {Summary} summary @param {Colleague[]} viewers @returns {Element[]} */
function marksOf(summary, viewers) {
  const tags = summary.tags ?? [];
  const more = tags.length > MOST_TAGS ? [`+${tags.length - MOST_TAGS}`] : [];
  return [
    ...(summary.priority === "normal" ? [] : [priorityMark(summary.priority)]),
    ...(summary.department ? [make("span", summary.department.name, "mark-department")] : []),
    ...[...tags.slice(0, MOST_TAGS), ...more].map((tag) => make("span", tag, "mark-tag")),
    ...(viewers.length ? [make("span", lookingWords(viewers), "mark-viewers")] : []),
  ];
}

/** @param {string} priority */
export function priorityMark(priority) {
  const mark = make("span", say(`priority_${priority}`), "mark-priority");
  attribute(mark, "data-priority", priority);
  return mark;
}

/** @param {Colleague[]} viewers */
function lookingWords(viewers) {
  const names = viewers.map((who) => who.name).join(", ");
  return say(viewers.length === 1 ? "looking_one" : "looking_many", { names });
}
