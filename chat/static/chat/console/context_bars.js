/**
 * Lines above the messages that say what is special about this chat, with the one thing to do
 * about it: being handed over, put aside, watched unseen, left by the customer, blocked.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Context} Context
 * @typedef {{key: string, tone: "" | "warn" | "note", words: string, action?: {label: string, run: () => void}}} Bar
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { moment } from "console/snooze.js";
import { countdown, secondsToAnswer } from "console/transfer_cards.js";
import { language, say } from "console/words.js";

/**
 * @param {Summary} summary
 * @param {Context | undefined} context
 * @param {{member: number, unseen: boolean, oversees: boolean, now: Date}} looks
 * @param {Record<"cancel" | "wake" | "seen" | "newer" | "lift", () => void>} run
 * @returns {Bar[]}
 */
export function bars(summary, context, { member, unseen, oversees, now }, run) {
  const { transfer } = summary;
  /** @type {(Bar | false | null | undefined)[]} */
  const all = [
    transfer && transfer.by.member === member && secondsToAnswer(transfer, now) > 0 && {
      key: "asked",
      tone: "",
      words: say("bar_asked", { name: targetName(transfer.to), time: countdown(secondsToAnswer(transfer, now)) }),
      action: { label: say("transfer_take_back"), run: run.cancel },
    },
    !!summary.snoozed_until && {
      key: "snoozed",
      tone: "",
      words: say("bar_snoozed", { when: moment(new Date(summary.snoozed_until), now, language()) }),
      action: { label: say("bring_back"), run: run.wake },
    },
    unseen && {
      key: "unseen",
      tone: "note",
      words: say("bar_unseen", { name: summary.operator?.name ?? "" }),
      action: { label: say("be_seen"), run: run.seen },
    },
    summary.is_current === false && {
      key: "left",
      tone: "warn",
      words: say("bar_left"),
      action: { label: say("open_newer"), run: run.newer },
    },
    context?.block && {
      key: "blocked",
      tone: "warn",
      words: blockWords(context.block, now),
      ...(oversees ? { action: { label: say("abuse_lift"), run: run.lift } } : {}),
    },
  ];
  return /** @type {Bar[]} */ (all.filter(Boolean));
}

/** @param {NonNullable<Context["block"]>} block @param {Date} now */
function blockWords({ until, by, why }, now) {
  const when = until ? moment(new Date(until), now, language()) : "";
  return say(until ? "bar_blocked_until" : "bar_blocked", { when, name: by, why });
}

/** @param {import("console/types.js").Handing["to"]} to */
export function targetName({ name }) {
  return name || say("a_supervisor");
}

export class ContextBars {
  #place = byId("chat-bars");
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map();
  /** @type {Map<string, () => void>} */
  #runs = new Map();

  constructor() {
    this.#place.addEventListener("click", (event) => {
      const bar = event.target instanceof Element && event.target.closest("button") ? event.target.closest("[data-bar]") : null;
      this.#runs.get(bar?.getAttribute("data-bar") ?? "")?.();
    });
  }

  /** @param {Bar[]} wanted */
  paint(wanted) {
    for (const [key, element] of this.#shown) {
      if (wanted.some((bar) => bar.key === key)) continue;
      element.remove();
      this.#shown.delete(key);
    }
    for (const bar of wanted) this.#paintBar(bar);
    this.#place.hidden = wanted.length === 0;
  }

  /** @param {Bar} bar */
  #paintBar({ key, tone, words, action }) {
    const element = this.#shown.get(key) ?? clone("chat-bar");
    if (!this.#shown.has(key)) this.#place.append(element);
    this.#shown.set(key, element);
    this.#runs.set(key, action?.run ?? (() => {}));
    attribute(element, "data-bar", key);
    attribute(element, "data-tone", tone || null);
    write(part(element, "words"), words);
    part(element, "do").hidden = !action;
    write(part(element, "do"), action?.label ?? "");
  }
}
