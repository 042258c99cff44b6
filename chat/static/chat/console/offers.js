/**
 * Chats offered to this person: a banner each, with the seconds left. What is offered is told by
 * the chats themselves, so that a reconnect finds it.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 */

import { byId, clone, part, write } from "console/dom.js";
import { duration } from "console/format.js";
import { label, preview } from "console/labels.js";
import { say, sayCount } from "console/words.js";

/** Banners at once; the others wait behind them. A phone has room for one. */
const MOST = 2;
const NARROW = "(width < 700px)";

/**
 * @param {readonly Summary[]} rows
 * @param {number} member
 * @param {Date} now
 * @returns {Summary[]} offered to them and not over, the one that ends first on top
 */
export function offeredTo(rows, member, now) {
  const theirs = rows.filter((row) => row.status === "waiting" && row.offer?.member === member && ends(row) > now.getTime());
  return theirs.sort((a, b) => ends(a) - ends(b));
}

/** @param {Summary} row @param {Date} now whole seconds until the offer passes on */
export function secondsLeft(row, now) {
  return Math.max(0, Math.ceil((ends(row) - now.getTime()) / 1000));
}

/** @param {Summary} row */
function ends(row) {
  return row.offer ? Date.parse(row.offer.until) : 0;
}

export class Offers {
  #desk;
  #clock;
  #onOpen;
  #place = byId("offers");
  #more = byId("offers-more");
  #narrow = globalThis.matchMedia?.(NARROW);
  /** @type {Map<number, {element: HTMLElement, until: string, lasts: number}>} by conversation */
  #banners = new Map();
  /** @type {Map<number, string>} declined here: which offer of which conversation */
  #declined = new Map();

  /**
   * @param {Desk} desk
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {(id: number) => void} onOpen
   */
  constructor(desk, clock, onOpen) {
    this.#desk = desk;
    this.#clock = clock;
    this.#onOpen = onOpen;
    this.#place.addEventListener("click", (event) => this.#clicked(event));
    this.#narrow?.addEventListener("change", () => this.refresh());
  }

  /** @returns {Summary[]} */
  get open() {
    const { store } = this.#desk;
    const offered = offeredTo(store.everything(), store.me.member, this.#clock.now());
    return offered.filter((row) => this.#declined.get(row.id) !== row.offer?.until);
  }

  get any() {
    return this.open.length > 0;
  }

  /** @param {number} [id] default: the one that ends first */
  accept(id = this.open[0]?.id) {
    if (id === undefined) return;
    this.#desk.sends.add("accept", id);
    this.#onOpen(id);
  }

  /** @param {number} [id] default: the one that ends first */
  decline(id = this.open[0]?.id) {
    const row = id === undefined ? undefined : this.#desk.store.get(id);
    if (id === undefined || !row?.offer) return;
    this.#declined.set(id, row.offer.until);
    this.#desk.line.send({ type: "decline", conversation: id });
    this.refresh();
  }

  refresh() {
    const open = this.open;
    const wanted = new Set(open.map((row) => row.id));
    for (const [id, { element }] of this.#banners) {
      if (wanted.has(id)) continue;
      element.remove();
      this.#banners.delete(id);
    }
    const most = this.#narrow?.matches ? 1 : MOST;
    open.forEach((row, index) => {
      const element = this.#paint(row, index < most);
      for (const key of element.querySelectorAll("kbd")) key.hidden = index > 0; // they do the first
      const there = this.#place.children[index];
      if (there !== element) this.#place.insertBefore(element, there ?? null);
    });
    const behind = Math.max(0, open.length - most);
    this.#more.hidden = behind === 0;
    write(this.#more, behind ? sayCount("offers_more", behind) : "");
    this.tick();
  }

  /** A second has passed. */
  tick() {
    const now = this.#clock.now();
    const over = [...this.#banners.keys()].filter((id) => !offeredTo(this.#rows(id), this.#desk.store.me.member, now).length);
    if (over.length) return this.refresh();
    for (const [id, { element, lasts }] of this.#banners) {
      for (const row of this.#rows(id)) {
        const left = secondsLeft(row, now);
        write(part(element, "left"), duration(left));
        const bar = /** @type {HTMLProgressElement} */ (part(element, "bar"));
        bar.max = lasts;
        bar.value = left;
      }
    }
    this.#place.hidden = this.#banners.size === 0;
  }

  /** @param {number} id @returns {Summary[]} */
  #rows(id) {
    const row = this.#desk.store.get(id);
    return row ? [row] : [];
  }

  /** @param {Summary} row @param {boolean} isShown @returns {HTMLElement} its banner */
  #paint(row, isShown) {
    const until = row.offer?.until ?? "";
    let banner = this.#banners.get(row.id);
    if (!banner || banner.until !== until) {
      banner?.element.remove();
      banner = { element: clone("offer"), until, lasts: secondsLeft(row, this.#clock.now()) };
      banner.element.dataset.id = String(row.id);
      this.#banners.set(row.id, banner);
    }
    banner.element.hidden = !isShown;
    write(part(banner.element, "title"), say("offer_title", { name: label(row) }));
    write(part(banner.element, "preview"), preview(row, this.#desk.store.me.member));
    return banner.element;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    const id = Number(button?.closest("[data-id]")?.getAttribute("data-id"));
    if (!button || !id) return;
    if (button.getAttribute("data-do") === "accept") this.accept(id);
    else this.decline(id);
  }
}
