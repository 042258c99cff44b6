/**
 * An operator's side of docs/protocol.md: one line, the lists, the open chats, and what is sent.
 *
 * Events: "change" (lists, counts, states), "log" and "typing" (detail: conversation), "line"
 * (detail: state of the line), "ended" (detail: close code), "refusal" (see sends.js), "welcome",
 * "offer" and "alert" (detail: the frame).
 *
 * @typedef {import("console/types.js").Config} Config
 * @typedef {import("console/types.js").View} View
 * @typedef {import("shared/types.js").Frame} Frame
 */

import { Chats } from "console/chats.js";
import { Inbound } from "console/inbound.js";
import { Lister } from "console/lister.js";
import { OpenSet } from "console/open_set.js";
import { Team } from "console/presence_team.js";
import { Sends } from "console/sends.js";
import { Store } from "console/store.js";
import { Connection } from "shared/connection.js";
import { Outbox } from "shared/outbox.js";

export class Desk extends EventTarget {
  /** @type {View} */
  view = "all";
  /** @type {import("console/types.js").Canned[]} */
  canned = [];
  bodyLimit = 8000;
  /** Whether a chat is watched without being noticed. @type {(id: number) => boolean} */
  unseen = () => false;
  /** Whether a colleague has called this person to a chat. @type {(id: number) => boolean} */
  called = () => false;
  #inbound = new Inbound(this);
  /** @type {Map<number, number>} the highest seq we said to have read, by conversation */
  #told = new Map();

  /** @param {Config} config @param {Storage} storage */
  constructor(config, storage) {
    super();
    const owner = `${config.slug}:${config.me.member}`;
    const open = new OpenSet(`helpdesk:open:${owner}`);
    this.store = new Store(config.me);
    this.team = new Team(config.me.member);
    this.chats = new Chats((ids) => open.write(ids), (id) => this.tell("typing", id));
    this.outbox = new Outbox(storage, `helpdesk:outbox:${owner}`);
    this.sends = new Sends(this.outbox);
    this.line = new Connection({
      socketUrl: config.socket,
      framesUrl: config.frames,
      hello: () => this.#hello(),
      headers: () => ({ "X-CSRFToken": config.csrf }),
      pollFrames: () => this.#questions(),
    });
    this.lister = new Lister(this.store, (frame) => this.line.send(frame));
    for (const id of open.read()) this.chats.open(id);
  }

  start() {
    this.store.addEventListener("change", () => this.tell("change"));
    this.sends.addEventListener("change", () => this.#sendsChanged());
    this.sends.addEventListener("refusal", (event) => this.tell("refusal", detail(event)));
    this.line.addEventListener("frame", (event) => this.#inbound.receive(detail(event)));
    this.line.addEventListener("state", (event) => this.#lineChanged(detail(event)));
    this.line.addEventListener("refused", (event) => this.tell("ended", detail(event)));
    this.#sendsChanged();
    this.outbox.drive((frame) => this.line.send(frame));
    this.line.start();
  }

  /** @param {View} view */
  look(view) {
    this.view = view;
    if (!this.store.covers(view)) this.lister.walk(view);
  }

  /** @param {number} id */
  open(id) {
    const { fresh, dropped } = this.chats.open(id);
    if (dropped !== null) this.line.send({ type: "leave", conversation: dropped });
    if (fresh) this.line.send({ type: "open", ...this.#seen(id), conversation: id });
    this.tell("change");
  }

  /** From where we are, and seen or unseen as is wanted by now. @param {number} id */
  openAgain(id) {
    const chat = this.chats.get(id);
    if (chat) this.line.send({ type: "open", ...this.#seen(id), ...chat.place });
  }

  /** Somebody may watch unseen what they did not before, or answer what they watched. */
  settleUnseen() {
    for (const chat of this.chats.all()) {
      if (chat.state === "ready" && chat.unseen !== this.unseen(chat.id)) this.openAgain(chat.id);
    }
  }

  /** @param {number} id */
  #seen(id) {
    const chat = this.chats.get(id);
    const unseen = this.unseen(id);
    if (chat) chat.unseen = unseen;
    return unseen ? { unseen } : {};
  }

  /** @param {number} id */
  leave(id) {
    this.chats.drop(id);
    this.line.send({ type: "leave", conversation: id });
    this.tell("change");
  }

  /** The person has everything up to the end of the log before their eyes. @param {number} id */
  read(id) {
    const last = this.chats.get(id)?.log.last ?? 0;
    if (!this.store.hasRead(id, last)) this.store.markRead(id, last);
    if ((this.#told.get(id) ?? 0) >= last) return;
    if (this.line.send({ type: "read", conversation: id, seq: last })) this.#told.set(id, last);
  }

  /** A new line: what was told on the old one may not have arrived. */
  forgetTold() {
    this.#told.clear();
  }

  /** @param {number} id */
  earlier(id) {
    const chat = this.chats.get(id);
    if (!chat?.log.moreBefore || chat.asksEarlier) return;
    chat.asksEarlier = this.line.send({ type: "history", conversation: id, before: chat.log.before });
  }

  /** @returns {Frame} */
  #hello() {
    const open = this.chats.present().map((chat) => ({ ...this.#seen(chat.id), ...chat.place }));
    return { type: "hello", v: 1, epoch: this.#inbound.epoch || null, open };
  }

  /** What stands in for pushes while there is no socket. @returns {Frame[]} */
  #questions() {
    for (const view of this.watchedViews()) this.lister.walk(view);
    const ready = this.chats.all().filter((chat) => chat.state === "ready");
    return ready.map((chat) => ({ type: "sync", conversation: chat.id, after: chat.log.last }));
  }

  /** Lists to keep up with the inbox: everything open, and what is looked at. @returns {Set<View>} */
  watchedViews() {
    return new Set(this.store.covers(this.view) ? ["all"] : ["all", this.view]);
  }

  /** @param {string} state */
  #lineChanged(state) {
    if (state === "offline" || state === "connecting") this.lister.abandon();
    this.tell("line", state);
  }

  #sendsChanged() {
    this.store.setUnsettled(this.sends.items());
    for (const id of this.chats.ids) this.tell("log", id);
  }

  /** Let those who show things know. @param {string} type @param {unknown} [detail] */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
