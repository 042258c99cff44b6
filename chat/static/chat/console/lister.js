/**
 * Asks for lists, one question a view at a time: a walk over all its pages, or one page more.
 *
 * @typedef {import("console/types.js").View} View
 * @typedef {import("console/types.js").ConversationsFrame} ConversationsFrame
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("console/store.js").Store} Store
 */

/** An answer that has not come by then was lost: the next question may be asked. */
const PATIENCE_MS = 15_000;

export class Lister {
  #store;
  #send;
  /** @type {Map<View, ReturnType<typeof setTimeout>>} views with a question under way */
  #asking = new Map();
  /** @type {Set<View>} to be walked once more, because they changed meanwhile */
  #again = new Set();

  /** @param {Store} store @param {(frame: Frame) => void} send */
  constructor(store, send) {
    this.#store = store;
    this.#send = send;
  }

  /** Read a view from its first page. @param {View} view */
  walk(view) {
    if (this.#asking.has(view)) return void this.#again.add(view);
    this.#store.begin(view);
    this.#ask(view);
  }

  /** The page after those held. @param {View} view */
  more(view) {
    const cursor = this.#store.next(view);
    if (cursor && !this.#asking.has(view)) this.#ask(view, cursor);
  }

  /** @param {ConversationsFrame} frame @returns {number[]} conversations that are gone */
  answer(frame) {
    const { next, gone } = this.#store.applyList(frame);
    this.#done(frame.view);
    if (next) this.#ask(frame.view, next);
    else if (this.#again.delete(frame.view)) this.walk(frame.view);
    return gone;
  }

  /** No answer came, or it was no: ask anew what is still wanted. @param {View} view */
  retry(view) {
    this.#done(view);
    if (this.#again.delete(view) || !this.#store.isLoaded(view)) this.walk(view);
  }

  /** The line broke. */
  abandon() {
    for (const view of [...this.#asking.keys()]) this.#done(view);
    this.#again.clear();
    this.#store.abandon();
  }

  /** @param {View} view @param {string} [cursor] */
  #ask(view, cursor) {
    this.#asking.set(view, setTimeout(() => this.retry(view), PATIENCE_MS));
    this.#send({ type: "list", view, ...(cursor ? { cursor } : {}) });
  }

  /** @param {View} view */
  #done(view) {
    clearTimeout(this.#asking.get(view));
    this.#asking.delete(view);
  }
}
