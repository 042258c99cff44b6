/**
 * Sends that are not acknowledged yet: ordered, kept across a reload, shared by the tabs of one
 * browser, and sent again until the server has answered. Fires "change" when its content changes.
 *
 * @typedef {import("shared/types.js").Send} Send
 * @typedef {import("shared/types.js").Waiting} Waiting
 */

import { bucket, jitterSeconds } from "shared/backoff.js";
import { Shelf } from "shared/shelf.js";

const ACK_TIMEOUT_MS = 10_000;
const DUE = Infinity; // as soon as the line takes more

/** Milliseconds of a clock that nobody sets: with a wrong one set right, nothing would be repeated. */
const elapsed = () => performance.now();

export class Outbox extends EventTarget {
  #shelf;
  /** @type {(frame: Send) => boolean} */
  #transmit = () => false;
  /** @type {Map<string, number>} when this tab last handed a frame over, by id; or DUE */
  #sentAt = new Map();
  #attempts = 0;
  /** While holding, nothing overtakes the frame that has to be repeated. See `elapsed`; 0: not. */
  #heldUntil = 0;
  /** @type {Map<string, Waiting>} stored by the server, their entries not seen here yet */
  #acknowledged = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #refill;
  #wait = () => 0; // until a welcome names the limits

  /**
   * @param {Storage} storage see safeStorage()
   * @param {string} key who and where, e.g. "helpdesk:outbox:<site key>"
   */
  constructor(storage, key) {
    super();
    this.#shelf = new Shelf(storage, key);
    globalThis.addEventListener?.("storage", (event) => {
      if (this.#shelf.changed(event.key, event.newValue)) this.#changed();
    });
  }

  /**
   * Start sending. Call `flush()` after every welcome.
   * @param {(frame: Send) => boolean} transmit false when the line is down
   */
  drive(transmit) {
    this.#transmit = transmit;
    this.#watch();
  }

  /** @param {Send} frame @param {import("shared/types.js").EntryData} [shown] what its entry will hold */
  add(frame, shown) {
    const at = new Date();
    this.#shelf.put({ frame, order: this.#nextOrder(at), at: at.toISOString(), error: null, ...(shown && { shown }) });
    this.#hand([frame]);
    this.#changed();
  }

  /**
   * Stored: it is never sent again, but stays among the `items()` until its entry comes (`drop`),
   * so that its bubble does not vanish for a moment.
   * @param {string} id
   */
  acknowledge(id) {
    const item = this.#shelf.get(id);
    if (item) this.#acknowledged.set(id, { ...item, error: null, acknowledged: true });
    this.#forget(id);
  }

  /** Seen in the log, or given up by the person. @param {string} id */
  drop(id) {
    this.#acknowledged.delete(id);
    this.#forget(id);
  }

  /** @param {string} id */
  #forget(id) {
    this.#sentAt.delete(id);
    if (!this.#shelf.remove(id)) return;
    this.#attempts = 0;
    this.#changed();
  }

  /** The server will not take it. @param {string} id @param {import("shared/types.js").Failure} error */
  fail(id, error) {
    const item = this.#shelf.get(id);
    if (!item) return;
    this.#sentAt.delete(id);
    this.#shelf.put({ ...item, error: { code: error.code, message: error.message } });
    this.#changed();
  }

  /** The person wants it sent after all, now and with the same id. @param {string} id */
  retry(id) {
    const item = this.#shelf.get(id);
    if (!item?.error) return;
    this.#shelf.put({ ...item, order: this.#nextOrder(new Date()), error: null });
    this.#hand([item.frame]);
    this.#changed();
  }

  /**
   * The server asked for patience ("retry": true).
   * @param {number} [seconds] its retry_after
   */
  later(seconds = 0) {
    const jitter = this.#heldUntil ? 0 : jitterSeconds(this.#attempts++);
    const until = elapsed() + Math.max(seconds, jitter) * 1000;
    if (until <= this.#heldUntil) return;
    this.#heldUntil = until;
    this.#arm(until - elapsed(), () => this.flush());
  }

  /**
   * Send everything that waits, in order.
   * @param {{rate: number, burst: number}} [limits] of a line that is new
   */
  flush(limits) {
    if (limits) this.#wait = bucket(limits);
    this.#heldUntil = 0;
    this.#hand(this.pending());
  }

  /** @returns {Send[]} in order */
  pending() {
    return this.#shelf.all().filter(({ error }) => !error).map(({ frame }) => frame);
  }

  /** @returns {Waiting[]} */
  failed() {
    return this.#shelf.all().filter(({ error }) => error);
  }

  /** @returns {Waiting[]} all that no log shows yet: acknowledged, pending, failed; in order */
  items() {
    return [...this.#acknowledged.values(), ...this.#shelf.all()].sort((a, b) => a.order - b.order);
  }

  /** @param {Date} now */
  #nextOrder(now) {
    return Math.max(now.getTime(), (this.#shelf.all().at(-1)?.order ?? 0) + 1);
  }

  /** In order, as far as the line takes them now. @param {Send[]} [frames] besides what is due */
  #hand(frames = []) {
    for (const { id } of frames) this.#sentAt.set(id, DUE);
    clearTimeout(this.#refill);
    if (this.#heldUntil) return;
    for (const frame of this.pending()) {
      if (this.#sentAt.get(frame.id) !== DUE) continue;
      const wait = this.#wait();
      if (wait) {
        this.#refill = setTimeout(() => this.#hand(), wait);
        break;
      }
      this.#transmit(frame);
      this.#sentAt.set(frame.id, elapsed());
    }
    this.#watch();
  }

  #changed() {
    this.#watch();
    this.dispatchEvent(new Event("change"));
  }

  /** Wake up when the oldest unanswered frame has waited long enough. */
  #watch() {
    if (this.#heldUntil) return;
    const waiting = this.pending();
    if (!waiting.length) return clearTimeout(this.#timer);
    const now = elapsed();
    for (const { id } of waiting) if (!this.#sentAt.has(id)) this.#sentAt.set(id, now);
    const oldest = Math.min(...waiting.map(({ id }) => this.#sentAt.get(id) ?? now));
    this.#arm(oldest + ACK_TIMEOUT_MS - now, () => this.later());
  }

  /** @param {number} delay milliseconds @param {() => void} then */
  #arm(delay, then) {
    clearTimeout(this.#timer);
    if (delay < DUE) this.#timer = setTimeout(then, Math.max(0, delay));
  }
}
