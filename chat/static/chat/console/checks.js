/**
 * Checks of a reply while it is written: asked of the server in pauses, marked under the words,
 * explained in one line, put right with one key. Nothing here ever keeps a reply from being sent:
 * a question may stand between, and sending again answers it.
 *
 * @typedef {import("console/app.js").App} App
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {import("console/checks_asking.js").Draft} Draft
 * @typedef {object} Writing what is being written, as the composer knows it
 * @property {() => string | null} canned the canned reply that it still is, word for word
 * @property {(closing: boolean) => void} send
 */

import { Asking } from "console/checks_asking.js";
import { Dismissed } from "console/checks_dismissed.js";
import { CheckDoing } from "console/checks_doing.js";
import { HouseRules } from "console/checks_house.js";
import { CheckLine } from "console/checks_line.js";
import { marksOf } from "console/checks_marks.js";
import { CheckSending } from "console/checks_sending.js";
import { CheckState } from "console/checks_state.js";
import { typingHit } from "console/checks_typing.js";
import { isWide } from "console/checks_hits.js";
import { byId } from "console/dom.js";
import { replaceWords } from "console/insert_words.js";

/** A word at whose end somebody has stopped for so long is finished. */
const RESTS_MS = 700;

export class Checks {
  house;
  doing;
  #desk;
  #state;
  #asking;
  #line;
  #sending;
  #field = byId("words", HTMLTextAreaElement);
  #mirror;
  /** @type {Writing} */
  #writing = { canned: () => null, send: () => {} };
  /** @type {import("console/types.js").CheckRules["rules"]} */
  #rules = {};
  /** @type {number | null} null: nothing that is checked is being written */
  #id = null;
  #isResting = true;
  /** Esc has waved something away: the next one does what it does without us. */
  #hasEscaped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rests;

