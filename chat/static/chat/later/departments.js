/**
 * Whom the visitor would like to talk to, above the field until they have asked something. A tap
 * chooses, another takes it back; nobody has to.
 *
 * @typedef {import("shared/types.js").Department} Department
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("widget/session.js").Session} Session
 */

import { whenIs } from "later/when.js";
import { make } from "shared/make.js";
import { readJson } from "shared/page_data.js";

/** @param {HTMLFormElement} form @param {string} address of the words @param {(frame: Frame) => boolean} send */
export async function offerDepartments(form, address, send) {
  const answer = await fetch(address);
  return new Departments(form, (await answer.json()).words, send);
}

export class Departments {
  #words;
  #send;
  #times = /** @type {Record<string, string>} */ (readJson("masked-strings"));
  #chips;
  #about = make("p", { class: "hint-line", role: "status" });
  #group;
  #painted = "";
  /** @type {number | null | undefined} what was tapped here; undefined: nothing yet */
  #wish;
  /** @type {Department[]} */
  #departments = [];
  /** @type {import("shared/types.js").Availability | undefined} the company's own */
  #company;

  /** @param {HTMLFormElement} form @param {Record<string, string>} words @param {(frame: Frame) => boolean} send */
  constructor(form, words, send) {
    this.#words = words;
    this.#send = send;
    this.#chips = make("div", { class: "options hint-line" });
    const title = make("p", { class: "hint-line", id: "departments" }, words.departments ?? "");
    this.#group = make("div", { role: "group", "aria-labelledby": "departments" }, title, this.#chips, this.#about);
    form.before(this.#group);
  }

  /** @param {Session} session */
  show({ welcome, conversation }) {
    this.#departments = welcome?.departments ?? [];
    this.#company = welcome?.availability;
    this.#group.hidden = conversation !== null || !this.#departments.length;
    if (this.#wish === undefined) this.#wish = welcome?.department ?? undefined;
    this.#paint();
  }

  /** @param {Frame} frame */
  receive(frame) {
    // What was tapped without a line is told on the next one; what is not there any more is no wish.
    if (frame.type === "welcome" && this.#wish !== undefined && frame.department !== this.#wish) this.#tell();
    if (frame.type === "error" && frame.code === "not_found") this.#wish = undefined;
  }

  /** @param {number} id */
  #tapped(id) {
    this.#wish = this.#wish === id ? null : id;
    this.#tell();
    this.#paint();
  }

  #tell() {
    this.#send({ type: "department", department: this.#wish ?? null });
  }

  #paint() {
    const state = JSON.stringify([this.#departments, this.#company, this.#wish]);
    if (state === this.#painted) return;
    this.#painted = state;
    const focused = [...this.#chips.children].indexOf(/** @type {Element} */ (document.activeElement));
    this.#chips.replaceChildren(...this.#departments.map((department) => this.#chip(department)));
    /** @type {HTMLElement | undefined} */ (this.#chips.children[focused])?.focus();
    const chosen = this.#departments.find(({ id }) => id === this.#wish);
    this.#about.textContent = chosen?.about ?? "";
  }

  /** @param {Department} department */
  #chip(department) {
    const { id, name } = department;
    const chip = make("button", { class: "option", type: "button", "aria-pressed": String(id === this.#wish) }, make("bdi", {}, name));
    chip.addEventListener("click", () => this.#tapped(id));
    const why = this.#why(department);
    if (why) chip.append(" ", make("small", {}, why));
    return chip;
  }

  /** Why nobody there answers now, unless that is so of the whole company. @param {Department} department */
  #why({ state, reason, opens }) {
    const { departmentBack = "", departmentClosed = "", departmentNobody = "" } = this.#words;
    if (state === "open" || (this.#company?.reason === reason && this.#company?.opens === opens)) return "";
    if (reason === "nobody") return departmentNobody;
    return opens ? departmentBack.replace("{when}", () => whenIs(new Date(opens), this.#times)) : departmentClosed;
  }
}
