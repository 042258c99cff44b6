/**
 * Finding chats by what was said in them, in place of the list: words, filters, and what was found
 * with the words marked.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Hit} Hit
 * @typedef {import("console/types.js").SavedView} SavedView
 * @typedef {import("console/types.js").FoundFrame} FoundFrame
 * @typedef {{words: string, filters: import("console/types.js").Filters}} Query
 */

import { attribute, byId, write } from "console/dom.js";
import { SearchFilters } from "console/search_panel_filters.js";
import { HitItem } from "console/search_panel_hit.js";
import { say, sayCount } from "console/words.js";

const TYPING_MS = 250;
/** Without words the hits are a list: when chats change, it is asked again, but not for each. */
const AGAIN_MS = 2_000;
const PATIENCE_MS = 8_000;

export class SearchPanel {
  #desk;
  #state;
  #on;
  #panel = byId("search-panel");
  #words = byId("search-words", HTMLInputElement);
  #list = byId("search-hits");
  #said = byId("search-said");
  #more = byId("search-more", HTMLButtonElement);
  #filters;
  /** @type {Hit[]} */
  #hits = [];
  /** @type {number | null} */
  #next = null;
  /** The query whose answer is awaited or shown. */
  #asked = "";
  #isAsking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  /**
   * @param {Desk} desk
   * @param {import("console/triage_desk.js").DeskState} state
   * @param {{onOpen: (id: number, seq: number | null) => void, href: (id: number) => string, onClosed: () => void}} on
   */
  constructor(desk, state, on) {
    this.#desk = desk;
    this.#state = state;
    this.#on = on;
    this.#filters = new SearchFilters(() => this.#look());
    this.#words.addEventListener("input", () => this.#soon(TYPING_MS));
    this.#panel.addEventListener("keydown", (event) => this.#pressed(event));
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    this.#more.addEventListener("click", () => this.#ask(this.#next));
    byId("search-close").addEventListener("click", () => this.close());
    desk.addEventListener("frame", (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
    desk.addEventListener("line", () => this.isOpen && this.#paint());
    state.addEventListener("change", () => this.isOpen && this.#offer());
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** @returns {Query} */
  get query() {
    return { words: this.#words.value.trim(), filters: this.#filters.value };
  }

  /** @param {SavedView} [view] to begin with; else what was searched last */
  open(view) {
    this.#panel.hidden = false;
    byId("list-scroll").hidden = true;
    this.#offer();
    if (view) {
      this.#words.value = view.words;
      this.#filters.set(view.filters);
      byId("search-more-filters", HTMLDetailsElement).open ||= Object.keys(view.filters).length > 0;
    }
    this.#look();
    if (!view) this.#words.select();
    this.#words.focus();
  }

  /** @param {{quietly?: boolean}} [how] quietly: the focus stays where it is */
  close({ quietly = false } = {}) {
    if (!this.isOpen) return;
    this.#panel.hidden = true;
    byId("list-scroll").hidden = false;
    clearTimeout(this.#timer);
    if (!quietly) this.#on.onClosed();
  }

  focus() {
    this.#words.focus();
  }

  /** Chats have changed: what is shown of them may have, too. */
  refresh() {
    if (!this.isOpen) return;
    this.#paintHits();
    if (!this.query.words && !this.#isAsking) this.#soon(AGAIN_MS);
  }

  #offer() {
    const { departments, tags, languages } = this.#state;
    this.#filters.offer({ people: this.#desk.team.everybody(), departments, tags, languages });
  }

  /** @param {number} delay */
  #soon(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  #look() {
    clearTimeout(this.#timer);
    if (this.isOpen) this.#ask(null);
  }

  /** @param {number | null} before where to go on */
  #ask(before) {
    const { words, filters } = this.query;
    this.#asked = keyOf(words, filters, before);
    this.#isAsking = this.#desk.line.send({ type: "search", words, filters, ...(before ? { before } : {}) });
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#ended(), PATIENCE_MS);
    this.#paint();
  }

  #ended() {
    this.#isAsking = false;
    this.#paint();
  }

  /** @param {import("shared/types.js").Frame} frame */
  #heard(frame) {
    if (frame.type !== "found") return;
    const { words, filters, before, hits, next } = /** @type {FoundFrame} */ (/** @type {unknown} */ (frame));
    if (keyOf(words, filters, before) !== this.#asked) return; // of something typed before
    clearTimeout(this.#patience);
    this.#hits = before ? [...this.#hits, ...hits] : hits;
    this.#next = next;
    this.#isAsking = false;
    this.#paintHits();
    this.#paint();
  }

  #paintHits() {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.id : undefined;
    const { member } = this.#desk.store.me;
    const items = this.#hits.map((hit) => {
      const conversation = this.#desk.store.get(hit.conversation.id) ?? hit.conversation;
      return new HitItem({ ...hit, conversation }, this.#on.href(conversation.id), member).element;
    });
    this.#list.replaceChildren(...items);
    if (focused) this.#links.find((link) => link.dataset.id === focused)?.focus({ preventScroll: true });
  }

  /** The line below: how many, nothing, or why there is no answer. */
  #paint() {
    const isCutOff = !["online", "polling"].includes(this.#desk.line.state);
    attribute(this.#panel, "aria-busy", this.#isAsking ? "true" : null);
    this.#more.hidden = this.#next === null || isCutOff;
    write(this.#more, say(this.#hits.length ? "search_more" : "search_further"));
    write(this.#said, isCutOff ? say("search_offline") : this.#isAsking ? "" : this.#outcome());
  }

  #outcome() {
    const { length } = this.#hits;
    if (length) return this.#next === null ? sayCount("search_found", length) : "";
    return this.#next === null ? say("search_nothing") : say("search_nothing_yet");
  }

  get #links() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.#list.querySelectorAll("a[data-id]")]);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key } = event;
    if (event.isComposing) return;
    if (key === "Escape") this.close();
    else if (key === "ArrowDown" || key === "ArrowUp") {
      if (event.target instanceof HTMLSelectElement) return;
      this.step(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && event.target === this.#words) this.#links[0]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {1 | -1} step from the words into the hits and back */
  step(step) {
    const links = this.#links;
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at + step;
    if (next < 0) this.#words.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-id]") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#on.onOpen(Number(link.dataset.id), link.dataset.seq ? Number(link.dataset.seq) : null);
  }
}

/** @param {string} words @param {Query["filters"]} filters @param {number | null} before */
function keyOf(words, filters, before) {
  return JSON.stringify([words, Object.entries(filters).sort(), before ?? null]);
}
