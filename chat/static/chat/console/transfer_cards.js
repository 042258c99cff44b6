/**
 * Chats that colleagues hand to this person: what they should know first, and a yes or a no.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Handing} Handing
 * @typedef {{member: number, departments: readonly number[], oversees: boolean}} Reader
 */

import { byId, clone, part, write } from "console/dom.js";
import { label } from "console/labels.js";
import { say } from "console/words.js";

/** @param {Handing} transfer @param {Reader} reader whether it waits for their answer */
export function isFor(transfer, { member, departments, oversees }) {
  if (transfer.by.member === member || transfer.declined.includes(member)) return false;
  if (transfer.to.member) return transfer.to.member === member;
  if (transfer.to.department) return departments.includes(transfer.to.department);
  return transfer.to.supervisor && oversees;
}

/** @param {Handing} transfer @param {Date} now whole seconds until it goes back */
export function secondsToAnswer(transfer, now) {
  return Math.max(0, Math.ceil((Date.parse(transfer.until) - now.getTime()) / 1000));
}

/** @param {number} seconds "0:42" */
export function countdown(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export class TransferCards {
  #desk;
  #clock;
  #oversees;
  #onOpen;
  #place = byId("handovers");
  /** @type {Map<number, HTMLElement>} by conversation */
  #cards = new Map();
  /** @type {Map<number, string>} answered here: which hand-over of which chat */
  #answered = new Map();

  /**
   * @param {Desk} desk
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {boolean} oversees
   * @param {(id: number) => void} onOpen
   */
  constructor(desk, clock, oversees, onOpen) {
    this.#desk = desk;
    this.#clock = clock;
    this.#oversees = oversees;
    this.#onOpen = onOpen;
    this.#place.addEventListener("click", (event) => this.#clicked(event));
  }

  /** @returns {Summary[]} what waits for an answer of this person, the first to end on top */
  get open() {
    const now = this.#clock.now();
    const rows = this.#desk.store.everything().filter((row) => this.#isOpen(row, now));
    return rows.sort((a, b) => (/** @type {Handing} */ (a.transfer).until < /** @type {Handing} */ (b.transfer).until ? -1 : 1));
  }

  /** @param {number} [id] default: the one that ends first */
  accept(id = this.open[0]?.id) {
    if (id === undefined) return;
    this.#answer(id);
    this.#desk.sends.act("transfer_accept", id);
    this.#onOpen(id);
  }

  /** @param {number} [id] default: the one that ends first */
  decline(id = this.open[0]?.id) {
    if (id === undefined) return;
    this.#answer(id);
    this.#desk.sends.act("transfer_decline", id);
  }

  refresh() {
    const open = this.open;
    const wanted = new Set(open.map((row) => row.id));
    for (const [id, card] of this.#cards) {
      if (wanted.has(id)) continue;
      card.remove();
      this.#cards.delete(id);
    }
    for (const row of open) this.#paint(row);
    this.#place.hidden = open.length === 0;
  }

  /** A second has passed. */
  tick() {
    if (!this.#cards.size) return;
    const open = this.open;
    if (open.length !== this.#cards.size) return this.refresh();
    for (const row of open) this.#paintTime(row);
  }

  /** @param {Summary} row @param {Date} now */
  #isOpen(row, now) {
    const { transfer } = row;
    if (!transfer || this.#answered.get(row.id) === transfer.until || secondsToAnswer(transfer, now) === 0) return false;
    const { member } = this.#desk.store.me;
    const departments = this.#desk.team.me?.departments ?? [];
    return isFor(transfer, { member, departments, oversees: this.#oversees });
  }

  /** @param {number} id */
  #answer(id) {
    const until = this.#desk.store.get(id)?.transfer?.until;
    if (until) this.#answered.set(id, until);
    this.refresh();
  }

  /** @param {Summary} row */
  #paint(row) {
    const transfer = /** @type {Handing} */ (row.transfer);
    let card = this.#cards.get(row.id);
    if (!card) {
      card = clone("handover");
      card.dataset.id = String(row.id);
      part(card, "title").id = `handover-${row.id}`;
      card.setAttribute("aria-labelledby", `handover-${row.id}`);
      this.#cards.set(row.id, card);
      this.#place.append(card);
    }
    write(part(card, "title"), say("handover_title", { name: transfer.by.name, chat: label(row) }));
    write(part(card, "summary"), transfer.summary);
    const why = part(card, "why");
    why.hidden = !transfer.why;
    write(why, say("handover_why", { why: transfer.why }));
    this.#paintTime(row);
  }

  /** @param {Summary} row */
  #paintTime(row) {
    const card = this.#cards.get(row.id);
    if (card && row.transfer) write(part(card, "left"), countdown(secondsToAnswer(row.transfer, this.#clock.now())));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    const id = Number(button?.closest("[data-id]")?.getAttribute("data-id"));
    if (!button || !id) return;
    const what = button.getAttribute("data-do");
    if (what === "accept") this.accept(id);
    else if (what === "decline") this.decline(id);
    else this.#onOpen(id);
  }
}
