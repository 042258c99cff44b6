/**
 * The visitor's side of docs/protocol.md: what this browser knows of its conversation.
 * Fires "change" (at most once a turn) after anything that shows.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("shared/types.js").VisitorWelcome} VisitorWelcome
 * @typedef {import("shared/types.js").VisitorConversation} VisitorConversation
 */

import { newId } from "shared/ids.js";
import { Log } from "shared/log.js";
import { TypingShown } from "shared/typing.js";

const PUSH_PATIENCE_MS = 1_500;
const HISTORY_PATIENCE_MS = 5_000;
const STILL_THERE_MS = 15 * 60_000;

export class Session extends EventTarget {
  log = new Log();
  /** @type {VisitorWelcome | null} */
  welcome = null;
  /** @type {VisitorConversation | null} */
  conversation = null;
  /** @type {string[]} names of operators typing now */
  typists = [];
  /** @type {number | null} the close code that ended it for good */
  refused = null;
  /** Whether the first page of entries has come. */
  loaded = false;
  /** Whether `conversation` may have changed untold, as there are no pushes while polling. */
  stale = false;
  #connection;
  #outbox;
  #identity;
  #typing = new TypingShown((names) => this.#set(() => (this.typists = names)));
  #readTold = 0;
  #askedEarlierAt = -Infinity;
  #announced = false;