  /** @param {App} app @param {import("console/words_mirror.js").WordsMirror} mirror */
  constructor({ config, desk }, mirror) {
    const send = (/** @type {import("shared/types.js").Frame} */ frame) => desk.line.send(frame);
    this.#desk = desk;
    this.#mirror = mirror;
    this.#state = new CheckState(send, new Dismissed(`helpdesk:dismissed:${config.slug}:${config.me.member}`));
    this.#asking = new Asking(send, (draft, frame) => this.#heard(draft, frame));
    this.house = new HouseRules();
    this.doing = new CheckDoing(this.#field);
    this.#sending = new CheckSending(this.#state, {
      text: () => this.#field.value,
      isAsked: (closing) => this.#isAsked(closing),
      paint: () => this.#paint(),
      send: (closing) => this.#writing.send(closing),
    });
    this.#line = new CheckLine({
      onFix: () => this.#fix(),
      onDo: (choice) => this.#do(choice),
      onDismiss: () => this.#dismiss(),
      onNext: () => this.next(1),
      onSend: () => this.#sending.agree(),
      onChange: () => this.#change(),
    });
    this.#listen();
  }

  #listen() {
    this.#desk.addEventListener("frame", (event) => this.#receive(/** @type {CustomEvent} */ (event).detail));
    this.#desk.addEventListener("typing", (event) => /** @type {CustomEvent} */ (event).detail === this.#id && this.#paint());
    for (const name of ["keyup", "click", "focus"]) this.#field.addEventListener(name, () => this.#paint());
    for (const name of ["pointerenter", "focus"]) byId("send-close").addEventListener(name, () => this.ask(true));
    this.#field.addEventListener("beforeinput", () => this.settle());
  }

  /** @param {Writing} writing */
  connect(writing) {
    this.#writing = writing;
  }

  /** Another draft stands in the field. @param {number | null} id of its chat, null where nothing is checked */
  show(id) {
    this.#id = id;
    this.#asking.forget();
    this.#sending.close();
    this.#state.begin(id, this.#field.value);
    this.#askSoon();
    this.#paint();
  }

  typed() {
    this.#hasEscaped = false;
    this.#isResting = false;
    clearTimeout(this.#rests);
    this.#rests = setTimeout(() => this.#rest(), RESTS_MS);
    this.#sending.close();
    this.#state.edit(this.#field.value);
    this.#askSoon();
    this.#paint();
  }

  /** Somebody is about to send and close: that is read otherwise. @param {boolean} closing */
  ask(closing) {
    if (this.#mayAsk) this.#asking.now(this.#draft(closing));
  }

  /** @param {boolean} closing @returns {boolean} whether sending has to wait a moment, or for a person */
  holds(closing) {
    return this.#id !== null && this.#sending.holds(closing);
  }

  /** What waits to be sent goes out: something else is about to happen. */
  settle() {
    this.#sending.settle();
  }

  /** It is on its way. */
  sent() {
    this.#asking.forget();
    this.#sending.close();
    this.#state.sent();
    this.#paint();
  }

  /** @param {1 | -1} by to the next thing that was found, its words selected */
  next(by) {
    const hit = this.#id === null ? null : this.#state.step(by);
    if (!hit) return;
    this.#field.focus();
    if (!isWide(hit)) this.#field.setSelectionRange(hit.start, hit.end);
    this.#hasEscaped = false;
    this.#line.speakAgain();
    this.#rest();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for a check */
  handle(event) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !this.#state.shown) return false;
    if (key === "F8") this.next(shiftKey ? -1 : 1);
    else if (key === "Tab" && !shiftKey && this.#state.shown.fix) this.#fix();
    else if (key === "Escape" && !this.#hasEscaped) this.#escape();
    else return false;
    event.preventDefault();
    return true;
  }

  get #customerTypes() {
    return this.#id !== null && this.#desk.chats.get(this.#id)?.visitorTypes === true;
  }

  get #mayAsk() {
    const { length } = [...this.#field.value];
    return this.#id !== null && this.#field.value.trim() !== "" && length <= this.#desk.bodyLimit;
  }

  /** @param {boolean} closing @returns {Draft} */
  #draft(closing) {
    return { conversation: this.#id ?? 0, text: this.#field.value, closing, typing: this.#customerTypes, canned: this.#writing.canned() };
  }

  #askSoon() {
    if (this.#mayAsk) this.#asking.soon(this.#draft(false));
    else this.#asking.forget();
  }

  /** Has the draft checked as it stands, if an answer could matter. @param {boolean} closing */
  #isAsked(closing) {
    const { answered } = this.#state;
    const isKnown = answered?.text === this.#field.value && (answered.closing || !closing);
    const isWanted = Object.values(this.#rules).some(({ severity }) => severity === "ask");
    if (isKnown || !isWanted || !this.#mayAsk) return false;
    return this.#asking.now(this.#draft(closing));
  }

  /** @param {import("shared/types.js").Frame} frame */
  #receive(frame) {
    if (frame.type === "checked") this.#asking.receive(/** @type {any} */ (frame));
    if (frame.type !== "welcome" || !frame.checks) return;
    this.#rules = frame.checks.rules;
    this.house.fill(frame.checks.house);
    this.#askSoon();
  }

  /** @param {Draft} draft @param {import("console/types.js").CheckedFrame} frame */
  #heard(draft, frame) {
    this.#state.hear(draft, frame);
    this.settle();
    this.#paint();
  }

  #rest() {
    clearTimeout(this.#rests);
    this.#isResting = true;
    this.#paint();
  }

  /** That the customer is writing is known here first. */
  #know() {
    this.#state.know(typingHit(this.#rules, this.#customerTypes && this.#field.value.trim() !== ""));
  }

  #paint() {
    this.#know();
    const visible = this.#state.look(this.#field.selectionEnd, this.#isResting);
    const { asked } = this.#sending;
    if (asked) this.#state.shown = asked;
    const { shown, language } = this.#state;
    this.#mirror.mark("checks", marksOf(visible, shown));
    const choices = this.doing.choices(shown, language);
    this.#line.paint(visible, shown, { isAsked: asked !== undefined, choices, hasText: this.#id !== null && this.#field.value.trim() !== "" });
  }

  #fix() {
    const { shown } = this.#state;
    if (!shown?.fix) return;
    this.#state.fixed(shown);
    replaceWords(this.#field, shown, shown.fix.text);
    this.#done();
  }

  /** @param {string} choice */
  #do(choice) {
    const { shown, language } = this.#state;
    if (!shown) return;
    this.#state.fixed(shown);
    this.doing.run(shown, choice, language);
    this.#done();
  }

  /** Not by typing: what is left may be seen at once. */
  #done() {
    this.ask(false);
    this.#rest();
  }

  #escape() {
    this.#hasEscaped = true;
    if (!this.#sending.asked) return this.#dismiss();
    this.#sending.close();
    this.#paint();
  }

  #dismiss() {
    const { shown } = this.#state;
    if (shown) this.#state.dismiss(shown);
    this.#field.focus();
    this.#paint();
  }

  /** Back to the words that were asked about. */
  #change() {
    const { shown } = this.#state;
    this.#sending.close();
    this.#field.focus();
    if (shown && !isWide(shown)) this.#field.setSelectionRange(shown.start, shown.end);
    this.#paint();
  }
}
