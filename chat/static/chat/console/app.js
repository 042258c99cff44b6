/**
 * The console: builds its parts and tells them when something changed.
 *
 * @typedef {import("console/types.js").Config} Config
 * @typedef {import("console/types.js").View} View
 */

import { Address } from "console/address.js";
import { Announcer } from "console/announcer.js";
import { Articles } from "console/articles.js";
import { Calls } from "console/calls.js";
import { ChatView } from "console/chat_view.js";
import { Checks } from "console/checks.js";
import { Composer } from "console/composer.js";
import { ContextView } from "console/context_view.js";
import { Controls } from "console/controls.js";
import { Desk } from "console/desk.js";
import { Dock } from "console/dock.js";
import { byId } from "console/dom.js";
import { Drafts } from "console/drafts.js";
import { EmojiButton } from "console/emoji_button.js";
import { Enclosed } from "console/enclosed.js";
import { showEnded } from "console/ended.js";
import { LineState } from "console/line_state.js";
import { ListHead } from "console/list_head.js";
import { ListView } from "console/list_view.js";
import { Calm } from "console/mood_calm.js";
import { MoodView } from "console/mood_view.js";
import { Moves } from "console/moves.js";
import { VIEWS } from "console/order.js";
import { greeting, valuesOf } from "console/fields.js";
import { Said } from "console/said.js";
import { Screen } from "console/screen.js";
import { pageReceived, ServerClock } from "console/server_clock.js";
import { Toasts } from "console/toasts.js";
import { Tools } from "console/triage_tools.js";
import { readJson } from "shared/page_data.js";
import { keep } from "shared/storage.js";

const VIEW_SETTING = "helpdesk:view";

export class App {
  /** @param {Config} config @param {Storage} storage */
  constructor(config, storage) {
    const clock = (this.clock = new ServerClock(config.now, pageReceived()));
    const drafts = new Drafts(storage, `helpdesk:draft:${config.slug}:${config.me.member}`);
    this.config = config;
    this.storage = storage;
    this.address = new Address(config.links.inbox);
    this.screen = new Screen(storage);
    this.desk = new Desk(config, storage);
    this.toasts = new Toasts();
    this.moves = new Moves(this.desk, config.me, this.toasts);
    const href = (/** @type {number} */ id) => this.address.of(id);
    const onOpen = (/** @type {number} */ id) => this.open(id);
    this.list = new ListView({ desk: this.desk, clock, drafts, href, onOpen });
    this.head = new ListHead(this.desk, clock, config.links);
    const { words, emoji } = readJson("later-words");
    this.chat = new ChatView(this.desk, config.me, clock, new Said(words), () => this.screen.showsChat);
    this.composer = new Composer(this.desk, config.me, drafts, {
      onSent: (closed) => this.#sent(closed),
      onLeave: () => this.#stopWriting(),
      values: (summary) => this.#values(summary),
      checking: (mirror) => new Checks(this, mirror),
      enclosing: (on) => new Enclosed(config, storage, words, on),
    });
    this.emoji = new EmojiButton(emoji, words);
    this.articles = new Articles(this);
    this.context = new ContextView(config.me.member);
    this.mood = new MoodView(clock);
    this.calm = new Calm(this);
    this.dock = new Dock(this.desk, clock, { href, onOpen, onLeave: (id) => this.leave(id) });
    this.line = new LineState(this.desk);
    this.announcer = new Announcer(this.desk, config.company);
    this.calls = new Calls(this);
    this.tools = new Tools(this);
    this.controls = new Controls(this);
  }

