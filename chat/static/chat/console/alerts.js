/**
 * Chats that need somebody now: a line each above the inbox, until somebody has seen to it.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {"tell_everybody" | "tell_supervisors" | "nudge" | "escalate" | "upset" | "reassign"} Step
 */

import { byId, clone, part, write } from "console/dom.js";
import { duration } from "console/format.js";
import { label } from "console/labels.js";
import { say, sayCount } from "console/words.js";

/** @type {Step[]} the most pressing first: one's own customer, then whom nobody answers, then news */
const PRESSING = ["nudge", "escalate", "upset", "tell_supervisors", "tell_everybody", "reassign"];
const NARROW = "(width < 700px)";

/**
 * Lines at once: two, and one less for each thing that leaves less room.
 * @param {{offers: boolean, narrow: boolean}} beside what is offered comes first
 */
export function roomFor({ offers, narrow }) {
  return 2 - Number(offers) - Number(narrow);
}

/**
 * @param {{id: number, step: Step, since: string | null}[]} lines since: when its customer began to wait
 * @returns {number[]} conversations, the most pressing first; among equals who has waited longest
 */
export function inOrder(lines) {
  const rank = (/** @type {Step} */ step) => PRESSING.indexOf(step);
  const since = (/** @type {string | null} */ at) => at ?? "~";
  const sorted = [...lines].sort((a, b) => rank(a.step) - rank(b.step) || (since(a.since) < since(b.since) ? -1 : 1));
  return sorted.map(({ id }) => id);
}

/**
 * Whether what a step called for is still to be done.
 * @param {Step} step
 * @param {Summary | undefined} row
 * @param {number} member who looks
 */
export function isPending(step, row, member) {
  if (!row || row.status === "closed") return false;
  if (step === "tell_everybody" || step === "tell_supervisors") return row.status === "waiting";
  if (step === "upset") return Boolean(row.mood?.upset_since);
  if (step === "reassign") return true; // told for their knowledge; goes when it is put aside
  const unanswered = row.status === "open" && row.waiting_since !== null;
  return unanswered && (step === "nudge") === (row.operator?.member === member);
}

export class Alerts {
  #desk;
  #me;
  #clock;
  #do;
  #place = byId("alerts");
  #more = byId("alerts-more");
  #narrow = globalThis.matchMedia?.(NARROW);
  /** @type {Map<number, {step: Step, element: HTMLElement}>} by conversation */
  #held = new Map();

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {{open: (id: number) => void, take: (id: number) => void, can: (id: number) => boolean, offers: () => boolean, isLookedAt: (id: number) => boolean, all: () => void}} actions
   */
  constructor(desk, me, clock, actions) {
    this.#desk = desk;
    this.#me = me;
    this.#clock = clock;
    this.#do = actions;
    this.#place.addEventListener("click", (event) => this.#clicked(event));
    this.#more.addEventListener("click", () => this.#do.all());
    this.#narrow?.addEventListener("change", () => this.refresh());
  }

  /** @param {number} id @param {Step} step */
  add(id, step) {
    this.#held.get(id)?.element.remove();
    this.#held.delete(id);
    const element = clone("alert");
    element.dataset.id = String(id);
    this.#held.set(id, { step, element });
    this.refresh();
  }

  refresh() {
    for (const [id, { step, element }] of this.#held) {
      const { store } = this.#desk;
      const row = store.get(id);
      if (row ? isPending(step, row, this.#me.member) : !store.covers("all")) continue; // or not known yet
      element.remove();
      this.#held.delete(id);
    }
    const order = inOrder(this.#lines());
    const most = roomFor({ offers: this.#do.offers(), narrow: this.#narrow?.matches ?? false });
    for (const [id, { element }] of this.#held) {
      element.hidden = !order.slice(0, most).includes(id);
      part(element, "take").hidden = !this.#do.can(id);
    }
    this.#putInOrder(order);
    const hidden = order.length - most;
    this.#more.hidden = most === 0 || hidden <= 0;
    write(this.#more, this.#more.hidden ? "" : sayCount("alerts_more", hidden));
    this.tick();
  }

  /** @returns {{id: number, step: Step, since: string | null}[]} but not what stands before one's eyes already; one's own silence does not */
  #lines() {
    const lines = [...this.#held].map(([id, { step }]) => ({ id, step, since: this.#desk.store.get(id)?.waiting_since ?? null }));
    const isSeen = (/** @type {number} */ id, /** @type {Step} */ step) => step !== "nudge" && this.#do.isLookedAt(id);
    return lines.filter(({ id, step }) => this.#desk.store.get(id) && !this.#isOffered(id) && !isSeen(id, step));
  }

  /** Nothing is moved that is in its place, or it would lose the focus. @param {number[]} order */
  #putInOrder(order) {
    order.forEach((id, index) => {
      const element = /** @type {HTMLElement} */ (this.#held.get(id)?.element);
      const there = this.#place.children[index];
      if (there !== element) this.#place.insertBefore(element, there ?? null);
    });
  }

  /** It stands above already. @param {number} id */
  #isOffered(id) {
    return this.#desk.store.get(id)?.offer?.member === this.#me.member;
  }

  /** A second has passed. */
  tick() {
    for (const [id, { step, element }] of this.#held) {
      const row = this.#desk.store.get(id);
      if (row) write(part(element, "words"), this.words(step, row));
    }
    byId("alerts-box").hidden = [...this.#held.values()].every(({ element }) => element.hidden);
  }

  /** @param {Step} step @param {Summary} row */
  words(step, row) {
    const waited = row.waiting_since ? this.#clock.since(row.waiting_since) : 0;
    return say(`alert_${step}`, { name: label(row), operator: row.operator?.name ?? "", time: duration(waited) });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    const id = Number(button?.closest("[data-id]")?.getAttribute("data-id"));
    if (!button || !id) return;
    const what = button.getAttribute("data-do");
    if (what === "open") this.#do.open(id);
    else if (what === "take") this.#do.take(id);
    else this.#dismiss(id);
  }

  /** @param {number} id */
  #dismiss(id) {
    this.#held.get(id)?.element.remove();
    this.#held.delete(id);
    this.refresh();
  }
}
