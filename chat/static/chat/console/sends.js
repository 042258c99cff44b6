/**
 * Everything this person does to a conversation: words and moves go through the outbox, show at
 * once, and stay foreseen until the server's own summary holds them.
 *
 * Events: "change"; "act" (detail: the frame), with what is done from here; "refusal" (detail:
 * {frame, error}): the server will not do a move.
 *
 * @typedef {import("console/types.js").Unsettled} Unsettled
 * @typedef {import("shared/types.js").ErrorFrame} ErrorFrame
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("shared/types.js").Send} Send
 * @typedef {import("shared/outbox.js").Outbox} Outbox
 */

import { isMove } from "console/projection.js";
import { newId } from "shared/ids.js";

/** A stored entry whose push has not come by then was lost; a list will tell. */
const SETTLES_MS = 10_000;

export class Sends extends EventTarget {
  #outbox;
  /** @type {Map<string, number>} seq of what is stored, but in no summary yet, by id */
  #settling = new Map();

  /** @param {Outbox} outbox */
  constructor(outbox) {
    super();
    this.#outbox = outbox;
    outbox.addEventListener("change", () => this.#changed());
  }

  /**
   * @param {"send" | "note" | "whisper" | "take" | "accept" | "release" | "close" | "reopen"} type
   * @param {number} conversation
   * @param {string} [body]
   */
  add(type, conversation, body) {
    this.act(type, conversation, body === undefined ? {} : { body });
  }

  /**
   * Anything that adds an entry.
   * @param {string} type
   * @param {number} conversation
   * @param {Record<string, unknown>} [fields]
   * @param {import("shared/types.js").EntryData} [shown] what its entry will hold
   */
  act(type, conversation, fields = {}, shown) {
    const frame = { type, id: newId(), conversation, ...fields };
    this.#outbox.add(frame, shown);
    this.dispatchEvent(new CustomEvent("act", { detail: frame }));
  }

  /** @returns {Unsettled[]} in order */
  items() {
    return this.#outbox.items().map((item) => ({ ...item, seq: this.#settling.get(item.frame.id) }));
  }

  /** @param {number} conversation @returns {Unsettled[]} */
  of(conversation) {
    return this.items().filter((item) => item.frame.conversation === conversation);
  }

  /** Nobody has stored it yet. */
  get waiting() {
    return this.#outbox.pending().length;
  }

  /** @param {Frame} ack */
  acknowledged({ id, seq }) {
    this.#settling.set(id, seq);
    setTimeout(() => this.#settle(id), SETTLES_MS);
    this.#outbox.acknowledge(id);
  }

  /** The log holds it, so it need not be sent again. @param {string} id @param {number} seq */
  stored(id, seq) {
    const isOurs = this.#outbox.items().some((item) => item.frame.id === id);
    if (isOurs) this.acknowledged({ type: "ack", id, seq });
  }

  /** @param {(conversation: number) => number} headOf how far summary and log hold it */
  settleUpTo(headOf) {
    for (const { frame, seq } of this.items()) {
      if (seq && headOf(frame.conversation ?? 0) >= seq) this.#settle(frame.id);
    }
  }

  /** @param {ErrorFrame} error @returns {boolean} whether it was about one of ours */
  refused(error) {
    const item = this.#outbox.items().find((one) => one.frame.id === error.id);
    if (!item) return false;
    if (error.retry) this.#outbox.later(error.retry_after);
    else if (isMove(item.frame)) this.#giveUp(item.frame, error);
    else this.#outbox.fail(item.frame.id, error);
    return true;
  }

  /** @param {string} id */
  retry(id) {
    this.#outbox.retry(id);
  }

  /** @param {string} id */
  discard(id) {
    this.#outbox.drop(id);
  }

  /** @param {Send} frame @param {ErrorFrame} error */
  #giveUp(frame, error) {
    this.#outbox.drop(frame.id);
    this.dispatchEvent(new CustomEvent("refusal", { detail: { frame, error } }));
  }

  /** @param {string} id */
  #settle(id) {
    this.#settling.delete(id);
    this.#outbox.drop(id);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