  start() {
    this.desk.addEventListener("change", () => this.#soon());
    for (const name of ["log", "typing"]) {
      this.desk.addEventListener(name, (event) => {
        if (/** @type {CustomEvent} */ (event).detail === this.chat.id) this.#soon();
      });
    }
    this.desk.addEventListener("line", () => this.#soon());
    this.desk.addEventListener("ended", (event) => showEnded(/** @type {CustomEvent} */ (event).detail, this.config.links));
    window.addEventListener("popstate", () => this.#show(this.address.conversation));
    setInterval(() => this.#tick(), 1000);
    this.look(VIEWS.find((view) => view === this.storage.getItem(VIEW_SETTING)) ?? "all");
    this.#show(this.config.start);
    this.desk.start();
  }

  /** @param {View} view */
  look(view) {
    keep(this.storage, VIEW_SETTING, view);
    this.desk.look(view);
    this.tools.panel.close({ quietly: true });
    this.list.startOver();
    if (this.screen.isNarrow && this.screen.showsChat) this.address.go(null);
    this.screen.turnTo("list");
    this.refresh();
  }

  /** Look at a view and begin with its first row. @param {View} view */
  goTo(view) {
    this.look(view);
    this.list.focus();
  }

  /** @param {number} id */
  open(id) {
    const fromList = this.screen.isNarrow && !this.screen.showsChat;
    this.address.go(id, fromList);
    this.#show(id);
    byId("chat-title").focus({ preventScroll: true });
  }

  /** To the list: on a narrow window another page, else only the focus. */
  toList() {
    if (this.screen.showsDetailsOver) return this.screen.toggleDetails();
    if (this.screen.isNarrow && this.screen.showsChat) this.address.back();
    this.screen.turnTo("list");
    if (this.tools.panel.isOpen) this.tools.panel.focus();
    else this.list.focus(this.chat.id);
  }

  /** @param {number | null} id */
  leave(id) {
    if (id === null) return;
    const next = this.desk.chats.neighbour(id, 1);
    this.desk.leave(id);
    if (id !== this.chat.id) return;
    if (next !== null && next !== id) return this.open(next);
    this.address.go(null);
    this.#show(null);
    this.list.focus();
  }

  /** @param {1 | -1} step between the chats that are open */
  turn(step) {
    const next = this.desk.chats.neighbour(this.chat.id, step);
    if (next !== null) this.open(next);
  }

  /** What keys act on: the row under the cursor, or the chat on the right. */
  get subject() {
    return this.list.underCursor ?? this.chat.id;
  }

  refresh() {
    for (const row of this.desk.store.everything()) this.clock.observe(row.changed_at);
    this.list.refresh();
    this.head.refresh(this.list.isEmpty);
    this.chat.refresh();
    this.chat.paintBlank(this.desk.store.everything().length === 0);
    this.composer.refresh();
    this.context.paint(this.chat.summary);
    this.mood.paint(this.chat.summary);
    this.calm.refresh();
    this.articles.refresh();
    this.dock.refresh(this.chat.id);
    this.line.refresh();
    this.announcer.refresh();
    this.calls.refresh();
    this.tools.refresh();
  }

  /** What fills the fields of a canned reply. @param {import("console/types.js").Summary} summary */
  #values(summary) {
    const context = this.tools.state.context(summary.id);
    const customer = { locale: context?.language || summary.visitor.locale, zone: context?.zone ?? "", house: this.config.language };
    const words = greeting(this.config.greetings, customer, new Date());
    return valuesOf(summary, { operator: this.config.me.name, company: this.config.company, greeting: words });
  }

  /** @param {number | null} closed the chat that this was the last word of */
  #sent(closed) {
    this.chat.toBottom();
    if (closed !== null) this.moves.do("close", closed);
  }

  #stopWriting() {
    const isInList = !this.screen.isNarrow && this.list.focus(this.chat.id);
    if (!isInList) byId("chat-title").focus();
  }

  /** @param {number | null} id */
  #show(id) {
    const isAnother = id !== this.chat.id;
    this.chat.show(id);
    if (isAnother) this.composer.show(id);
    this.list.setCurrent(id);
    if (isAnother) this.screen.showChat(id !== null);
    this.screen.turnTo(id === null ? "list" : "chat");
    this.refresh();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;

  /** One repaint for a burst of changes; a timer, because hidden tabs get no animation frames. */
  #soon() {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.refresh();
    }, 16);
  }

  #tick() {
    this.list.tick();
    this.head.tick();
    this.chat.tick();
    this.dock.tick();
    this.mood.paint(this.chat.summary);
    this.calls.tick();
    this.tools.tick();
  }
}
