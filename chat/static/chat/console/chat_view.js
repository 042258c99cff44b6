/**
 * The conversation that is looked at: its messages, who types, and what counts as read.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/chats.js").Chat} Chat
 */

import { abilities } from "console/abilities.js";
import { ChatHead } from "console/chat_head.js";
import { byId, part, write } from "console/dom.js";
import { say, sayCount } from "console/words.js";
import { Bubbles } from "shared/bubbles.js";

/** Answers that come within this time need no word about waiting for them. */
const SOON_MS = 300;

export class ChatView {
  /** @type {number | null} */
  id = null;
  #desk;
  #me;
  #head;
  #bubbles;
  #log = byId("log");
  #note = byId("log-note");
  #bottom = byId("to-bottom");
  #said;
  #isSeen;
  #rendered = "";

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {import("console/said.js").Said} said
   * @param {() => boolean} isSeen whether the conversation stands before the person's eyes
   */
  constructor(desk, me, clock, said, isSeen) {
    this.#desk = desk;
    this.#me = me;
    this.#said = said;
    this.#isSeen = isSeen;
    this.#head = new ChatHead(me, clock);
    this.#bubbles = new Bubbles({
      side: "operator",
      list: byId("bubbles"),
      pane: this.#log,
      template: byId("bubble", HTMLTemplateElement),
      me: () => me,
      decorate: (bubble, item) => said.decorate(bubble, item),
      onRetry: (id) => desk.sends.retry(id),
      onDiscard: (id) => desk.sends.discard(id),
      onEarlier: () => this.id !== null && desk.earlier(this.id),
      onBottom: () => this.#markRead(),
    });
    this.#log.addEventListener("scroll", () => this.#paintBottom(), { passive: true });
    this.#bottom.addEventListener("click", () => this.toBottom());
    for (const name of ["focus", "visibilitychange"]) window.addEventListener(name, () => this.#markRead());
  }

  get summary() {
    return this.id === null ? undefined : this.#desk.store.get(this.id);
  }

  /** @param {number | null} id */
  show(id) {
    if (this.id !== id) this.#bubbles.clear();
    this.#rendered = "";
    this.id = id;
    byId("chat-blank").hidden = id !== null;
    byId("chat-open").hidden = id === null;
    if (id === null) return;
    this.#desk.open(id);
    this.refresh();
    this.#bubbles.toBottom();
  }

  toBottom() {
    this.#bubbles.toBottom();
    this.#markRead();
  }

  refresh() {
    const chat = this.id === null ? undefined : this.#desk.chats.get(this.id);
    if (!chat) return;
    const { summary } = this;
    if (summary) this.#head.paint(summary, abilities(summary, this.#me));
    else this.#head.blank(chat.state === "missing" ? say("missing") : say("loading"));
    this.#renderLog(chat, summary?.read.visitor ?? 0);
    this.#paintNote(chat);
    this.paintTyping();
    this.#markRead();
  }

  /** The list changes far more often than the log. @param {Chat} chat @param {number} read */
  #renderLog({ id, log }, read) {
    const waiting = this.#desk.sends.of(id);
    const ends = [log.entries[0]?.id, log.entries.at(-1)?.id, log.first, log.last];
    const key = JSON.stringify([id, ends, read, waiting, new Date().toDateString()]);
    if (key === this.#rendered) return;
    this.#rendered = key;
    this.#said.look(log.entries);
    this.#bubbles.render({ entries: log.entries, waiting, read, more: log.moreBefore });
  }

  /** What stands here while no chat is open. @param {boolean} isQuiet there is none to open */
  paintBlank(isQuiet) {
    const blank = byId("chat-blank");
    write(part(blank, "title"), isQuiet ? say("quiet") : say("pick"));
    write(part(blank, "text"), isQuiet ? say("quiet_text") : say("pick_text"));
  }

  tick() {
    this.#head.tick(this.summary);
  }

  paintTyping() {
    const chat = this.id === null ? undefined : this.#desk.chats.get(this.id);
    const names = (chat?.typists ?? []).map((name) => name || say("visitor"));
    write(byId("typing"), names.length ? sayCount("typing", names.length).replace("{names}", names.join(", ")) : "");
    const peek = byId("typing-peek");
    peek.hidden = !chat?.peek;
    write(peek, chat?.peek ?? "");
  }

  /** @param {Chat} chat */
  #paintNote(chat) {
    const isWaiting = chat.state === "opening" && !chat.log.entries.length;
    this.#note.hidden = !isWaiting && chat.state !== "missing";
    const text = chat.state === "missing" ? say("missing_text") : say("loading_text");
    write(this.#note, text);
    this.#note.style.animationDelay = chat.state === "missing" ? "0s" : `${SOON_MS}ms`;
  }

  #markRead() {
    this.#paintBottom();
    const chat = this.id === null ? undefined : this.#desk.chats.get(this.id);
    if (!chat?.log.last || chat.state !== "ready") return;
    if (this.#bubbles.atBottom && this.#isSeen() && document.hasFocus()) this.#desk.read(chat.id);
  }

  #paintBottom() {
    const unread = this.id === null ? 0 : this.#desk.store.unread(this.id);
    this.#bottom.hidden = this.#bubbles.atBottom;
    write(part(this.#bottom, "words"), unread ? sayCount("new_messages", unread) : say("newest"));
  }
}
