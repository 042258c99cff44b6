/** Two to four short answers that go with a message, written in a row of small fields. */

import { byId, part } from "console/dom.js";
import { say } from "console/words.js";
import { keep } from "shared/storage.js";

const FEWEST = 2;
const MOST = 4;
const LONGEST = 60;

/** What is offered, each once. @param {readonly string[]} values @returns {string[]} */
export function offered(values) {
  const seen = new Set();
  const lines = values.map((value) => value.replace(/\s+/g, " ").trim()).filter(Boolean);
  return lines.filter((line) => !seen.has(line.toLocaleLowerCase()) && seen.add(line.toLocaleLowerCase()));
}

export class QuickReplies {
  #storage;
  #prefix;
  #onChange;
  #box = byId("composer-options");
  #row = part(this.#box, "fields");
  /** @type {number | null} */
  #id = null;

  /** @param {Storage} storage @param {string} prefix whose drafts @param {() => void} onChange */
  constructor(storage, prefix, onChange) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#onChange = onChange;
    this.#row.append(...Array.from({ length: MOST }, (_, index) => field(index)));
    this.#box.addEventListener("input", () => this.#typed());
    this.#box.addEventListener("keydown", (event) => this.#pressed(event));
    part(this.#box, "close").addEventListener("click", () => this.#drop());
  }

  /** @param {number | null} id of the chat that is written to */
  show(id) {
    this.#id = id;
    const kept = id === null ? [] : this.#kept(id);
    this.#fields.forEach((one, index) => (one.value = kept[index] ?? ""));
    this.#box.hidden = !kept.length;
    this.#reveal();
  }

  /** Show the fields, or go to the next empty one. */
  open() {
    this.#box.hidden = false;
    this.#reveal();
    (this.#fields.find((one) => !one.value && !one.hidden) ?? this.#fields[0])?.focus();
  }

  /** @param {number} id */
  of(id) {
    return offered(this.#kept(id));
  }

  /** Somebody began, and there is no choice yet. @param {number} id */
  isHalf(id) {
    const { length } = this.of(id);
    return length > 0 && length < FEWEST;
  }

  /** They went out. @param {number} id @returns {string[]} */
  take(id) {
    const options = this.of(id);
    this.#forget(id);
    return options;
  }

  /** @param {number} id */
  #key(id) {
    return `${this.#prefix}:${id}:options`;
  }

  /** @param {number} id @returns {string[]} what stands in the fields of that chat */
  #kept(id) {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key(id)) ?? "[]");
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      return [];
    }
  }

  get #fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.#row.querySelectorAll("input")]);
  }

  #typed() {
    if (this.#id === null) return;
    const values = this.#fields.map((one) => one.value);
    if (values.some(Boolean)) keep(this.#storage, this.#key(this.#id), JSON.stringify(values));
    else this.#storage.removeItem(this.#key(this.#id));
    this.#reveal();
    this.#onChange();
  }

  /** Two fields, and one more than are filled in. */
  #reveal() {
    const fields = this.#fields;
    const filled = fields.findLastIndex((one) => one.value) + 1;
    fields.forEach((one, index) => (one.hidden = index >= Math.max(FEWEST, filled + 1)));
  }

  /** Enter goes on; it does not send half an offer. @param {KeyboardEvent} event */
  #pressed(event) {
    const { key, target } = event;
    const isField = target instanceof HTMLInputElement;
    if (event.isComposing || !(key === "Escape" || (key === "Enter" && isField))) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) return byId("composer", HTMLFormElement).requestSubmit();
    const visible = this.#fields.filter((one) => !one.hidden);
    const next = key === "Enter" && isField && target.value ? visible[visible.indexOf(target) + 1] : undefined;
    if (key === "Escape" && this.#id !== null && !this.of(this.#id).length) this.#forget(this.#id);
    (next ?? byId("words")).focus();
  }

  #drop() {
    if (this.#id !== null) this.#forget(this.#id);
    this.#onChange();
    byId("words").focus();
  }

  /** @param {number} id */
  #forget(id) {
    this.#storage.removeItem(this.#key(id));
    if (id !== this.#id) return;
    for (const one of this.#fields) one.value = "";
    this.#box.hidden = true;
  }
}

/** @param {number} index */
function field(index) {
  const input = document.createElement("input");
  input.type = "text";
  input.maxLength = LONGEST;
  input.dir = "auto";
  input.autocomplete = "off";
  input.setAttribute("aria-label", say("option_number", { number: index + 1 }));
  input.placeholder = say(`option_like_${index + 1}`);
  return input;
}
