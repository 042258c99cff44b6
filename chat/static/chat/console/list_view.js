/**
 * The list of one view: rows by need, one of them in the tab order, none moving under a hand.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").View} View
 * @typedef {object} Options
 * @property {Desk} desk
 * @property {import("console/server_clock.js").ServerClock} clock
 * @property {import("console/drafts.js").Drafts} drafts
 * @property {(id: number) => string} href
 * @property {(id: number) => void} onOpen
 */

import { byId } from "console/dom.js";
import { glide } from "console/glide.js";
import { steadyOrder } from "console/order.js";
import { Row } from "console/row.js";
import { SteadyHand } from "console/steady_hand.js";

export class ListView {
  #list = byId("rows");
  #more = byId("list-more");
  #options;
  #hand;
  /** @type {Map<number, Row>} */
  #rows = new Map();
  /** @type {number[]} */
  #order = [];
  /** @type {number | null} the row that Tab and j/k go on from */
  #cursor = null;
  /** @type {number | null} the chat on the right */
  #current = null;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.#hand = new SteadyHand(this.#list, () => this.refresh());
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    this.#list.addEventListener("focusin", (event) => this.#focused(event));
    this.#list.addEventListener("keydown", (event) => this.#pressed(event));
    this.#more.addEventListener("click", () => options.desk.lister.more(options.desk.view));
    this.#loadOnScroll();
  }

  get isEmpty() {
    return this.#order.length === 0;
  }

  /** Another view: nothing of the old order is kept. */
  startOver() {
    this.#order = [];
    this.#cursor = null;
    byId("list-scroll").scrollTop = 0;
    this.refresh();
  }

  /** @param {number | null} id */
  setCurrent(id) {
    this.#current = id;
    if (id !== null && this.#rows.has(id)) this.#cursor = id;
    this.refresh();
  }

  /** The conversation that keys act on while the list has the focus. */
  get underCursor() {
    return this.#list.contains(document.activeElement) ? this.#cursor : null;
  }

  /** @param {1 | -1} step */
  move(step) {
    const at = this.#cursor === null ? -1 : this.#order.indexOf(this.#cursor);
    const isInside = this.#list.contains(document.activeElement);
    const next = at < 0 ? 0 : isInside ? at + step : at;
    this.focus(this.#order[Math.max(0, Math.min(this.#order.length - 1, next))] ?? null);
  }

  /**
   * @param {number | null} [id] where it is not shown: where the cursor was
   * @returns {boolean} whether there was a row to go to
   */
  focus(id = null) {
    if (id !== null && this.#rows.has(id)) this.#cursor = id;
    this.#paintTabStops();
    const row = this.#rows.get(this.#cursor ?? 0);
    row?.link.focus({ preventScroll: true });
    row?.element.scrollIntoView({ block: "nearest" });
    return row !== undefined;
  }

  refresh() {
    const { desk } = this.#options;
    const wanted = desk.store.rows(desk.view).map((summary) => summary.id);
    const shown = this.#order.filter((id) => desk.store.get(id));
    this.#order = steadyOrder(shown, wanted, { hold: this.#hand.holds, kept: this.#current });
    this.#arrange();
    this.#paint(new Set(wanted));
    this.#paintTabStops();
    this.#more.hidden = desk.store.next(desk.view) === null;
  }

  tick() {
    for (const row of this.#rows.values()) row.tick();
  }

  #arrange() {
    if (this.#rows.size === this.#order.length && this.#order.every((id, at) => this.#isAt(id, at))) return;
    const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
    const settle = glide(this.#list);
    for (const [id, row] of this.#rows) {
      if (this.#order.includes(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    this.#order.forEach((id, index) => {
      const { element } = this.#rowOf(id);
      if (!this.#isAt(id, index)) this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    settle();
    if (focused instanceof HTMLElement && document.activeElement !== focused) this.#refocus(focused);
  }

  /** @param {number} id @param {number} place */
  #isAt(id, place) {
    const element = this.#rows.get(id)?.element;
    return element !== undefined && this.#list.children[place] === element;
  }

  /** A moved row loses the focus, a removed one leaves it nowhere. @param {HTMLElement} focused */
  #refocus(focused) {
    if (focused.isConnected) return focused.focus({ preventScroll: true });
    this.#cursor = this.#order[0] ?? null;
    this.focus();
  }

  /** @param {number} id */
  #rowOf(id) {
    const known = this.#rows.get(id);
    if (known) return known;
    const row = new Row(id, this.#options.href(id), this.#options.clock);
    this.#rows.set(id, row);
    return row;
  }

  /** @param {Set<number>} wanted */
  #paint(wanted) {
    const { desk, drafts } = this.#options;
    for (const [id, row] of this.#rows) {
      const summary = desk.store.get(id);
      if (!summary) continue;
      row.paint(summary, {
        unread: desk.store.unread(id),
        current: id === this.#current,
        draft: drafts.has(id),
        failed: desk.sends.of(id).some((item) => item.error),
        left: !wanted.has(id),
        called: desk.called(id),
        member: desk.store.me.member,
      });
    }
  }

  #paintTabStops() {
    if (this.#cursor === null || !this.#rows.has(this.#cursor)) this.#cursor = this.#order[0] ?? null;
    for (const [id, row] of this.#rows) row.link.tabIndex = id === this.#cursor ? 0 : -1;
  }

  #loadOnScroll() {
    const { desk } = this.#options;
    const near = { root: byId("list-scroll"), rootMargin: "300px" };
    new IntersectionObserver(([seen]) => seen?.isIntersecting && desk.lister.more(desk.view), near).observe(this.#more);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const id = idOf(event.target);
    if (id === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#options.onOpen(id);
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    this.#cursor = idOf(event.target) ?? this.#cursor;
    this.#paintTabStops();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") this.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Home" || key === "End") this.focus(this.#order.at(key === "Home" ? 0 : -1) ?? null);
    else return;
    event.preventDefault();
  }
}

/** @param {EventTarget | null} target @returns {number | null} */
function idOf(target) {
  const link = target instanceof Element ? target.closest("a[data-id]") : null;
  return link instanceof HTMLElement ? Number(link.dataset.id) : null;
}
