/**
 * Writing a reply or a note: drafts, what the button will do, and why it cannot.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/drafts.js").Mode} Mode
 * @typedef {import("console/drafts.js").Drafts} Drafts
 * @typedef {import("console/enclosed.js").Enclosed} Enclosed
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {object} On
 * @property {(closed: number | null) => void} onSent closed: the chat that this was the last word of
 * @property {() => void} onLeave
 * @property {(summary: Summary) => import("console/fields.js").Values} values
 * @property {(mirror: WordsMirror) => import("console/checks.js").Checks} checking
 * @property {(on: {onReady: (id: number) => void, onChange: () => void}) => Enclosed} enclosing
 */

import { abilities } from "console/abilities.js";
import { CannedPicker } from "console/canned_picker.js";
import { paintComposer } from "console/composer_look.js";
import { hintOf } from "console/composer_hint.js";
import { Modes } from "console/composer_modes.js";
import { attribute, byId, write } from "console/dom.js";
import { FieldsInComposer } from "console/fields_composer.js";
import { insertWords } from "console/insert_words.js";
import { MentionsPicker } from "console/mentions_picker.js";
import { WordsMirror } from "console/words_mirror.js";
import { TypingSender } from "shared/typing.js";

export class Composer {
  /** What could be better in a reply. */
  checks;
  #desk;
  #me;
  #drafts;
  #form = byId("composer", HTMLFormElement);
  #words = byId("words", HTMLTextAreaElement);
  #hint = byId("composer-hint");
  #enclosed;
  #picker;
  #mentions;
  #fields;
  /** @type {number | null} */
  #id = null;
  #modes;
  /** @type {Mode} whose draft stands in the field */
  #mode = "reply";
  /** @type {TypingSender} */
  #typing = new TypingSender(() => {});
  #onSent;
  /** The chat that is closed with what is being sent. @type {number | null} */
  #closes = null;

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {Drafts} drafts
   * @param {On} on
   */
  constructor(desk, me, drafts, { onSent, onLeave, values, checking, enclosing }) {
    this.#desk = desk;
    this.#me = me;
    this.#drafts = drafts;
    this.#onSent = onSent;
    this.#modes = new Modes(me);
    this.#enclosed = enclosing({ onReady: (id) => this.#goOn(id), onChange: () => this.#paintHint() });
    const mirror = new WordsMirror(this.#words);
    this.#fields = new FieldsInComposer(desk, this.#words, mirror, () => {
      const summary = this.#summary();
      return summary ? values(summary) : {};
    });
    this.#picker = new CannedPicker(this.#words, () => (this.#mode === "reply" ? desk.canned : []), this.#fields);
    const colleagues = () => desk.team.everybody().filter((person) => person.member !== me.member);
    this.#mentions = new MentionsPicker(this.#words, () => (this.#mode === "note" ? colleagues() : []));
    this.checks = checking(mirror);
    this.checks.connect({ canned: () => this.#fields.untouched, send: (closing) => this.send(closing) });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(this.#closes !== null);
    });
    this.#words.addEventListener("input", () => this.#typed());
    this.#words.addEventListener("blur", () => this.#typing.stop());
    this.#words.addEventListener("keydown", (event) => this.#pressed(event, onLeave));
    this.#form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-mode]") : null;
      if (button) this.write(/** @type {Mode} */ (button.getAttribute("data-mode")));
    });
  }

  /** @param {number | null} id */
  show(id) {
    this.checks.settle();
    this.#typing.stop();
    this.#picker.close();
    this.#mentions.close();
    this.#id = id;
    this.#closes = null;
    this.#enclosed.show(id);
    if (id === null) return this.checks.show(null);
    this.#typing = new TypingSender((on) => {
      this.#desk.line.send({ type: "typing", conversation: id, on });
    });
    this.#load();
  }

  /** Choose a mode and go to the field. @param {Mode} mode */
  write(mode) {
    const summary = this.#summary();
    if (!summary) return;
    this.#modes.choose(mode, summary);
    this.refresh();
    this.#words.focus();
  }

  /** The list of canned replies, from anywhere. */
  pickCanned() {
    this.write("reply");
    if (this.#mode === "reply") this.#picker.start();
  }

  /** Words from elsewhere, to where the cursor was. @param {string} words */
  insert(words) {
    this.#fields.brings(words);
    insertWords(this.#words, words);
    this.#fields.goToHole();
  }

  /** Words that may be put in: what they leave open is never sent. @param {string} words */
  brings(words) {
    this.#fields.brings(words);
  }

  focus() {
    this.#words.focus();
  }

  /** Quick replies go along with what is written. */
  offer() {
    this.write("reply");
    if (this.#mode === "reply") this.#enclosed.offer();
  }

  /** A file from this machine. */
  attach() {
    this.write("reply");
    if (this.#mode === "reply") byId("composer-files").click();
  }

  /** What is known of the conversation or the line may have changed. */
  refresh() {
    const summary = this.#summary();
    this.#form.hidden = !summary;
    if (!summary) return;
    if (this.#modes.of(summary) !== this.#mode) return this.#load();
    paintComposer(summary, this.#mode, abilities(summary, this.#me), this.#modes.may("whisper", summary));
    this.#enclosed.turn(this.#mode === "reply");
    this.#paintHint();
  }

  #summary() {
    return this.#id === null ? undefined : this.#desk.store.get(this.#id);
  }

  #load() {
    this.#mode = this.#modes.of(this.#summary());
    this.#words.value = this.#id === null ? "" : this.#drafts.read(this.#id, this.#mode);
    this.#fields.forget();
    this.#grow();
    this.checks.show(this.#mode === "reply" ? this.#id : null);
    this.refresh();
  }

  #typed() {
    if (this.#id === null) return;
    this.#closes = null;
    this.#drafts.write(this.#id, this.#mode, this.#words.value);
    if (this.#mode === "reply") this.#typing.input(this.#words.value);
    this.#grow();
    this.#enclosed.typed();
    this.checks.typed();
  }

  /** @param {boolean} closes whether it is the last word of this chat */
  send(closes) {
    const [id, body, isReply] = [this.#id, this.#words.value.trim(), this.#mode === "reply"];
    this.#closes = closes && isReply ? id : null;
    if (id === null || [...body].length > this.#desk.bodyLimit) return this.#words.focus();
    if (isReply && this.#fields.goToHole()) return this.#paintHint();
    if (isReply ? !this.#enclosed.mayGo(body) : !body) return isReply || this.#words.focus();
    if (isReply && this.checks.holds(closes)) return;
    const from = isReply && this.#fields.shortcut ? { canned: this.#fields.shortcut } : {};
    this.#picker.close();
    this.#mentions.close();
    this.#typing.stop();
    this.#words.value = "";
    if (isReply) this.checks.sent();
    this.#fields.forget();
    this.#send(id, this.#mode, body, from);
    this.#grow();
    this.refresh();
    this.#closes = null;
    this.#onSent(isReply && closes ? id : null);
  }

  /** @param {number} id @param {Mode} mode @param {string} body @param {{canned?: string}} [from] */
  #send(id, mode, body, from = {}) {
    const { more, shown } = mode === "reply" ? this.#enclosed.take(id) : { more: {}, shown: undefined };
    this.#drafts.write(id, mode, "");
    this.#desk.sends.act(mode === "reply" ? "send" : mode, id, { body, ...from, ...more }, shown);
  }

  /** The files an answer had to wait for are there, though another chat may be shown by now. @param {number} id */
  #goOn(id) {
    if (id === this.#id && this.#mode === "reply") return this.#form.requestSubmit();
    const body = this.#drafts.read(id, "reply").trim();
    if (body || this.#enclosed.hasReady(id)) this.#send(id, "reply", body);
  }

  /** @param {KeyboardEvent} event @param {() => void} onLeave */
  #pressed(event, onLeave) {
    if (event.isComposing || event.keyCode === 229) return; // Enter belongs to the input method
    if (this.#picker.handle(event) || this.#mentions.handle(event) || this.checks.handle(event)) return;
    if (event.key === "Enter" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.send(true);
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.#form.requestSubmit();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      onLeave();
    }
  }

  #paintHint() {
    const left = this.#desk.bodyLimit - [...this.#words.value.trim()].length;
    const { text, isBad } = hintOf({ left, mode: this.#mode, line: this.#desk.line.state }, this.#enclosed, this.#fields);
    this.#hint.classList.toggle("is-bad", isBad);
    attribute(byId("send"), "aria-disabled", left < 0 ? "true" : null);
    write(this.#hint, text);
  }

  /** Where the style sheet cannot make the field follow its text. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.#words.style.blockSize = "auto";
    this.#words.style.blockSize = `${this.#words.scrollHeight}px`;
  }
}
