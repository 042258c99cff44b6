/**
 * What a person does about what was found: takes the better words, waves it away, goes to the next,
 * or goes back to the words that were asked about. By keys, or by the buttons of the line.
 *
 * @typedef {object} On
 * @property {() => void} onDone the text has changed, and not by typing
 * @property {() => void} onLook something else is spoken of
 * @property {() => void} onChosen and somebody wants to hear it
 */

import { isWide } from "console/checks_hits.js";
import { replaceWords } from "console/insert_words.js";

export class CheckHands {
  #field;
  #state;
  #doing;
  #sending;
  #on;
  /** Esc has waved something away: the next one does what it does without us. */
  #hasEscaped = false;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {import("console/checks_state.js").CheckState} state
   * @param {import("console/checks_doing.js").CheckDoing} doing
   * @param {import("console/checks_sending.js").CheckSending} sending
   * @param {On} on
   */
  constructor(field, state, doing, sending, on) {
    this.#field = field;
    this.#state = state;
    this.#doing = doing;
    this.#sending = sending;
    this.#on = on;
  }

  /** Somebody is at it again. */
  typed() {
    this.#hasEscaped = false;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for a check */
  handle(event) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !this.#state.shown) return false;
    if (key === "F8") this.next(shiftKey ? -1 : 1);
    else if (key === "Tab" && !shiftKey && this.#state.shown.fix) this.fix();
    else if (key === "Escape" && !this.#hasEscaped) this.#escape();
    else return false;
    event.preventDefault();
    return true;
  }

  /** To the next thing that was found, its words selected. @param {1 | -1} by */
  next(by) {
    const hit = this.#state.step(by);
    if (!hit) return;
    this.#select(hit);
    this.#hasEscaped = false;
    this.#on.onChosen();
  }

  fix() {
    const { shown } = this.#state;
    if (!shown?.fix) return;
    this.#state.fixed(shown);
    replaceWords(this.#field, shown, shown.fix.text);
    this.#on.onDone();
  }

  /** @param {string} choice */
  do(choice) {
    const { shown, language } = this.#state;
    if (!shown) return;
    this.#state.fixed(shown);
    this.#doing.run(shown, choice, language);
    this.#on.onDone();
  }

  dismiss() {
    const { shown } = this.#state;
    if (shown) this.#state.dismiss(shown);
    this.#field.focus();
    this.#on.onLook();
  }

  /** Back to the words that were asked about. */
  change() {
    const { shown } = this.#state;
    this.#sending.close();
    if (shown) this.#select(shown);
    this.#on.onLook();
  }

  #escape() {
    this.#hasEscaped = true;
    if (!this.#sending.asked) return this.dismiss();
    this.#sending.close();
    this.#on.onLook();
  }

  /** @param {import("console/types.js").CheckHit} hit */
  #select(hit) {
    this.#field.focus();
    if (!isWide(hit)) this.#field.setSelectionRange(hit.start, hit.end);
  }
}
