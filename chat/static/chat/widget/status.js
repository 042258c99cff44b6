/**
 * What happens now, in words: waiting, closed, typing, and a line when the connection is away.
 *
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("shared/types.js").State} State
 */

/** A quick reconnect is nobody's business. */
const QUIET_MS = 1_500;
const TOO_OLD = 1002;

export class Status {
  #root;
  #strings;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #bar = "";

  /** @param {HTMLElement} root the page @param {Record<string, string>} strings */
  constructor(root, strings) {
    this.#root = root;
    this.#strings = strings;
  }

  /** @param {Session} session @param {State} state of the connection */
  show(session, state) {
    this.#say("status", this.#words(session));
    this.#showTyping(session.typists);
    this.#connection(session.refused === null ? this.#barWords(state) : this.#endWords(session.refused));
  }

  /** @param {Session} session */
  #words({ conversation, welcome }) {
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
    const part = this.#part("typing");
    part.hidden = !names.length;
    if (names.length) this.#say("typing-text", (this.#strings.typing ?? "").replace("{name}", () => names.join(", ")));
  }

  /** @param {string} words "" when all is well */
  #connection(words) {
    if (words === this.#bar) return;
    this.#bar = words;
    clearTimeout(this.#timer);
    const paint = () => this.#say("bar", words);
    this.#timer = setTimeout(paint, words && !this.#part("bar").textContent ? QUIET_MS : 0);
  }

  /** @param {string} name @param {string | undefined} text */
  #say(name, text = "") {
    const part = this.#part(name);
    if (part.textContent !== text) part.textContent = text;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-part="${name}"]`));
  }
}
