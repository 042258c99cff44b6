/**
 * Handing a chat over: whom to ask, what they should know, and what the customer reads.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Person} Person
 * @typedef {import("console/triage_desk.js").DeskState} DeskState
 */

import { attribute, byId, make, write } from "console/dom.js";
import { label } from "console/labels.js";
import { say } from "console/words.js";

const MOST = 2000;

/**
 * Who can be asked, those who are there first.
 * @param {readonly Person[]} people
 * @param {number} me
 * @returns {{here: Person[], gone: Person[]}}
 */
export function colleagues(people, me) {
  const others = people.filter((person) => person.member !== me);
  return { here: others.filter((person) => person.presence === "online"), gone: others.filter((person) => person.presence !== "online") };
}

/** @param {string} value of the field, "member:3", "department:2" or "supervisor" */
export function target(value) {
  const [kind = "", id] = value.split(":");
  return kind === "supervisor" ? { supervisor: true } : { [kind]: Number(id) };
}

export class TransferDialog {
  #desk;
  #state;
  #dialog = byId("transfer", HTMLDialogElement);
  #form = byId("transfer-form", HTMLFormElement);
  #to = byId("transfer-to", HTMLSelectElement);
  #why = byId("transfer-why", HTMLInputElement);
  #summary = byId("transfer-summary", HTMLTextAreaElement);
  #hint = byId("transfer-hint");
  /** @type {number | null} */
  #id = null;
  /** Nobody has written into the summary yet, so that the draft may come in. */
  #untouched = true;

  /** @param {Desk} desk @param {DeskState} state */
  constructor(desk, state) {
    this.#desk = desk;
    this.#state = state;
    desk.addEventListener("frame", (event) => this.#drafted(/** @type {CustomEvent} */ (event).detail));
    this.#form.addEventListener("submit", (event) => this.#done(event));
    this.#to.addEventListener("change", () => this.#paintHint());
    this.#summary.addEventListener("input", () => (this.#untouched = false));
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
  }

  /** @param {number} id */
  open(id) {
    const summary = this.#desk.store.get(id);
    if (!summary || document.querySelector("dialog[open]")) return;
    this.#id = id;
    this.#untouched = true;
    this.#form.reset();
    write(byId("transfer-who"), label(summary));
    this.#fillTargets();
    attribute(this.#summary, "placeholder", say("transfer_drafting"));
    this.#desk.line.send({ type: "draft", conversation: id });
    this.#dialog.showModal();
    this.#to.focus();
  }

  #fillTargets() {
    const { here, gone } = colleagues(this.#desk.team.everybody(), this.#desk.store.me.member);
    const supervisors = [option("supervisor", say("transfer_any_supervisor"))];
    const departments = this.#state.departments.map(({ id, name }) => option(`department:${id}`, name));
    const busy = (/** @type {Person} */ { name, load, capacity }) => say("transfer_person", { name, load, capacity });
    const absent = (/** @type {Person} */ { name, presence }) => say("transfer_absent", { name, presence: say(`presence_${presence}`) });
    this.#to.replaceChildren(
      option("", say("transfer_choose")),
      ...group(say("transfer_people"), here.map((person) => option(`member:${person.member}`, busy(person)))),
      ...group(say("transfer_departments"), departments),
      ...group(say("transfer_help"), supervisors),
      ...group(say("transfer_gone"), gone.map((person) => option(`member:${person.member}`, absent(person)))),
    );
    this.#paintHint();
  }

  /** What will happen, before it does. */
  #paintHint() {
    const id = Number(this.#to.value.split(":")[1]);
    const isGone = this.#to.value.startsWith("member:") && this.#desk.team.get(id)?.presence !== "online";
    const isEmpty = this.#to.value.startsWith("department:") && !this.#isStaffed(id);
    write(this.#hint, say(isGone || isEmpty ? "transfer_to_queue" : "transfer_stays"));
  }

  /** @param {number} department */
  #isStaffed(department) {
    const { here } = colleagues(this.#desk.team.everybody(), this.#desk.store.me.member);
    return here.some((person) => person.departments?.includes(department));
  }

  /** @param {import("shared/types.js").Frame} frame */
  #drafted(frame) {
    if (frame.type !== "draft" || frame.conversation !== this.#id || !this.#untouched) return;
    this.#summary.value = frame.summary;
    attribute(this.#summary, "placeholder", null);
  }

  /** @param {SubmitEvent} event */
  #done(event) {
    const summary = this.#summary.value.trim().slice(0, MOST);
    const missing = [this.#to, this.#summary].find((field) => !field.value.trim());
    if (missing) {
      event.preventDefault();
      return missing.focus();
    }
    const why = this.#why.value.trim();
    if (this.#id === null) return;
    this.#desk.sends.act("transfer", this.#id, { to: target(this.#to.value), summary, ...(why ? { why } : {}) });
  }
}

/** @param {string} value @param {string} text */
function option(value, text) {
  const element = /** @type {HTMLOptionElement} */ (make("option", text));
  element.value = value;
  return element;
}

/** @param {string} name @param {HTMLOptionElement[]} options @returns {HTMLElement[]} none without options */
function group(name, options) {
  if (!options.length) return [];
  const element = /** @type {HTMLOptGroupElement} */ (document.createElement("optgroup"));
  element.label = name;
  element.append(...options);
  return [element];
}
