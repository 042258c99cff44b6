/**
 * Promising: what, by when, by whom; how the customer will read it, and whether it can be mailed.
 *
 * @typedef {import("feedback-console/promises.js").Known} Known
 * @typedef {typeof import("console/main.js").app} App
 */

import { byId, clone, make, part, write } from "console/dom.js";
import { label } from "console/labels.js";
import { instant, moment } from "console/snooze.js";
import { language, say } from "console/words.js";
import { asTyped, quarter, theirTime } from "feedback-console/promise_times.js";

const HOUR_MS = 3_600_000;
const TEAM = "team";

export class PromiseDialog {
  #app;
  #dialog = byId("promise", HTMLDialogElement);
  #form = byId("promise-form", HTMLFormElement);
  #what = byId("promise-what", HTMLTextAreaElement);
  #times = byId("promise-times");
  #pick = byId("promise-pick", HTMLInputElement);
  #at = byId("promise-at", HTMLInputElement);
  #by = byId("promise-by", HTMLSelectElement);
  #ask = byId("promise-ask", HTMLButtonElement);
  /** @type {number | null} */
  #id = null;
  /** @type {Known | undefined} */
  #known;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#form.addEventListener("submit", (event) => this.#done(event));
    for (const name of ["input", "change"]) this.#form.addEventListener(name, () => this.#paint());
    this.#ask.addEventListener("click", () => this.#askPermission());
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
  }

  /**
   * @param {number} id
   * @param {Known | undefined} known what was told of it before
   * @param {string} [what] to begin with
   */
  open(id, known, what = "") {
    const summary = this.#app.desk.store.get(id);
    if (!summary || document.querySelector("dialog[open]")) return;
    this.#id = id;
    this.#form.reset();
    this.#ask.dataset.asked = "";
    this.#what.value = what;
    write(byId("promise-who"), label(summary));
    this.#fillPeople();
    this.#at.value = asTyped(quarter(new Date(Date.now() + HOUR_MS)));
    this.told(id, known);
    this.#dialog.showModal();
    this.#what.select();
  }

  /** The server told more of this chat. @param {number} id @param {Known | undefined} known */
  told(id, known) {
    if (id !== this.#id) return;
    const isNew = JSON.stringify(known?.times) !== JSON.stringify(this.#known?.times) || !this.#times.childElementCount;
    this.#known = known;
    if (isNew) this.#fillTimes();
    this.#paint();
  }

  #fillTimes() {
    const now = new Date();
    const rows = (this.#known?.times ?? []).map(({ key, at }, index) => {
      const row = clone("promise-time");
      const input = /** @type {HTMLInputElement} */ (row.querySelector("input"));
      input.value = at;
      input.checked = index === 0;
      write(part(row, "name"), say(`promise_${key}`));
      write(part(row, "at"), moment(new Date(at), now, language()));
      return row;
    });
    this.#times.replaceChildren(...rows);
    this.#pick.checked = rows.length === 0;
  }

  #fillPeople() {
    const { me } = this.#app.config;
    const others = this.#app.desk.team.everybody().filter((person) => person.member !== me.member);
    const option = (/** @type {string} */ value, /** @type {string} */ text) => {
      const made = /** @type {HTMLOptionElement} */ (make("option", text));
      made.value = value;
      return made;
    };
    const people = others.map((person) => option(String(person.member), person.name));
    this.#by.replaceChildren(option(String(me.member), say("promise_me", { name: me.name })), option(TEAM, say("promise_team")), ...people);
  }

  /** @returns {Date | null} */
  get #due() {
    const chosen = new FormData(this.#form).get("when");
    const at = new Date(chosen === "pick" ? this.#at.value : String(chosen));
    return Number.isNaN(at.getTime()) ? null : at;
  }

  #paint() {
    this.#at.hidden = !this.#pick.checked;
    const due = this.#due;
    const isPast = due !== null && due.getTime() <= Date.now();
    const theirs = due && !isPast ? theirTime(due, this.#known?.zone ?? "", language()) : "";
    write(byId("promise-theirs"), isPast ? say("promise_past") : theirs && say("promise_theirs", { when: theirs }));
    byId("promise-theirs").classList.toggle("is-bad", isPast);
    const what = this.#what.value.trim();
    const how = this.#by.value === TEAM ? "team" : this.#by.value === String(this.#app.config.me.member) ? "me" : "other";
    const values = { name: this.#by.selectedOptions[0]?.text ?? "", when: due ? moment(due, new Date(), language()) : "…", what: what || "…" };
    write(byId("promise-reads"), say(`promise_reads_${how}`, values));
    this.#paintMail();
  }

  #paintMail() {
    const mail = this.#known?.mail;
    const wasAsked = Boolean(this.#ask.dataset.asked);
    write(byId("promise-mail"), mail ? say(wasAsked && mail === "no" ? "promise_mail_asked" : `promise_mail_${mail}`) : "");
    const row = this.#id === null ? undefined : this.#app.desk.store.get(this.#id);
    const isMine = row?.status === "open" && row.operator?.member === this.#app.config.me.member && row.is_current !== false;
    this.#ask.hidden = mail !== "no" || wasAsked || !isMine;
  }

  /** Along with the promise: first what is promised, then whether it may be mailed. */
  #askPermission() {
    this.#ask.dataset.asked = "true";
    this.#paintMail();
    this.#what.focus();
  }

  /** @param {SubmitEvent} event */
  #done(event) {
    const what = this.#what.value.trim().replace(/\s+/g, " ");
    const due = this.#due;
    const isPast = due === null || due.getTime() <= Date.now();
    if (this.#id === null || !what || isPast) {
      event.preventDefault();
      return (what ? this.#at.hidden ? this.#pick : this.#at : this.#what).focus();
    }
    const member = this.#by.value === TEAM ? null : Number(this.#by.value);
    this.#app.desk.sends.act("promise", this.#id, { what, due_at: instant(due), member });
    if (this.#ask.dataset.asked) this.#app.desk.sends.act("offer_permission", this.#id, { purposes: ["follow_up"] });
    this.#app.toasts.show(say("promise_made", { when: moment(due, new Date(), language()) }));
  }
}
