/**
 * Promises to customers: made here, shown above the messages, kept by an answer, counted in the rail.
 *
 * @typedef {import("feedback-console/promise_times.js").Promised} Promised
 * @typedef {{items: Promised[], mail: "yes" | "no" | "stopped", times: {key: string, at: string}[], zone: string}} Known
 * @typedef {{mine: number, team: number, late: number}} Counts
 * @typedef {typeof import("console/main.js").app} App
 */

import { attribute, byId, clone, make, write } from "console/dom.js";
import { label } from "console/labels.js";
import { moment } from "console/snooze.js";
import { language, say, sayCount } from "console/words.js";
import { PromiseDialog } from "feedback-console/promise_dialog.js";
import { PromiseKeeping } from "feedback-console/promise_keeping.js";
import { isLate } from "feedback-console/promise_times.js";

const KEY = "f";
const STEPS = new Set(["promise_soon", "promise_due", "promise_late", "promise_given"]);
/** Many consoles hear of one change: they do not all ask in the same moment. */
const ASK_WITHIN_MS = 2_000;

export class Promises {
  #app;
  #dialog;
  #keeping;
  #button = clone("promise-button");
  #badge = make("b", "", "rail-badge");
  #said = make("span", "", "sr-only");
  /** @type {Map<number, Known>} by conversation */
  #known = new Map();
  /** The chat that was asked about last. */
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#dialog = new PromiseDialog(app);
    this.#keeping = new PromiseKeeping(app, (promised) => this.#kept(promised));
    byId("composer").querySelector(".composer-foot [data-command=canned]")?.after(this.#button);
    const link = app.config.links.pages.find((page) => page.icon === "promises");
    const place = [...document.querySelectorAll(".rail a")].find((one) => link && one.getAttribute("href") === link.url);
    this.#badge.hidden = true;
    attribute(this.#badge, "aria-hidden", "true");
    place?.append(this.#said, this.#badge);
    app.controls.add({ id: "promise", name: "do_promise", keys: [KEY], group: "chat", run: () => this.#open(), may: () => this.#may() });
    app.composer.checks.doing.more.promise = (words) => this.#open(words);
    app.tools.moreBars.push((summary) => this.#bars(summary));
    app.desk.addEventListener("alert", (event) => this.#alerted(/** @type {CustomEvent} */ (event).detail));
    app.desk.sends.addEventListener("refusal", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type === "welcome") this.#welcomed();
    if (frame.type === "promises") this.#told(frame);
    if (frame.type === "promises_changed") this.#changed(frame.conversation);
    if (frame.type === "permission" && frame.visitor === this.#app.chat.summary?.visitor.id) this.#asked = 0;
  }

  refresh() {
    const { id } = this.#app.chat;
    if (id !== null && this.#asked !== id && this.#ask(id)) this.#asked = id;
    this.#button.hidden = !this.#may();
    this.#keeping.paint(this.#openOf(id));
  }

  /** @param {number} [conversation] */
  #ask(conversation) {
    return this.#app.desk.line.send({ type: "promises", ...(conversation && { conversation }) });
  }

  /** Once the inbox is there, how many there are. */
  #welcomed() {
    this.#asked = 0; // what was pushed meanwhile was missed
    this.#known.clear();
    this.#ask();
  }

  /** @param {import("shared/types.js").Frame} frame */
  #told({ conversation, counts, items, mail, times, zone }) {
    this.#count(counts);
    if (!conversation) return;
    this.#known.set(conversation, { items, mail, times, zone });
    this.#dialog.told(conversation, this.#known.get(conversation));
    this.#app.refresh();
    this.refresh();
  }

  /** @param {number} conversation */
  #changed(conversation) {
    if (conversation === this.#app.chat.id) return void this.#ask(conversation);
    this.#known.delete(conversation);
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#ask();
    }, Math.random() * ASK_WITHIN_MS);
  }

  /** Late ones first; else how many there are to keep. @param {Counts} counts */
  #count({ mine, team, late }) {
    const number = late || mine + team;
    this.#badge.hidden = !number;
    this.#badge.classList.toggle("is-late", late > 0);
    write(this.#badge, String(number));
    write(this.#said, number ? `, ${sayCount(late ? "promises_late" : "promises_open", number)}` : "");
  }

  /** @param {number | null} id @returns {Promised[]} the first to be due on top */
  #openOf(id) {
    const items = (id !== null && this.#known.get(id)?.items) || [];
    return items.filter((item) => item.state === "open");
  }

  /** An answer that keeps it is on its way: it is not offered for the next one. @param {Promised} promised */
  #kept(promised) {
    const known = this.#known.get(promised.conversation);
    if (known) known.items = known.items.map((item) => (item.id === promised.id ? { ...item, state: "kept" } : item));
  }

  #may() {
    const { chat, config, desk } = this.#app;
    const row = chat.id === null ? undefined : desk.store.get(chat.id);
    const isColleagues = row?.status === "open" && row.operator?.member !== config.me.member;
    return Boolean(row) && (!isColleagues || config.me.oversees);
  }

  /** @param {string} [words] what was about to be promised in passing */
  #open(words) {
    const { id } = this.#app.chat;
    if (id === null || !this.#may()) return;
    this.#dialog.open(id, this.#known.get(id), words);
    this.#ask(id); // the times of this very moment
  }

  /** @param {import("console/types.js").Summary} summary @returns {import("console/context_bars.js").Bar[]} */
  #bars(summary) {
    const now = new Date();
    return this.#openOf(summary.id).map((item) => {
      const late = isLate(item, now);
      const values = { what: item.what, name: item.member?.name ?? "", when: moment(new Date(item.due_at), now, language()) };
      const whose = item.member === null ? "team" : item.member.member === this.#app.config.me.member ? "mine" : "other";
      return {
        key: `promise-${item.id}`,
        tone: late ? "warn" : "",
        words: say(late ? `promise_bar_late_${whose}` : `promise_bar_${whose}`, values),
        ...this.#answering(summary, item),
      };
    });
  }

  /** @param {import("console/types.js").Summary} summary @param {Promised} item */
  #answering({ id, status, operator }, item) {
    const isColleagues = status === "open" && operator?.member !== this.#app.config.me.member;
    if (isColleagues) return {};
    return { action: { label: say(status === "closed" ? "promise_reopen" : "promise_answer"), run: () => this.#answer(id, item) } };
  }

  /** Write the answer that keeps it; a closed chat opens for it. @param {number} id @param {Promised} item */
  #answer(id, item) {
    if (this.#app.desk.store.get(id)?.status === "closed") this.#app.moves.do("reopen", id);
    this.#keeping.choose(item.id);
    this.#app.composer.write("reply");
    this.refresh();
  }

  /** @param {{step: string, conversation: number, whom: string, what: string}} alert */
  #alerted({ step, conversation, whom, what }) {
    if (!STEPS.has(step) || (whom === "overseers" && !this.#app.config.me.oversees)) return;
    const row = this.#app.desk.store.get(conversation);
    const words = say(`told_${step}`, { what, name: row ? label(row) : "" });
    this.#app.toasts.show(words, { label: say("look"), run: () => this.#app.open(conversation) });
    this.#app.calls.notifier.call({ kind: "alert", words, conversation });
    this.#app.announcer.say(words);
    this.#changed(conversation);
  }

  /** What was shown as done is not so. @param {{frame: {type: string, conversation?: number}}} refusal */
  #refused({ frame }) {
    if (frame.type.endsWith("promise") && frame.conversation) this.#changed(frame.conversation);
  }
}
