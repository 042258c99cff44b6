/**
 * Checks of a reply while it is written: asked of the server in pauses, marked under the words,
 * explained in one line, put right with one key. Nothing here ever keeps a reply from being sent:
 * a question may stand between, and sending again answers it.
 *
 * @typedef {import("console/app.js").App} App
 * @typedef {import("console/checks_asking.js").Draft} Draft
 */

import { Asking } from "console/checks_asking.js";
import { CheckedDraft } from "console/checks_draft.js";
import { Dismissed } from "console/checks_dismissed.js";
import { CheckDoing } from "console/checks_doing.js";
import { CheckHands } from "console/checks_hands.js";
import { HouseRules } from "console/checks_house.js";
import { CheckLine } from "console/checks_line.js";
import { marksOf } from "console/checks_marks.js";
import { CheckSending } from "console/checks_sending.js";
import { CheckState } from "console/checks_state.js";
import { typingHit } from "console/checks_typing.js";
import { byId } from "console/dom.js";

/** A word at whose end somebody has stopped for so long is finished. */
const RESTS_MS = 700;

export class Checks {
  house;
  doing;
  #desk;
  /** @type {(closing: boolean) => void} */
  #onSend = () => {};
  #draft;
  #state;
  #asking;
  #hands;
  #line;
  #sending;
  #field = byId("words", HTMLTextAreaElement);
  #mirror;
  #isResting = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rests;

  /** @param {App} app @param {import("console/words_mirror.js").WordsMirror} mirror */
  constructor({ config, desk }, mirror) {
    const send = (/** @type {import("shared/types.js").Frame} */ frame) => desk.line.send(frame);
    this.#desk = desk;
    this.#mirror = mirror;
    this.#state = new CheckState(send, new Dismissed(`helpdesk:dismissed:${config.slug}:${config.me.member}`));
    this.#asking = new Asking(send, (draft, frame) => this.#heard(draft, frame));
    this.#draft = new CheckedDraft(desk, this.#field, this.#state, this.#asking);
    this.house = new HouseRules(config.links.houseRules);
    this.doing = new CheckDoing(this.#field);
    this.#sending = new CheckSending(this.#state, {
      text: () => this.#draft.text,
      isAsked: (closing) => this.#draft.askBeforeSending(closing),
      paint: () => this.#paint(),
      send: (closing) => this.#onSend(closing),
    });
    this.#hands = new CheckHands(this.#field, this.#state, this.doing, this.#sending, {
      onDone: () => this.#done(),
      onLook: () => this.#paint(),
      onChosen: () => this.#chosen(),
    });
    this.#line = new CheckLine({
      onFix: () => this.#hands.fix(),
      onDo: (choice) => this.#hands.do(choice),
      onDismiss: () => this.#hands.dismiss(),
      onNext: () => this.#hands.next(1),
      onSend: () => this.#sending.agree(),
      onChange: () => this.#hands.change(),
    });
    this.#listen();
  }

  #listen() {
    this.#desk.addEventListener("frame", (event) => this.#receive(/** @type {CustomEvent} */ (event).detail));
    this.#desk.addEventListener("typing", (event) => /** @type {CustomEvent} */ (event).detail === this.#draft.id && this.#paint());
    for (const name of ["keyup", "click", "focus"]) this.#field.addEventListener(name, () => this.#paint());
    for (const name of ["pointerenter", "focus"]) byId("send-close").addEventListener(name, () => this.#draft.askNow(true));
    this.#field.addEventListener("beforeinput", () => this.settle());
  }

  /** @param {{canned: () => string | null, send: (closing: boolean) => void}} composer */
  connect({ canned, send }) {
    this.#draft.canned = canned;
    this.#onSend = send;
  }

  /** Another draft stands in the field. @param {number | null} id of its chat, null where nothing is checked */
  show(id) {
    this.#draft.id = id;
    this.#asking.forget();
    this.#sending.close();
    this.#state.begin(id, this.#draft.text);
    this.#draft.askSoon();
    this.#paint();
  }

  typed() {
    this.#hands.typed();
    this.#isResting = false;
    clearTimeout(this.#rests);
    this.#rests = setTimeout(() => this.#rest(), RESTS_MS);
    this.#sending.close();
    this.#state.edit(this.#draft.text);
    this.#draft.askSoon();
    this.#paint();
  }

  /** @param {boolean} closing @returns {boolean} whether sending has to wait a moment, or for a person */
  holds(closing) {
    return this.#draft.id !== null && this.#sending.holds(closing);
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

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for a check */
  handle(event) {
    return this.#hands.handle(event);
  }

  /** @param {import("shared/types.js").Frame} frame */
  #receive(frame) {
    if (frame.type === "checked") this.#asking.receive(/** @type {any} */ (frame));
    if (frame.type !== "welcome" || !frame.checks) return;
    this.#draft.rules = frame.checks.rules;
    this.house.fill(frame.checks.house);
    this.#draft.askSoon();
  }

  /** @param {Draft} draft @param {import("console/types.js").CheckedFrame} frame */
  #heard(draft, frame) {
    this.#state.hear(draft, frame);
    this.settle();
    this.#paint();
  }

  /** Not by typing: what is left may be seen at once. */
  #done() {
    this.#draft.askNow(false);
    this.#rest();
  }

  #chosen() {
    this.#line.speakAgain();
    this.#rest();
  }

  #rest() {
    clearTimeout(this.#rests);
    this.#isResting = true;
    this.#paint();
  }

  /** That the customer is writing is known here first; a hint of it comes when nobody types on. */
  #know() {
    const hits = typingHit(this.#draft.rules, this.#draft.hasCompany && this.#draft.isWritten);
    this.#state.know(hits.filter(({ severity }) => severity !== "hint" || this.#isResting));
  }

  #paint() {
    this.#know();
    const visible = this.#state.look(this.#field.selectionEnd, this.#isResting);
    const { asked } = this.#sending;
    if (asked) this.#state.shown = asked;
    const { shown, language } = this.#state;
    this.#mirror.mark("checks", marksOf(visible, shown));
    const choices = this.doing.choices(shown, language);
    this.#line.paint(visible, shown, { isAsked: asked !== undefined, choices, hasText: this.#draft.isWritten });
  }
}
