/**
 * What happens now, in words: waiting, closed, typing, and a line when the connection is away.
 *
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("shared/types.js").State} State
 */

import { part, say } from "shared/parts.js";

/** A quick reconnect is nobody's business. */
const QUIET_MS = 1_500;
const TOO_OLD = 1002;

export class Status {
  #strings;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #bar = "";

  /** @param {Record<string, string>} strings */
  constructor(strings) {
    this.#strings = strings;
  }

  /** @param {Session} session @param {State} state of the connection */
  show(session, state) {
    say("status", this.#words(session));
    this.#showTyping(session.typists);
    this.#connection(session.refused === null ? this.#barWords(state) : this.#endWords(session.refused));
  }

  /** @param {Session} session */
  #words({ conversation, welcome, masked }) {
    if (masked && conversation?.status !== "closed") return this.#strings[conversation ? "waitingMasked" : "leave"];
    if (!conversation) return "";
    if (conversation.status === "waiting" && !welcome?.people.length) return this.#strings.waitingAway;
    return { waiting: this.#strings.waiting, open: "", closed: this.#strings.closed }[conversation.status];
  }

  /** @param {State} state */
  #barWords(state) {
    if (state === "offline") return this.#strings.offline ?? "";
    return state === "connecting" ? (this.#strings.connecting ?? "") : "";
  }

  /** @param {number} code */
  #endWords(code) {
    return (code === TOO_OLD ? this.#strings.tooOld : this.#strings.gone) ?? "";
  }

  /** @param {string[]} names */
  #showTyping(names) {
    part("typing").hidden = !names.length;
    if (names.length) say("typing-text", (this.#strings.typing ?? "").replace("{name}", () => names.join(", ")));
  }

  /** @param {string} words "" when all is well */
  #connection(words) {
    if (words === this.#bar) return;
    this.#bar = words;
    clearTimeout(this.#timer);
    const paint = () => say("bar", words);
    this.#timer = setTimeout(paint, words && !part("bar").textContent ? QUIET_MS : 0);
  }
}
