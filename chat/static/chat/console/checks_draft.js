/**
 * The draft in the field, as the server is asked about it.
 *
 * @typedef {import("console/checks_asking.js").Asking} Asking
 * @typedef {import("console/checks_asking.js").Draft} Draft
 * @typedef {import("console/checks_state.js").CheckState} CheckState
 */

export class CheckedDraft {
  /** @type {number | null} the chat it is for; null: nothing that is checked is being written */
  id = null;
  /** The canned reply that it still is, word for word. @type {() => string | null} */
  canned = () => null;
  /** @type {import("console/types.js").CheckRules["rules"]} */
  rules = {};
  #desk;
  #field;
  #state;
  #asking;

  /**
   * @param {import("console/desk.js").Desk} desk
   * @param {HTMLTextAreaElement} field
   * @param {CheckState} state
   * @param {Asking} asking
   */
  constructor(desk, field, state, asking) {
    this.#desk = desk;
    this.#field = field;
    this.#state = state;
    this.#asking = asking;
  }

  get text() {
    return this.#field.value;
  }

  /** Whether there is anything to look at. */
  get isWritten() {
    return this.id !== null && this.text.trim() !== "";
  }

  /** Whether the customer is writing just now. */
  get hasCompany() {
    return this.id !== null && this.#desk.chats.get(this.id)?.visitorTypes === true;
  }

  askSoon() {
    if (this.#mayAsk) this.#asking.soon(this.#as(false));
    else this.#asking.forget();
  }

  /** @param {boolean} closing whether it is to be the last word of the chat @returns {boolean} whether there may be an answer */
  askNow(closing) {
    return this.#mayAsk && this.#asking.now(this.#as(closing));
  }

  /** Asks if an answer could still keep it from being sent. @param {boolean} closing @returns {boolean} whether there may be one */
  askBeforeSending(closing) {
    const { answered } = this.#state;
    const isKnown = answered?.text === this.text && (answered.closing || !closing);
    const isWanted = Object.values(this.rules).some(({ severity }) => severity === "ask");
    return isWanted && !isKnown && this.askNow(closing);
  }

  get #mayAsk() {
    return this.isWritten && [...this.text].length <= this.#desk.bodyLimit;
  }

  /** @param {boolean} closing @returns {Draft} */
  #as(closing) {
    return { conversation: this.id ?? 0, text: this.text, closing, typing: this.hasCompany, canned: this.canned() };
  }
}
