/**
 * A practice chat: who the customer is simulated for, what is to be done, and its end. Asking how it
 * stands is what moves the customer on, so it is asked again and again while it lasts.
 *
 * @typedef {{run: number, scenario: string, lesson: string, brief: string, over: boolean, outcome: string, url: string, end: string, conversation?: number | null, next_ms?: number}} Practice
 */

import { byId, part, write } from "console/dom.js";
import { say } from "console/words.js";

const ASK_AFTER_MS = 1_500;

export class Practising {
  #app;
  #banner = document.getElementById("practice");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  #opened = false;
  #over = false;

  /** @param {import("console/app.js").App} app */
  constructor(app) {
    this.#app = app;
    if (this.#banner) byId("calls").before(this.#banner);
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (!this.#banner || (frame.type !== "welcome" && frame.type !== "practice")) return;
    const told = /** @type {Practice | null | undefined} */ (frame.practice);
    if (told) this.#show(this.#banner, told);
    if (told && !told.over) this.#askSoon(told.next_ms ?? ASK_AFTER_MS);
  }

  /** @param {HTMLElement} banner @param {Practice} told */
  #show(banner, told) {
    for (const name of /** @type {const} */ (["scenario", "lesson", "brief"])) write(part(banner, name), told[name]);
    write(part(banner, "state"), this.#state(told));
    const form = /** @type {HTMLFormElement} */ (part(banner, "end"));
    const link = /** @type {HTMLAnchorElement} */ (part(banner, "result"));
    form.action = told.end;
    link.href = told.url;
    form.hidden = told.over;
    link.hidden = !told.over;
    banner.hidden = false;
    if (told.over && !this.#over) this.#app.announcer.say(this.#state(told));
    this.#over = told.over;
    this.#open(told.conversation ?? null);
  }

  /** @param {Practice} told */
  #state({ over, outcome, conversation }) {
    if (over) return say("practice_over", { outcome });
    return conversation === null ? say("practice_waits") : "";
  }

  /** Their chat, once, so that nobody has to look for it. @param {number | null} conversation */
  #open(conversation) {
    if (conversation === null || this.#opened) return;
    this.#opened = true;
    if (this.#app.chat.id === null) this.#app.open(conversation);
  }

  /** @param {number} ms */
  #askSoon(ms) {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      if (!this.#app.desk.line.send({ type: "practice" })) this.#askSoon(ASK_AFTER_MS);
    }, ms);
  }
}
