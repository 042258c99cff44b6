/**
 * The same text below the field, so that marks lie exactly under the words: gaps of canned
 * replies, and what could be said better.
 *
 * @typedef {{start: number, end: number, look: string}} Mark look: a class of the style sheet
 */

import { byId } from "console/dom.js";

/**
 * A text cut where marks begin and end; each piece with the looks it has.
 * @param {string} text
 * @param {readonly Mark[]} marks may overlap
 * @returns {{text: string, looks: string[]}[]}
 */
export function cutAtMarks(text, marks) {
  const inside = marks.map((mark) => ({ ...mark, end: Math.min(mark.end, text.length) })).filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const over = inside.filter((mark) => mark.start <= start && end <= mark.end);
    return { text: text.slice(start, end), looks: [...new Set(over.flatMap(({ look }) => look.split(" ")))] };
  });
}

export class WordsMirror {
  #field;
  #mirror = byId("words-mirror");
  /** @type {Map<string, readonly Mark[]>} by whose they are */
  #marks = new Map();
  #painted = "";

  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.#field = field;
    field.addEventListener("scroll", () => this.#follow(), { passive: true });
    new ResizeObserver(() => this.#follow()).observe(field);
  }

  /** @param {string} whose @param {readonly Mark[]} marks */
  mark(whose, marks) {
    this.#marks.set(whose, marks);
    this.#paint();
  }

  #paint() {
    const marks = [...this.#marks.values()].flat();
    const shown = marks.length ? JSON.stringify([this.#field.value, marks]) : "";
    if (shown === this.#painted) return;
    this.#painted = shown;
    this.#mirror.hidden = shown === "";
    this.#mirror.replaceChildren(...cutAtMarks(this.#field.value, marks).map(node), "\n");
    this.#follow();
  }

  /** As wide as the field is without its scroll bar, and as far down. */
  #follow() {
    if (this.#mirror.hidden) return;
    const { clientWidth, clientLeft, scrollTop } = this.#field;
    this.#mirror.style.right = "auto";
    this.#mirror.style.left = `${clientLeft}px`;
    this.#mirror.style.width = `${clientWidth}px`;
    this.#mirror.scrollTop = scrollTop;
  }
}

/** @param {{text: string, looks: string[]}} piece */
function node({ text, looks }) {
  if (!looks.length) return text;
  const mark = document.createElement("mark");
  mark.className = looks.join(" ");
  mark.textContent = text;
  return mark;
}
