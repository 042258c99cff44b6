/**
 * Answering abuse: a firm, polite word first; then the end of the chat, for a while.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { byId, write } from "console/dom.js";
import { label } from "console/labels.js";
import { say } from "console/words.js";

export class Abuse {
  #desk;
  #oversees;
  #dialog = byId("abuse", HTMLDialogElement);
  #form = byId("abuse-form", HTMLFormElement);
  #reason = byId("abuse-reason", HTMLTextAreaElement);
  /** @type {number | null} */
  #id = null;

  /** @param {Desk} desk @param {boolean} oversees */
  constructor(desk, oversees) {
    this.#desk = desk;
    this.#oversees = oversees;
    this.#form.addEventListener("submit", (event) => this.#done(event));
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
    this.#form.addEventListener("change", () => this.#paint());
  }

  /** @param {number} id */
  open(id) {
    const summary = this.#desk.store.get(id);
    if (!summary || document.querySelector("dialog[open]")) return;
    this.#id = id;
    this.#form.reset();
    write(byId("abuse-who"), label(summary));
    const wasWarned = this.#wasWarned(id);
    this.#choose(summary.status === "closed" || wasWarned ? "hour" : "warn");
    this.#radio("warn").disabled = summary.status === "closed";
    this.#radio("forever").disabled = !this.#oversees;
    byId("abuse-forever-why").hidden = this.#oversees;
    this.#paint();
    this.#dialog.showModal();
    this.#radio(this.#chosen).focus();
  }

  /** @param {number} id */
  lift(id) {
    this.#desk.sends.act("unblock", id);
  }

  /** @param {number} id */
  #wasWarned(id) {
    const entries = this.#desk.chats.get(id)?.log.entries ?? [];
    return entries.some((entry) => entry.kind === "changed" && entry.data.what === "warned");
  }

  get #chosen() {
    return String(new FormData(this.#form).get("answer") ?? "warn");
  }

  /** @param {string} value */
  #choose(value) {
    this.#radio(value).checked = true;
  }

  /** @param {string} value @returns {HTMLInputElement} */
  #radio(value) {
    return /** @type {HTMLInputElement} */ (this.#form.querySelector(`input[value="${value}"]`));
  }

  #paint() {
    const warns = this.#chosen === "warn";
    byId("abuse-reason-field").hidden = warns;
    this.#reason.required = !warns;
    write(byId("abuse-do"), say(warns ? "abuse_warn" : "abuse_block"));
  }

  /** @param {SubmitEvent} event */
  #done(event) {
    const reason = this.#reason.value.trim();
    if (this.#id === null) return;
    if (this.#chosen === "warn") return void this.#desk.sends.act("warn", this.#id);
    if (!reason) {
      event.preventDefault();
      return this.#reason.focus();
    }
    this.#desk.sends.act("block", this.#id, { for: this.#chosen, reason });
  }
}