  /**
   * @param {import("shared/connection.js").Connection} connection
   * @param {import("shared/outbox.js").Outbox} outbox
   * @param {import("widget/identity.js").Identity} identity
   */
  constructor(connection, outbox, identity) {
    super();
    this.#connection = connection;
    this.#outbox = outbox;
    this.#identity = identity;
    connection.addEventListener("frame", (event) => this.receive(/** @type {CustomEvent} */ (event).detail));
    connection.addEventListener("state", () => this.#changed());
    connection.addEventListener("refused", (event) => this.#set(() => (this.refused = /** @type {CustomEvent} */ (event).detail)));
    outbox.addEventListener("change", () => this.#changed());
    outbox.drive((frame) => connection.send(frame));
  }

  /**
   * @param {string} body
   * @param {Partial<import("shared/types.js").Send>} [more]
   * @param {import("shared/types.js").EntryData} [shown] what the bubble shows besides the words
   */
  post(body, more, shown) {
    this.#outbox.add({ type: "send", id: newId(), body, ...more }, shown);
  }

  /** @param {"thanks" | "explain"} signal @param {number} seq of an operator's message */
  signal(signal, seq) {
    this.#outbox.add({ type: "signal", id: newId(), signal, seq });
  }

  /** Everything up to the newest entry is before the visitor's eyes. */
  markRead() {
    const { conversation, log } = this;
    if (!conversation || log.last <= Math.max(conversation.read.visitor, this.#readTold)) return;
    if (this.#connection.send({ type: "read", seq: log.last })) this.#set(() => (this.#readTold = log.last));
  }

  /** @param {boolean} on @param {string} [text] what is being typed, where the visitor was told so */
  tellTyping(on, text) {
    if (this.conversation) this.#connection.send({ type: "typing", on, text });
  }

  /** Ask for older entries, once until they come. */
  askEarlier() {
    const now = performance.now();
    if (!this.log.moreBefore || now - this.#askedEarlierAt < HISTORY_PATIENCE_MS) return;
    if (this.#connection.send({ type: "history", before: this.log.before })) this.#askedEarlierAt = now;
  }

  /**
   * Whether nobody answers, as far as this visitor is concerned: who is in the middle of a chat when
   * the hours end still has somebody, until that one falls silent.
   */
  get masked() {
    if (this.welcome?.availability.state !== "masked") return false;
    if (this.conversation?.status !== "open") return true;
    const last = this.log.entries.findLast(({ author }) => author.kind === "operator");
    return !this.typists.length && Date.now() - Date.parse(last?.at ?? "1970") > STILL_THERE_MS;
  }

  /** Whether something may still come. */
  get live() {
    return this.unread > 0 || (this.conversation !== null && this.conversation.status !== "closed");
  }

  /** Messages of the company that no one has looked at yet. */
  get unread() {
    const seen = Math.max(this.conversation?.read.visitor ?? 0, this.#readTold);
    return this.log.entries.filter(
      (entry) => entry.seq > seen && (entry.kind === "message" || entry.kind === "card") && entry.author.kind !== "visitor",
    ).length;
  }

  /** @param {Frame} frame */
  receive(frame) {
    const handlers = /** @type {Record<string, (frame: any) => void>} */ ({
      welcome: this.#welcomed,
      entries: this.#took,
      conversation: this.#conversationChanged,
      ack: this.#acknowledged,
      read: this.#wasRead,
      typing: (/** @type {any} */ typing) => this.#typing.apply(typing),
      beat: (/** @type {any} */ beat) => this.log.isBehind(beat.head) && this.#sync(),
      error: this.#failed,
      availability: this.#turned,
      queue: this.#queued,
    });
    handlers[frame.type]?.call(this, frame);
    this.#changed();
  }

  /** @param {VisitorWelcome} frame */
  #welcomed(frame) {
    if (!this.#identity.settle(frame.token)) return this.#connection.restart();
    if (frame.resume === "fresh" || !frame.conversation) this.#reset({ fromStart: !frame.conversation });
    this.welcome = frame;
    this.conversation = frame.conversation;
    this.loaded ||= !frame.conversation?.head;
    this.stale = false;
    this.#readTold = 0;
    this.#outbox.flush(frame.limits);
  }

  /** @param {import("shared/types.js").EntriesFrame} frame */
  #took(frame) {
    const { added, gap } = this.log.apply(frame);
    for (const entry of frame.entries) if (entry.seq <= this.log.last) this.#outbox.drop(entry.id);
    for (const entry of added) this.#typing.said(entry.author.kind);
    if (gap) this.#sync();
    if (frame.earlier) this.#askedEarlierAt = -Infinity;
    this.stale ||= added.length > 0;
    if (added.length) this.conversation ??= begun(this.log.last);
    this.loaded = true;
  }

  /** @param {{conversation: VisitorConversation}} frame */
  #conversationChanged({ conversation }) {
    const known = conversation.fresh ? null : this.conversation;
    if (known && conversation.head < known.head) return; // overtaken by a newer one
    if (!known) this.conversation = conversation;
    else this.conversation = { ...conversation, read: further(known.read, conversation.read) };
    if (conversation.fresh) this.#reset({ fromStart: true });
    this.stale = false;
    this.#expect(conversation.head);
  }

  /** @param {{id: string, seq: number}} frame */
  #acknowledged({ id, seq }) {
    if (this.log.has(id) || seq < this.log.first) this.#outbox.drop(id);
    else this.#outbox.acknowledge(id);
    this.stale = true;
    this.#expect(seq);
  }

  /** @param {import("shared/types.js").Availability & Pick<VisitorWelcome, "people" | "departments">} frame */
  #turned({ people, departments, state, reason, opens, closes }) {
    if (this.welcome) this.welcome = { ...this.welcome, people, departments, availability: { state, reason, opens, closes } };
  }

  /** @param {import("shared/types.js").QueuePlace} frame */
  #queued({ place, wait, why }) {
    if (this.conversation) this.conversation = { ...this.conversation, queue: { place, wait, why } };
  }

  /** @param {{by: "visitor" | "operator", seq: number}} frame */
  #wasRead({ by, seq }) {
    if (!this.conversation) return;
    this.conversation = { ...this.conversation, read: further(this.conversation.read, { [by]: seq }) };
  }

  /** @param {import("shared/types.js").ErrorFrame} frame */
  #failed(frame) {
    if (frame.code === "bad_token") {
      this.#identity.forget();
      this.#reset();
      if (this.welcome) this.#connection.restart(); // they were somebody until now: begin anew
    }
    if (frame.retry) return this.#outbox.later(frame.retry_after);
    if (!frame.id) return;
    if (this.#isTap(frame.id)) this.#outbox.drop(frame.id); // its time was over; nobody misses it
    else this.#outbox.fail(frame.id, frame);
  }

  /** Something without words. @param {string} id */
  #isTap(id) {
    return this.#outbox.items().some(({ frame }) => frame.id === id && !("body" in frame));
  }

  /** @param {{fromStart?: boolean}} [known] */
  #reset(known) {
    this.log.reset(known);
    this.#readTold = 0;
    this.#typing.clear();
  }

  /** The log is this long by now; when the push does not come, ask. @param {number} head */
  #expect(head) {
    if (!this.log.isBehind(head)) return;
    setTimeout(() => this.log.isBehind(head) && this.#sync(), PUSH_PATIENCE_MS);
  }

  #sync() {
    if (this.log.shouldAsk()) this.#connection.send({ type: "sync", after: this.log.last });
  }

  /** @param {() => void} change */
  #set(change) {
    change();
    this.#changed();
  }

  #changed() {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      this.dispatchEvent(new Event("change"));
    });
  }
}

/**
 * Receipts never go backwards, whichever of two pushes came first.
 * @param {VisitorConversation["read"]} held
 * @param {{visitor?: number, operator?: number}} told
 */
function further(held, { visitor = 0, operator = 0 }) {
  return { visitor: Math.max(held.visitor, visitor), operator: Math.max(held.operator, operator) };
}

/** A conversation this browser has just begun, before the server describes it. @param {number} head */
function begun(head) {
  return { status: /** @type {"waiting"} */ ("waiting"), operator: null, head, read: { visitor: 0, operator: 0 } };
}
