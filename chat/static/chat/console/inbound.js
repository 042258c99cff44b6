/**
 * What the server says, taken in: docs/protocol.md, "you get", on the operator side.
 *
 * @typedef {import("console/chats.js").Chat} Chat
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").OperatorWelcome} OperatorWelcome
 * @typedef {import("console/types.js").ConversationsFrame} ConversationsFrame
 * @typedef {import("shared/types.js").EntriesFrame} EntriesFrame
 * @typedef {import("shared/types.js").ErrorFrame} ErrorFrame
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("console/desk.js").Desk} Desk
 */

/** An unknown conversation was pushed: read the lists again, but not for each of a burst. */
const RELIST_MS = 1_000;
/** The server asked for patience without saying how much. */
const AGAIN_MS = 3_000;

export class Inbound {
  epoch = "";
  #desk;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #relist;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {Frame} frame */
  receive(frame) {
    this.#desk.tell("frame", frame);
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(/** @type {any} */ (frame));
      case "conversations":
        return this.#listed(/** @type {any} */ (frame));
      case "conversation":
        return this.#summarised(frame.conversation);
      case "gone":
        return this.#erased(frame.conversation);
      case "entries":
        return this.#entered(/** @type {any} */ (frame));
      case "ack":
        return this.#desk.sends.acknowledged(frame);
      case "typing":
        return this.#typed(/** @type {any} */ (frame));
      case "read":
        this.#desk.store.applyRead(frame.conversation, /** @type {any} */ (frame));
        return this.#desk.tell("log", frame.conversation);
      case "seen":
        return this.#desk.store.applySeen(frame.conversation, frame.visitor_messages);
      case "presence":
        return this.#desk.team.apply(/** @type {any} */ (frame));
      case "notices":
        return this.#desk.team.keep(/** @type {any} */ (frame));
      case "offer":
      case "alert":
        return this.#desk.tell(frame.type, frame);
      case "beat":
        return this.#compare(frame);
      case "error":
        return this.#refused(/** @type {any} */ (frame));
    }
  }

  /** @param {{conversation: number, on: boolean, text?: string, author: {kind: string, name: string, member?: number}}} frame */
  #typed(frame) {
    const isOurs = frame.author.member === this.#desk.store.me.member; // here or in another window
    const chat = this.#desk.chats.get(frame.conversation);
    if (isOurs || !chat) return;
    if (frame.author.kind === "visitor") chat.peek = frame.on ? (frame.text ?? "") : "";
    chat.typing.apply(frame);
    if (frame.text) this.#desk.tell("typing", chat.id);
  }

  /** @param {OperatorWelcome} welcome */
  #welcomed(welcome) {
    const isAnother = this.epoch !== "" && this.epoch !== welcome.epoch;
    this.epoch = welcome.epoch;
    this.#desk.canned = welcome.canned;
    this.#desk.team.welcomed(welcome);
    this.#desk.bodyLimit = welcome.limits.body;
    this.#desk.lister.abandon();
    this.#desk.forgetTold();
    if (isAnother) this.#startOver();
    this.#desk.store.applyCounts(welcome.counts);
    for (const view of this.#desk.watchedViews()) this.#desk.lister.walk(view);
    this.#desk.outbox.flush(welcome.limits);
    this.#desk.tell("welcome");
  }

  /** The database was restored: what we hold may never have happened. */
  #startOver() {
    this.#desk.store.reset();
    this.#desk.chats.reset();
    for (const id of this.#desk.chats.ids) this.#desk.line.send({ type: "open", conversation: id });
  }

  /** @param {ConversationsFrame} frame */
  #listed(frame) {
    for (const id of this.#desk.lister.answer(frame)) {
      const chat = this.#desk.chats.get(id);
      if (chat) this.#desk.openAgain(id);
    }
    this.#settle();
  }

  /** @param {Summary} summary */
  #summarised(summary) {
    const wasKnown = this.#desk.store.applySummary(summary);
    const chat = this.#desk.chats.get(summary.id);
    if (chat?.state === "opening") chat.state = "ready";
    else if (!wasKnown && summary.seen === undefined) this.#relistSoon();
    this.#settle();
    if (chat) this.#desk.tell("log", summary.id);
  }

  #relistSoon() {
    this.#relist ??= setTimeout(() => {
      this.#relist = undefined;
      this.#desk.lister.walk("all");
    }, RELIST_MS);
  }

  /** @param {EntriesFrame} frame */
  #entered(frame) {
    const chat = this.#desk.chats.get(frame.conversation ?? 0);
    if (!chat) return;
    if (frame.earlier) chat.asksEarlier = false;
    const { added, gap } = chat.log.apply(frame);
    if (gap) this.#sync(chat);
    for (const entry of added) {
      this.#desk.sends.stored(entry.id, entry.seq);
      if (!frame.earlier) chat.typing.said(entry.author.kind);
    }
    this.#settle();
    this.#desk.tell("log", chat.id);
  }

  /** @param {Chat} chat */
  #sync(chat) {
    if (!chat.log.shouldAsk()) return;
    this.#desk.line.send({ type: "sync", conversation: chat.id, after: chat.log.last });
  }

  /** @param {Frame} beat */
  #compare({ heads, inbox }) {
    for (const [id, head] of Object.entries(heads ?? {})) {
      const chat = this.#desk.chats.get(Number(id));
      if (chat?.log.isBehind(head)) this.#sync(chat);
    }
    for (const view of this.#desk.watchedViews()) {
      if (this.#desk.store.isBehind(view, inbox)) this.#desk.lister.walk(view);
    }
  }

  /** @param {ErrorFrame & {conversation?: number}} error */
  #refused(error) {
    if (this.#desk.sends.refused(error)) return;
    if (error.retry) return this.#askAgainLater(error.retry_after);
    if (error.code !== "not_found") return;
    const opening = this.#desk.chats.all().find((chat) => chat.state === "opening")?.id;
    this.#missing(error.conversation ?? opening ?? 0);
  }

  /** Its customer was forgotten, with all that was said. @param {number} id */
  #erased(id) {
    this.#desk.store.forget(id);
    this.#desk.chats.get(id)?.log.reset();
    this.#missing(id);
  }

  /** @param {number} id */
  #missing(id) {
    const chat = this.#desk.chats.get(id);
    if (!chat) return;
    chat.state = "missing";
    this.#desk.chats.remember();
    this.#desk.tell("log", id);
  }

  /** Some question was not answered; which one is not told. @param {number} [seconds] */
  #askAgainLater(seconds = 0) {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      for (const view of this.#desk.watchedViews()) this.#desk.lister.retry(view);
      for (const chat of this.#desk.chats.all()) {
        if (chat.state === "opening") this.#desk.line.send({ type: "open", ...chat.place });
      }
    }, Math.max(AGAIN_MS, seconds * 1000));
  }

  #settle() {
    this.#desk.sends.settleUpTo((id) => {
      const known = this.#desk.store.get(id)?.head ?? 0;
      return Math.min(known, this.#desk.chats.get(id)?.log.last ?? known);
    });
  }
}
