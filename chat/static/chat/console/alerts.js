/**
 * Chats that need somebody now: a line each above the inbox, until somebody has seen to it.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {"tell_everybody" | "tell_supervisors" | "nudge" | "escalate" | "reassign"} Step
 */

import { byId, clone, part, write } from "console/dom.js";
import { duration } from "console/format.js";
import { label } from "console/labels.js";
import { say, sayCount } from "console/words.js";

/** Lines at once; less while something is offered, which comes first. */
const MOST = 2;
const MOST_BESIDE_OFFERS = 1;

/**
 * Whether what a step called for is still to be done.
 * @param {Step} step
 * @param {Summary | undefined} row
 * @param {number} member who looks
 */
export function isPending(step, row, member) {
  if (!row || row.status === "closed") return false;
  if (step === "tell_everybody" || step === "tell_supervisors") return row.status === "waiting";
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
  /** @type {Map<number, {step: Step, element: HTMLElement}>} by conversation, the newest last */
  #held = new Map();

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {{open: (id: number) => void, take: (id: number) => void, can: (id: number) => boolean, offers: () => boolean}} actions
   */
  constructor(desk, me, clock, actions) {
    this.#desk = desk;
    this.#me = me;
    this.#clock = clock;
    this.#do = actions;
    this.#place.addEventListener("click", (event) => this.#clicked(event));
    this.#more.addEventListener("click", () => desk.look("waiting"));
  }

  /** @param {number} id @param {Step} step */
  add(id, step) {
    this.#held.get(id)?.element.remove();
    this.#held.delete(id);
    const element = clone("alert");
    element.dataset.id = String(id);
    this.#held.set(id, { step, element });
    this.#place.prepend(element);
    this.refresh();
  }

  refresh() {
    for (const [id, { step, element }] of this.#held) {
      if (isPending(step, this.#desk.store.get(id), this.#me.member)) continue;
      element.remove();
      this.#held.delete(id);
    }
    const most = this.#do.offers() ? MOST_BESIDE_OFFERS : MOST;
    const lines = [...this.#held].reverse().filter(([id]) => !this.#isOffered(id));
    for (const { element } of this.#held.values()) element.hidden = true;
    for (const [, { element }] of lines.slice(0, most)) element.hidden = false;
    const hidden = Math.max(0, lines.length - most);
    this.#more.hidden = hidden === 0;
    write(this.#more, hidden ? sayCount("alerts_more", hidden) : "");
    for (const [id, { element }] of this.#held) part(element, "take").hidden = !this.#do.can(id);
    this.tick();
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
