/**
 * The mood of the customer in the pane beside the chat: a word, where it goes, and what it is told by.
 *
 * @typedef {import("console/types.js").Summary} Summary
 */

import { attribute, byId, make, part, write } from "console/dom.js";
import { levelOf, moodLine, signalWords } from "console/mood_words.js";
import { say } from "console/words.js";

const CALM = /** @type {import("console/types.js").Mood} */ ({ score: 0, trend: "steady", upset_since: null, signals: [] });

export class MoodView {
  #place = byId("mood");
  #clock;
  #painted = "";

  /** @param {import("console/server_clock.js").ServerClock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {Summary | undefined} summary */
  paint(summary) {
    const mood = summary?.mood ?? CALM;
    const waited = summary?.waiting_since ? this.#clock.since(summary.waiting_since) : null;
    const told = mood.signals.map((signal) => ({ words: signalWords(signal, waited), points: signal.points }));
    const key = JSON.stringify([mood.score, mood.trend, mood.upset_since, told]);
    if (key === this.#painted) return;
    this.#painted = key;
    attribute(this.#place, "data-level", levelOf(mood));
    this.#draw("mood-face", `#i-mood-${levelOf(mood)}`);
    this.#draw("mood-trend", `#i-trend-${mood.trend}`);
    write(part(this.#place, "words"), moodLine(mood));
    const list = part(this.#place, "signals");
    list.replaceChildren(...told.map(item));
    list.hidden = told.length === 0;
  }

  /** @param {string} name @param {string} icon */
  #draw(name, icon) {
    const use = this.#place.querySelector(`.${name} use`);
    if (use) attribute(use, "href", icon);
  }
}

/** @param {{words: string, points: number}} told */
function item({ words, points }) {
  const line = make("li", words);
  const weight = make("span", String(points), "mood-points");
  attribute(weight, "title", say("mood_of", { points }));
  line.append(weight);
  return line;
}
