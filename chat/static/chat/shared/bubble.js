/**
 * One message on the page: a clone of <template id="bubble"> that repaints only what changed.
 *
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {import("shared/types.js").Position} Position
 */

import { initials } from "shared/initials.js";
import { fill } from "shared/rich_text.js";

export class Bubble {
  element;
  #strings;
  #clock;
  /** @type {Record<string, string>} what was painted last, by part */
  #painted = {};

  /**
   * @param {HTMLTemplateElement} template
   * @param {import("shared/types.js").Strings} strings
   * @param {import("shared/clock.js").Clock} clock
   */
  constructor(template, strings, clock) {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    this.element = /** @type {HTMLLIElement} */ (copy.firstElementChild);
    this.#strings = strings;
    this.#clock = clock;
    this.#part("retry").textContent = strings.retry;
    this.#part("discard").textContent = strings.discard;
  }

  /** @param {Item} item @param {Position} position */
  paint(item, position) {
    this.element.dataset.id = item.id;
    this.#once("place", item.place, (value) => (this.element.dataset.place = value));
    this.#once("tone", item.tone, (value) => (this.element.dataset.tone = value));
    this.#once("body", item.body, (value) => fill(this.#part("body"), value));
    this.#once("state", `${item.state} ${item.problem}`, () => this.#paintState(item));
    this.#once("time", item.at.toISOString(), () => this.#paintTime(item.at));
    this.#once("who", `${item.name} ${item.badge} ${item.photo}`, () => this.#paintWho(item));
    this.#once("position", JSON.stringify(position), () => this.#paintPosition(position));
  }

  /** @param {string} part @param {string} value @param {(value: string) => void} paint */
  #once(part, value, paint) {
    if (this.#painted[part] === value) return;
    this.#painted[part] = value;
    paint(value);
  }

  /** @param {Item} item */
  #paintWho(item) {
    this.#part("name").textContent = item.name;
    this.#part("badge").textContent = item.badge;
    this.#part("badge").hidden = !item.badge;
    this.#part("initials").textContent = initials(item.name);
    const photo = /** @type {HTMLImageElement} */ (this.#part("photo"));
    photo.hidden = !item.photo;
    if (item.photo) photo.src = item.photo;
  }

  /** @param {Item} item */
  #paintState({ state, problem }) {
    this.element.dataset.state = state;
    const words = { "": "", sending: this.#strings.sending, sent: this.#strings.sent, read: this.#strings.read, failed: problem };
    this.#part("state").hidden = !state;
    this.#part("state-text").textContent = words[state];
    this.#part("retry").hidden = this.#part("discard").hidden = state !== "failed";
  }

  /** @param {Date} at */
  #paintTime(at) {
    const time = /** @type {HTMLTimeElement} */ (this.#part("time"));
    time.dateTime = at.toISOString();
    time.textContent = this.#clock.time(at);
    time.title = this.#clock.full(at);
  }

  /** @param {Position} position */
  #paintPosition({ leads, ends, latest, day }) {
    this.element.classList.toggle("leads", leads);
    this.element.classList.toggle("ends", ends);
    this.element.classList.toggle("latest", latest);
    this.#part("day").textContent = day;
    this.#part("day").hidden = !day;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const found = this.element.querySelector(`.bubble-${name}`);
    if (!found) throw new Error(`template "bubble" has no .bubble-${name}`);
    return /** @type {HTMLElement} */ (found);
  }
}
