/**
 * The one renderer of a conversation: history, live entries, optimistic sends and what a reconnect
 * caught up all come through `render`, which makes the list equal to the state it is given.
 * A send and its entry share an id and therefore a bubble, so nothing jumps and nothing is
 * announced twice.
 *
 * @typedef {import("shared/types.js").Item} Item
 */

import { Bubble } from "shared/bubble.js";
import { Clock, sameDay, sameMinute } from "shared/clock.js";
import { fromEntry, fromWaiting } from "shared/items.js";
import { readJson } from "shared/page_data.js";
import { Scroller } from "shared/scroller.js";

export class Bubbles {
  #options;
  #live;
  #strings;
  #clock;
  #scroller;
  /** @type {Map<string, Bubble>} */
  #bubbles = new Map();
  #more = false;

  /** @param {import("shared/types.js").BubblesOptions} options */
  constructor(options) {
    this.#options = options;
    const pane = options.pane ?? /** @type {HTMLElement} */ (options.list.parentElement);
    this.#live = options.list.closest('[role="log"]') ?? pane;
    this.#strings = options.strings ?? /** @type {NonNullable<typeof options.strings>} */ (readJson("bubble-strings"));
    this.#clock = new Clock(this.#strings);
    this.#scroller = new Scroller(pane, {
      onTop: () => this.#more && options.onEarlier?.(),
      onBottom: options.onBottom,
      isEmpty: () => !options.list.childElementCount,
    });
    options.list.addEventListener("click", (event) => this.#clicked(event));
  }

  get atBottom() {
    return this.#scroller.atBottom;
  }

  toBottom() {
    this.#scroller.toBottom();
  }

  /** Make the list show this; call it as often as anything changes. @param {import("shared/types.js").View} view */
  render({ entries, waiting = [], read = 0, more = false }) {
    this.#more = more;
    const items = this.#items(entries, waiting, read);
    const bulk = this.#isHistory(items);
    if (bulk) this.#hush();
    this.#scroller.keep(this.#options.list, () => this.#arrange(items));
    if (more && this.#scroller.fits) this.#options.onEarlier?.();
  }

  /** Another conversation comes into the same list. */
  clear() {
    this.#hush();
    this.#bubbles.clear();
    this.#options.list.replaceChildren();
    this.#scroller.toBottom();
  }

  /** @param {import("shared/types.js").View["entries"]} entries @param {import("shared/types.js").Waiting[]} waiting @param {number} read */
  #items(entries, waiting, read) {
    const { side } = this.#options;
    const stored = new Set(entries.map((entry) => entry.id));
    const shown = entries.map((entry) => fromEntry(entry, side, read, this.#strings));
    const unstored = waiting.filter((item) => "body" in item.frame && !stored.has(item.frame.id));
    const me = this.#options.me?.() ?? { name: "" };
    const sends = unstored.map((item) => fromWaiting(item, side, me, this.#strings));
    return [...shown.filter((item) => item !== null), ...sends];
  }

  /** @param {Item[]} items */
  #arrange(items) {
    const { list } = this.#options;
    const wanted = new Set(items.map((item) => item.id));
    for (const [id, bubble] of this.#bubbles) if (!wanted.has(id)) this.#remove(id, bubble);
    const latestOwn = items.findLast((item) => item.state)?.id;
    items.forEach((item, index) => {
      const bubble = this.#bubbleOf(item);
      bubble.paint(item, this.#position(items, index, latestOwn));
      this.#options.decorate?.(bubble.element, item);
      const there = list.children[index] ?? null;
      if (there !== bubble.element) list.insertBefore(bubble.element, there);
    });
  }

  /** @param {Item} item */
  #bubbleOf(item) {
    const known = this.#bubbles.get(item.id);
    if (known) return known;
    const bubble = new Bubble(this.#options.template, this.#strings, this.#clock);
    this.#bubbles.set(item.id, bubble);
    return bubble;
  }

  /** @param {string} id @param {Bubble} bubble */
  #remove(id, bubble) {
    bubble.element.remove();
    this.#bubbles.delete(id);
  }

  /** @param {Item[]} items @param {number} index @param {string | undefined} latestOwn */
  #position(items, index, latestOwn) {
    const item = /** @type {Item} */ (items[index]);
    const newDay = !items[index - 1] || !sameDay(/** @type {Item} */ (items[index - 1]).at, item.at);
    return {
      leads: newDay || !together(items[index - 1], item),
      ends: !together(item, items[index + 1]),
      latest: item.id === latestOwn,
      day: newDay ? this.#clock.day(item.at) : "",
    };
  }

  /** History or a catch-up, rather than what is being said now. @param {Item[]} items */
  #isHistory(items) {
    if (!this.#bubbles.size) return items.some((item) => item.stored);
    return items.filter((item) => !this.#bubbles.has(item.id)).length > 3;
  }

  /** Do not read a whole history aloud: the live region listens again in the next moment. */
  #hush() {
    this.#live.setAttribute("aria-live", "off");
    setTimeout(() => this.#live.setAttribute("aria-live", "polite"), 1000);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const id = button?.closest("li")?.dataset.id;
    if (!button || !id) return;
    if (button.classList.contains("bubble-retry")) this.#options.onRetry(id);
    if (button.classList.contains("bubble-discard")) this.#options.onDiscard?.(id);
  }
}

/** @param {Item | undefined} a @param {Item | undefined} b whether they form one group */
function together(a, b) {
  if (!a || !b || a.place !== b.place || a.tone !== b.tone) return false;
  if (a.who !== b.who || a.state === "failed" || b.state === "failed") return false;
  return !a.stored || !b.stored || sameMinute(a.at, b.at);
}
