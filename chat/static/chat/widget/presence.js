/**
 * Who is there, said in the header and shown in the greeting.
 *
 * @typedef {import("shared/types.js").Person} Person
 * @typedef {import("shared/types.js").Availability} Availability
 * @typedef {import("widget/session.js").Session} Session
 */

import { pageLocale } from "shared/clock.js";
import { initials } from "shared/initials.js";
import { part, say } from "shared/parts.js";

const SOON_MS = 18 * 3_600_000;

export class Presence {
  #strings;
  #painted = "";

  /** @param {Record<string, string>} strings */
  constructor(strings) {
    this.#strings = strings;
  }

  /** @param {Session} session */
  show({ welcome, conversation, masked }) {
    if (!welcome) return;
    const operator = conversation?.status === "open" ? conversation.operator : null;
    const state = JSON.stringify([operator, welcome.people, welcome.availability, masked]);
    if (state === this.#painted) return;
    this.#painted = state;
    const people = operator ? [operator] : welcome.people;
    part("head-faces").replaceChildren(...people.slice(0, 3).map((person) => this.#face(person)));
    if (!masked) say("head-line", this.#line(operator, welcome.people)); // else masked.js says it
    part("people").replaceChildren(...welcome.people.map((person) => this.#person(person)));
    this.#showHours(welcome.availability);
  }

  /** @param {Person | null} operator @param {Person[]} people */
  #line(operator, people) {
    const { withYou = "", here = "", nobody = "" } = this.#strings;
    if (operator) return withYou.replace("{name}", () => operator.name);
    const names = people.slice(0, 3).map((person) => person.name);
    return names.length ? here.replace("{names}", () => list(names)) : nobody;
  }

  /** The end of today's hours; a time further away is of no interest. @param {Availability} availability */
  #showHours({ state, closes }) {
    const at = new Date(closes ?? NaN);
    part("hours").hidden = !(state === "open" && at.getTime() - Date.now() < SOON_MS);
    const time = closes ? at.toLocaleTimeString(pageLocale(), { hour: "numeric", minute: "2-digit" }) : "";
    say("hours-text", (this.#strings.until ?? "").replace("{time}", () => time));
  }

  /** @param {Person} person */
  #person(person) {
    const copy = this.#clone("person");
    copy.prepend(this.#face(person));
    /** @type {HTMLElement} */ (copy.querySelector(".person-name")).textContent = person.name;
    return copy;
  }

  /** @param {Person} person */
  #face({ name, photo }) {
    const copy = this.#clone("face");
    /** @type {HTMLElement} */ (copy.querySelector(".face-initials")).textContent = initials(name);
    const picture = /** @type {HTMLImageElement} */ (copy.querySelector("img"));
    picture.hidden = !photo;
    if (photo) picture.src = photo;
    return copy;
  }

  /** @param {string} id @returns {HTMLElement} */
  #clone(id) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    return /** @type {HTMLElement} */ (copy.firstElementChild);
  }
}

/** "Ada, Sam and Omar" in the page's language. @param {string[]} names */
function list(names) {
  return new Intl.ListFormat(pageLocale()).format(names);
}
