/**
 * A small picker: groups, a search by name, arrows and Enter. It writes into the field and leaves the
 * rest to whoever listens to that.
 *
 * @typedef {{name: string, emoji: [string, string][]}[]} Groups characters and their names
 */

import { make } from "shared/make.js";

const COLUMNS = 8;
const GAP = 6;

export class EmojiPicker {
  #anchor;
  #field;
  #words;
  #groups;
  #search;
  #list = make("div", { class: "emoji-list" });
  #none = make("p", { class: "emoji-none", role: "status" });
  #box;

  /** @param {HTMLElement} anchor the button that opens it @param {HTMLTextAreaElement} field @param {Record<string, string>} words @param {Groups} groups */
  constructor(anchor, field, words, groups) {
    this.#anchor = anchor;
    this.#field = field;
    this.#words = words;
    this.#groups = groups;
    const label = words.emojiSearch ?? "";
    this.#search = make("input", { type: "search", placeholder: label, "aria-label": label, autocomplete: "off" });
    this.#box = make("div", { class: "emoji", popover: "auto", role: "dialog", "aria-label": words.emoji ?? "" }, this.#search, this.#list, this.#none);
    document.body.append(this.#box);
    this.#search.addEventListener("input", () => this.#fill());
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("toggle", () => anchor.setAttribute("aria-expanded", String(this.#isOpen)));
  }

  get #isOpen() {
    return this.#box.matches(":popover-open");
  }

  toggle() {
    if (this.#isOpen) return this.#box.hidePopover();
    this.#search.value = "";
    this.#fill();
    this.#box.showPopover();
    const [at, { offsetWidth: width, offsetHeight: height }] = [this.#anchor.getBoundingClientRect(), this.#box];
    this.#box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
    this.#box.style.top = `${Math.max(GAP, at.top - height - GAP)}px`;
    this.#search.focus();
  }

  #fill() {
    const wanted = this.#search.value;
    const found = this.#groups.map(({ name, emoji }) => ({ name, emoji: emoji.filter(([, called]) => fits(called, wanted)) }));
    const shown = found.filter(({ emoji }) => emoji.length);
    this.#list.replaceChildren(...shown.flatMap(({ name, emoji }) => [make("p", { "aria-hidden": "true" }, name), this.#grid(name, emoji)]));
    this.#none.textContent = shown.length ? "" : (this.#words.emojiNone ?? "");
  }

  /** @param {string} name @param {[string, string][]} emoji */
  #grid(name, emoji) {
    const buttons = emoji.map(([character, called]) =>
      make("button", { type: "button", tabindex: "-1", title: called, "aria-label": called, pick: () => this.#pick(character) }, character));
    return make("div", { role: "group", "aria-label": name }, ...buttons);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const buttons = [...this.#list.querySelectorAll("button")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const ahead = getComputedStyle(this.#box).direction === "rtl" ? -1 : 1;
    const steps = /** @type {Record<string, number>} */ ({ ArrowRight: ahead, ArrowLeft: -ahead, ArrowDown: COLUMNS, ArrowUp: -COLUMNS });
    const step = steps[event.key];
    if (event.key === "Escape") event.stopPropagation(); // it closes this alone
    else if (event.key === "Enter" && at < 0) buttons[0]?.click();
    else if (at < 0 && event.key === "ArrowDown") buttons[0]?.focus();
    else if (step && at >= 0) (buttons[Math.min(at + step, buttons.length - 1)] ?? this.#search).focus();
    else return;
    if (event.key !== "Escape") event.preventDefault();
  }

  /** @param {string} character */
  #pick(character) {
    this.#box.hidePopover();
    this.#field.focus();
    this.#field.setRangeText(character, this.#field.selectionStart, this.#field.selectionEnd, "end");
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

/** @param {string} name @param {string} wanted whether every word of it begins a word of the name */
export function fits(name, wanted) {
  const [words, parts] = [plain(name), plain(wanted)].map((text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean));
  return parts?.every((part) => words?.some((word) => word.startsWith(part))) ?? true;
}

/** Without capitals and accents. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
