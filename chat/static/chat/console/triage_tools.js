/**
 * The desk's tools, built together and told together when something changed.
 *
 * @typedef {import("console/app.js").App} App
 */

import { ContextBars, bars } from "console/context_bars.js";
import { ContextMarks } from "console/context_marks.js";
import { ContextMore } from "console/context_more.js";
import { Mentions } from "console/mentions_list.js";
import { Oversight } from "console/oversight.js";
import { SavedViews } from "console/saved_views.js";
import { SearchPanel } from "console/search_panel.js";
import { Jump } from "console/search_panel_jump.js";
import { Snooze } from "console/snooze.js";
import { Tags } from "console/tags.js";
import { TransferCards } from "console/transfer_cards.js";
import { TransferDialog } from "console/transfer.js";
import { Triage } from "console/triage.js";
import { Abuse } from "console/triage_abuse.js";
import { Chooser } from "console/triage_chooser.js";
import { deskCommands } from "console/triage_commands.js";
import { DeskState } from "console/triage_desk.js";
import { say } from "console/words.js";

/** Alerts that are told by a note at the bottom; the others have a line of their own. */
const TOLD = new Set(["whisper", "taken_over", "transfer_declined", "transfer_timed_out", "woken"]);

export class Tools {
  /** Lines above the messages from modules beside this one. @type {((summary: import("console/types.js").Summary) => import("console/context_bars.js").Bar[])[]} */
  moreBars = [];
  #app;
  #shown = /** @type {number | null} */ (null);

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const { desk, config, storage, toasts, clock } = app;
    const { member, oversees } = config.me;
    const open = (/** @type {number} */ id) => app.open(id);
    const href = (/** @type {number} */ id) => app.address.of(id);
    this.state = new DeskState(desk);
    const chooser = new Chooser();
    this.transfer = new TransferDialog(desk, this.state);
    this.cards = new TransferCards(desk, clock, oversees, open);
    this.oversight = new Oversight(desk, config.me, storage, () => app.screen.showsChat);
    this.tags = new Tags(desk, this.state, chooser);
    this.snooze = new Snooze(desk, chooser, toasts);
    this.triage = new Triage(desk, this.state, chooser, toasts);
    this.abuse = new Abuse(desk, oversees);
    this.mentions = new Mentions(desk, this.state, chooser, toasts, open);
    this.jump = new Jump(desk);
    const onOpen = (/** @type {number} */ id, /** @type {number | null} */ seq) => {
      app.open(id);
      this.jump.to(id, seq);
    };
    this.panel = new SearchPanel(desk, this.state, { onOpen, href, onClosed: () => this.#closedSearch() });
    this.views = new SavedViews(desk, this.state, this.panel, chooser, oversees);
    this.more = new ContextMore(member, href, (tag) => app.chat.id !== null && this.tags.remove(app.chat.id, tag));
    this.bars = new ContextBars();
    this.marks = new ContextMarks();
    this.commands = deskCommands(this.runs(), (what) => this.may(what));
    desk.unseen = (id) => this.oversight.isUnseen(id);
    desk.called = (id) => this.state.isCalledTo(id);
    this.#listen();
  }

  #listen() {
    const { desk, chat } = this.#app;
    this.state.addEventListener("change", () => this.refresh());
    this.state.addEventListener("arrival", (event) => this.oversight.greet(/** @type {CustomEvent} */ (event).detail.conversation));
    desk.addEventListener("welcome", () => this.#shown !== null && this.state.askContext(this.#shown));
    desk.addEventListener("alert", (event) => this.#alerted(/** @type {CustomEvent} */ (event).detail));
    desk.addEventListener("log", (event) => this.jump.refresh(/** @type {CustomEvent} */ (event).detail === chat.id ? chat.id : null));
    for (const name of ["visibilitychange", "focus", "blur"]) window.addEventListener(name, () => this.refresh());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-chat]") : null;
      if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#app.open(Number(link.dataset.chat));
    });
  }

  /** @returns {Record<string, () => void>} by the id of the command */
  runs() {
    const app = this.#app;
    const withSubject = (/** @type {(id: number) => void} */ work) => () => app.subject !== null && work(app.subject);
    return {
      handover: withSubject((id) => (this.#isMine(id) ? this.transfer.open(id) : app.toasts.show(say("handover_not_yours")))),
      whisper: withSubject((id) => {
        if (id !== app.chat.id) app.open(id);
        app.composer.write("whisper");
      }),
      snooze: withSubject((id) => (app.desk.store.get(id)?.snoozed_until ? this.snooze.wake(id) : this.snooze.choose(id))),
      tags: withSubject((id) => this.tags.choose(id)),
      priority: withSubject((id) => this.triage.choosePriority(id)),
      department: withSubject((id) => this.triage.chooseDepartment(id)),
      merge: withSubject((id) => this.triage.chooseMerge(id)),
      abuse: withSubject((id) => this.abuse.open(id)),
      unblock: withSubject((id) => this.abuse.lift(id)),
      takeOver: withSubject((id) => this.oversight.askTakeOver(id)),
      unseen: () => this.#toggleUnseen(),
      mentions: () => this.mentions.choose(),
      savedViews: () => this.views.choose(),
      search: () => this.views.open(null),
    };
  }

  /** @param {import("console/triage_commands.js").What} what */
  may(what) {
    const { subject, desk, config } = this.#app;
    const row = subject === null ? undefined : desk.store.get(subject);
    if (what === "views") return this.state.views.length > 0;
    if (!row || subject === null) return false;
    const { oversees } = config.me;
    const mine = this.#isMine(subject);
    const answers = {
      chat: true,
      mine,
      live: row.status !== "closed",
      handover: mine && !row.transfer,
      snooze: mine || (oversees && row.status === "open"),
      whisper: oversees && this.oversight.isColleagues(subject),
      takeOver: oversees && this.oversight.isColleagues(subject),
      unseen: oversees,
      merge: (this.state.context(subject)?.earlier.length ?? 0) > 0,
      abuse: row.status === "waiting" || mine || oversees,
      unblock: oversees && !!this.state.context(subject)?.block,
    };
    return answers[what];
  }

  refresh() {
    const { chat, screen } = this.#app;
    const { id, summary } = chat;
    const isSeen = id !== null && screen.showsChat && document.hasFocus();
    if (id !== this.#shown) this.#turned(id);
    this.cards.refresh();
    this.#app.desk.settleUnseen();
    this.oversight.look(id);
    this.mentions.refresh(isSeen ? id : null);
    this.more.paint(summary, this.state.context(id));
    this.marks.paint(summary, this.state.viewers(id));
    this.#paintBars();
    this.panel.refresh();
    this.views.refresh();
  }

  /** A second has passed. */
  tick() {
    const { id } = this.#app.chat;
    this.cards.tick();
    this.oversight.look(id);
    this.more.tick(this.state.context(id));
    this.#paintBars();
  }

  /** @param {number | null} id another chat is shown */
  #turned(id) {
    this.#shown = id;
    if (id !== null) this.state.askContext(id);
  }

  #paintBars() {
    const { chat, clock, config } = this.#app;
    const { id, summary } = chat;
    if (!summary || id === null) return this.bars.paint([]);
    const context = this.state.context(id);
    const looks = { member: config.me.member, unseen: this.oversight.isUnseen(id), oversees: config.me.oversees, now: clock.now() };
    const run = {
      cancel: () => this.#app.desk.sends.act("transfer_cancel", id),
      wake: () => this.snooze.wake(id),
      seen: () => this.#toggleUnseen(),
      newer: () => this.#openNewer(id),
      lift: () => this.abuse.lift(id),
    };
    this.bars.paint([...bars(summary, context, looks, run), ...this.moreBars.flatMap((more) => more(summary))]);
  }

  #toggleUnseen() {
    this.oversight.toggleUnseen();
    this.#app.toasts.show(say(this.oversight.wantsUnseen ? "unseen_on" : "unseen_off"));
    this.#app.refresh();
  }

  /** @param {number} id */
  #openNewer(id) {
    const newer = this.state.context(id)?.earlier.find((row) => row.is_current);
    if (newer) this.#app.open(newer.id);
  }

  #closedSearch() {
    this.views.refresh();
    this.#app.list.focus(this.#app.chat.id);
  }

  /** @param {{step: string, conversation: number, name?: string}} alert */
  #alerted({ step, conversation, name = "" }) {
    if (!TOLD.has(step)) return;
    const words = say(`told_${step}`, { name });
    this.#app.toasts.show(words, { label: say("look"), run: () => this.#app.open(conversation) });
    if (step === "transfer_declined" || step === "taken_over") this.#app.refresh();
  }

  /** @param {number} id */
  #isMine(id) {
    const row = this.#app.desk.store.get(id);
    return row?.status === "open" && row.operator?.member === this.#app.config.me.member;
  }
}
