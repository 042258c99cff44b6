/**
 * What happens that this person should hear of: alerts and offers the server calls out, chats that
 * became theirs without their doing, and customers who write in them.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Me} Me
 * @typedef {import("console/notify.js").Notifier} Notifier
 * @typedef {import("console/alerts.js").Step} Step
 * @typedef {{mine: boolean, waiting: boolean, messages: number, handed?: string}} Known handed: until
 *   when somebody waits for this person to take it over; "" when nobody does
 */

import { label, preview } from "console/labels.js";
import { isFor } from "console/transfer_cards.js";
import { say } from "console/words.js";

/** Alerts of the ladder and of moods; others are somebody else's to tell. */
const OURS = new Set(["nudge", "tell_everybody", "tell_supervisors", "escalate", "upset", "reassign"]);

/**
 * What is new about one chat.
 * @param {Known | undefined} before undefined: it was not known
 * @param {Known} now
 * @param {{byHand: boolean}} how byHand: this company lets people take chats themselves
 * @returns {"chat" | "message" | "newcomer" | "handover" | null}
 */
export function news(before, now, { byHand }) {
  if (now.handed && now.handed !== before?.handed) return "handover";
  if (now.mine && !before?.mine) return "chat";
  if (now.mine && before && now.messages > before.messages) return "message";
  return byHand && now.waiting && !before?.waiting ? "newcomer" : null;
}

export class Watch {
  #desk;
  #me;
  #notifier;
  #alerts;
  #options;
  /** @type {Map<number, Known> | null} null until everything open is known */
  #known = null;
  /** @type {Set<number>} taken here, so that it is no news */
  #taken = new Set();

  /**
   * @param {Desk} desk
   * @param {Me} me
   * @param {Notifier} notifier
   * @param {import("console/alerts.js").Alerts} alerts
   * @param {{byHand: boolean, isLookedAt: (id: number) => boolean, announce: (words: string) => void}} options
   */
  constructor(desk, me, notifier, alerts, options) {
    this.#desk = desk;
    this.#me = me;
    this.#notifier = notifier;
    this.#alerts = alerts;
    this.#options = options;
    desk.addEventListener("alert", (event) => this.#alerted(/** @type {CustomEvent} */ (event).detail));
    desk.addEventListener("offer", (event) => this.#offered(/** @type {CustomEvent} */ (event).detail));
  }

  /** Anything may have changed. */
  refresh() {
    const { store } = this.#desk;
    for (const item of this.#desk.sends.items()) this.#taken.add(item.frame.conversation ?? 0);
    if (!store.isLoaded("all")) return;
    const before = this.#known;
    this.#known = new Map();
    for (const row of store.everything()) {
      const now = this.#knownOf(row);
      this.#known.set(row.id, now);
      const what = before && news(before.get(row.id), now, this.#options);
      if (what) this.#tell(what, row);
    }
    this.#taken.clear();
  }

  /** @param {Summary} row @returns {Known} */
  #knownOf(row) {
    const isOpen = row.status === "open";
    return {
      mine: isOpen && row.operator?.member === this.#me.member,
      waiting: row.status === "waiting",
      messages: row.visitor_messages,
      handed: this.#isHandedToMe(row) ? row.transfer?.until : "",
    };
  }

  /** @param {Summary} row */
  #isHandedToMe({ transfer }) {
    const { member } = this.#me;
    const departments = this.#desk.team.me?.departments ?? [];
    return Boolean(transfer && isFor(transfer, { member, departments, oversees: this.#me.oversees }));
  }

  /** @param {"chat" | "message" | "newcomer" | "handover"} what @param {Summary} row */
  #tell(what, row) {
    if (what === "handover") return this.#handed(row);
    if (this.#taken.has(row.id)) return;
    if (what === "newcomer" && this.#rests) return;
    if (what === "message" && this.#options.isLookedAt(row.id)) return;
    const words = say(`call_${what}`, { name: label(row), preview: preview(row, this.#me.member) });
    this.#notifier.call({ kind: what === "newcomer" ? "chat" : what, words, conversation: row.id });
    if (what === "chat") this.#options.announce(words);
  }

  /** @param {Summary} row */
  #handed(row) {
    const words = say("handover_title", { name: row.transfer?.by.name ?? "", chat: label(row) });
    this.#notifier.call({ kind: "offer", words, conversation: row.id });
    this.#options.announce(words);
  }

  /** @param {{step: Step, conversation: number, whom: "everybody" | "overseers" | "operator"}} frame */
  #alerted({ step, conversation, whom }) {
    if (!OURS.has(step)) return;
    if (whom === "overseers" && !this.#me.oversees) return;
    if (whom !== "operator" && this.#rests) return;
    const row = this.#desk.store.get(conversation);
    this.#alerts.add(conversation, step);
    const words = row ? this.#alerts.words(step, row) : say("call_alert");
    this.#notifier.call({ kind: "alert", words, conversation });
    this.#options.announce(words);
  }

  /** @param {{conversation: number}} frame */
  #offered({ conversation }) {
    const row = this.#desk.store.get(conversation);
    const words = row ? say("offer_title", { name: label(row) }) : say("call_offer");
    this.#notifier.call({ kind: "offer", words, conversation });
    this.#options.announce(`${words} ${say("offer_keys")}`);
  }

  /** Away by choice, or in practice: what is for everybody is not for them. */
  get #rests() {
    const { me } = this.#desk.team;
    return me?.presence === "practice" || (me?.presence === "away" && !me.by_itself);
  }
}
