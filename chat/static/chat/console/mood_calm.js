/**
 * The card that helps to calm somebody down: five steps, each a sentence for the answer, ticked once
 * somebody has said it. It can be put away for a chat; it comes back when they get upset anew.
 *
 * @typedef {import("console/types.js").CalmStep} CalmStep
 * @typedef {import("console/types.js").Summary} Summary
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { reasons } from "console/mood_words.js";
import { say } from "console/words.js";
import { keep } from "shared/storage.js";

const MOST_REASONS = 2;
const MOST_KEPT = 50;

/**
 * Whether the card is for this person now: they have the chat, or would by answering.
 * @param {Summary | undefined} summary
 * @param {number} member
 */
export function needsCalm(summary, member) {
  const isTheirs = summary?.status === "waiting" || (summary?.status === "open" && summary.operator?.member === member);
  return isTheirs && Boolean(summary.mood?.upset_since);
}

export class Calm {
  #app;
  #card = byId("calm");
  #steps = part(this.#card, "steps");
  #key;
  /** @type {CalmStep[]} */
  #known = [];
  /** What was asked for last: the chat, and how long its log was. */
  #asked = "";
  /** @type {Map<string, number>} which sentence of a step was put in last */
  #used = new Map();

  /** @param {import("console/app.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#key = `helpdesk:calm:${app.config.slug}:${app.config.me.member}`;
    this.#steps.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-step]") : null;
      if (button) this.#say(button.getAttribute("data-step") ?? "");
    });
    part(this.#card, "close").addEventListener("click", () => this.#putAway());
    app.desk.addEventListener("frame", (event) => this.#told(/** @type {CustomEvent} */ (event).detail));
    app.desk.addEventListener("welcome", () => (this.#asked = ""));
  }

  refresh() {
    const { summary } = this.#app.chat;
    const isShown = summary !== undefined && needsCalm(summary, this.#app.config.me.member) && !this.#isAway(summary);
    if (!isShown || !summary.mood) {
      this.#card.hidden = true;
      return;
    }
    this.#ask(summary);
    this.#card.hidden = this.#known.length === 0;
    const waited = summary.waiting_since ? this.#app.clock.since(summary.waiting_since) : null;
    write(part(this.#card, "why"), reasons(summary.mood, waited, MOST_REASONS));
  }

  /** @param {Summary} summary */
  #ask({ id, head }) {
    const wanted = `${id} ${head}`;
    if (wanted === this.#asked) return;
    if (wanted.split(" ")[0] !== this.#asked.split(" ")[0]) this.#startOver();
    if (this.#app.desk.line.send({ type: "mood_card", conversation: id })) this.#asked = wanted;
  }

  #startOver() {
    this.#known = [];
    this.#used.clear();
    this.#steps.replaceChildren();
  }

  /** @param {import("shared/types.js").Frame} frame */
  #told(frame) {
    if (frame.type !== "mood_card" || frame.conversation !== this.#app.chat.id) return;
    this.#known = /** @type {CalmStep[]} */ (frame.steps);
    for (const { sentences } of this.#known) for (const words of sentences) this.#app.composer.brings(words);
    this.#paintSteps();
    this.refresh();
  }

  /** Buttons stay where they are, so that none loses the focus. */
  #paintSteps() {
    this.#known.forEach(({ step, done }, index) => {
      const item = this.#steps.children[index] ?? this.#steps.appendChild(clone("calm-step"));
      const button = /** @type {HTMLElement} */ (item.querySelector("button"));
      const name = say(`calm_${step}`);
      attribute(button, "data-step", step);
      attribute(button, "data-done", done ? "" : null);
      attribute(button, "title", say(`calm_${step}_why`));
      attribute(button, "aria-label", done ? say("calm_done", { step: name }) : null);
      write(part(button, "number"), String(index + 1));
      write(part(button, "name"), name);
    });
  }

  /** The other sentence the next time. @param {string} step */
  #say(step) {
    const sentences = this.#known.find((one) => one.step === step)?.sentences ?? [];
    const turn = ((this.#used.get(step) ?? -1) + 1) % Math.max(1, sentences.length);
    const words = sentences[turn];
    if (!words) return;
    this.#used.set(step, turn);
    this.#app.composer.write("reply");
    this.#app.composer.insert(words);
  }

  #putAway() {
    const { summary } = this.#app.chat;
    if (!summary) return;
    const rest = Object.entries(this.#away()).slice(1 - MOST_KEPT);
    keep(this.#app.storage, this.#key, JSON.stringify(Object.fromEntries([...rest, [summary.id, summary.mood?.upset_since]])));
    this.refresh();
    this.#app.composer.focus();
  }

  /** @param {Summary} summary */
  #isAway({ id, mood }) {
    return this.#away()[id] === mood?.upset_since;
  }

  /** @returns {Record<string, string | null>} since when they were upset when it was put away, by conversation */
  #away() {
    try {
      return JSON.parse(this.#app.storage.getItem(this.#key) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }
}
