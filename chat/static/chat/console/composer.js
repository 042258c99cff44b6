/**
 * Writing a reply or a note: drafts, what the button will do, and why it cannot.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/drafts.js").Mode} Mode
 * @typedef {import("console/drafts.js").Drafts} Drafts
 * @typedef {import("console/types.js").Summary} Summary
 */

import { abilities } from "console/abilities.js";
import { CannedPicker } from "console/canned_picker.js";
import { attribute, byId, part, write } from "console/dom.js";
import { FieldsInComposer } from "console/fields_composer.js";
import { MentionsPicker } from "console/mentions_picker.js";
import { say } from "console/words.js";
import { TypingSender } from "shared/typing.js";

/** From so few characters on, what is left is counted. */
const NEARLY_FULL = 500;

export class Composer {
  #desk;
  #me;
  #drafts;
  #form = byId("composer", HTMLFormElement);
  #words = byId("words", HTMLTextAreaElement);
  #send = byId("send", HTMLButtonElement);
  #hint = byId("composer-hint");
  #reason = byId("composer-reason");
  #picker;
  #mentions;
  #fields;
  /** @type {number | null} */
  #id = null;
  /** @type {Map<number, Mode>} what was chosen, by conversation */
  #chosen = new Map();
  /** @type {Mode} whose draft stands in the field */
  #mode = "reply";
  /** @type {TypingSender} */
  #typing = new TypingSender(() => {});
  #onSent;

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {Drafts} drafts
   * @param {{onSent: () => void, onLeave: () => void, values: (summary: Summary) => import("console/fields.js").Values}} on
   */
  constructor(desk, me, drafts, { onSent, onLeave, values }) {
    this.#desk = desk;
    this.#me = me;
    this.#drafts = drafts;
    this.#onSent = onSent;
    this.#fields = new FieldsInComposer(desk, this.#words, () => {
      const summary = this.#summary();
      return summary ? values(summary) : {};
    });
    this.#picker = new CannedPicker(this.#words, () => (this.#mode === "reply" ? desk.canned : []), this.#fields);
    const colleagues = () => desk.team.everybody().filter((person) => person.member !== me.member);
    this.#mentions = new MentionsPicker(this.#words, () => (this.#mode === "note" ? colleagues() : []));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
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
    this.#typing.stop();
    this.#picker.close();
    this.#mentions.close();
    this.#id = id;
    if (id === null) return;
    this.#typing = new TypingSender((on) => {
      this.#desk.line.send({ type: "typing", conversation: id, on });
    });
    this.#load();
  }

  /** Choose a mode and go to the field. @param {Mode} mode */
  write(mode) {
    const summary = this.#summary();
    if (!summary || this.#id === null) return;
    if (this.#may(mode, summary)) this.#chosen.set(this.#id, mode);
    this.refresh();
    this.#words.focus();
  }

  /** The list of canned replies, from anywhere. */
  pickCanned() {
    this.write("reply");
    if (this.#mode === "reply") this.#picker.start();
  }

  /** What is known of the conversation or the line may have changed. */
  refresh() {
    const summary = this.#summary();
    this.#form.hidden = !summary;
    if (!summary) return;
    if (this.#wantedMode() !== this.#mode) return this.#load();
    const able = abilities(summary, this.#me);
    attribute(this.#form, "data-mode", this.#mode);
    for (const button of this.#form.querySelectorAll("button[data-mode]")) {
      const mode = button.getAttribute("data-mode");
      attribute(button, "aria-pressed", String(mode === this.#mode));
      attribute(button, "aria-disabled", mode === "reply" && !able.reply ? "true" : null);
      if (mode === "whisper") button.toggleAttribute("hidden", !this.#may("whisper", summary));
    }
    this.#reason.hidden = !able.blocked || this.#mode === "whisper";
    write(part(this.#reason, "words"), able.blocked ? say(`blocked_${able.blocked}`, { name: summary.operator?.name ?? "" }) : "");
    /** @type {HTMLElement} */ (this.#reason.querySelector("button")).hidden = !able.reopen;
    const key = this.#mode !== "reply" ? this.#mode : summary.status === "waiting" ? "take" : "reply";
    write(this.#send, say(`send_${key}`));
    write(byId("words-label"), say(`field_${this.#mode}`));
    attribute(this.#words, "placeholder", say(`field_${this.#mode}`));
    this.#form.querySelector("[data-command=canned]")?.toggleAttribute("hidden", this.#mode !== "reply");
    this.#paintHint();
  }

  #summary() {
    return this.#id === null ? undefined : this.#desk.store.get(this.#id);
  }

  /** @returns {Mode} */
  #wantedMode() {
    const summary = this.#summary();
    if (!summary) return "note";
    const chosen = this.#chosen.get(summary.id);
    if (chosen === "whisper" && this.#may("whisper", summary)) return "whisper";
    if (!abilities(summary, this.#me).reply) return "note";
    if (chosen === "whisper") return "reply";
    return this.#chosen.get(summary.id) ?? "reply";
  }

  /** @param {Mode} mode @param {Summary} summary */
  #may(mode, summary) {
    const isColleagues = summary.status === "open" && summary.operator?.member !== this.#me.member;
    if (mode === "whisper") return this.#me.oversees && isColleagues;
    return mode === "note" || abilities(summary, this.#me).reply;
  }

  #load() {
    this.#mode = this.#wantedMode();
    this.#words.value = this.#id === null ? "" : this.#drafts.read(this.#id, this.#mode);
    this.#fields.forget();
    this.#grow();
    this.refresh();
  }

  #typed() {
    if (this.#id === null) return;
    this.#drafts.write(this.#id, this.#mode, this.#words.value);
    if (this.#mode === "reply") this.#typing.input(this.#words.value);
    this.#grow();
    this.#paintHint();
  }

  #submit() {
    const body = this.#words.value.trim();
    if (this.#id === null || !body) return this.#words.focus();
    if ([...body].length > this.#desk.bodyLimit) return this.#words.focus();
    if (this.#mode === "reply" && this.#fields.goToHole()) return this.#paintHint();
    const from = this.#mode === "reply" && this.#fields.shortcut ? { canned: this.#fields.shortcut } : {};
    this.#picker.close();
    this.#mentions.close();
    this.#typing.stop();
    this.#words.value = "";
    this.#fields.forget();
    this.#drafts.write(this.#id, this.#mode, "");
    this.#desk.sends.act(this.#mode === "reply" ? "send" : this.#mode, this.#id, { body, ...from });
    this.#grow();
    this.refresh();
    this.#onSent();
  }

  /** @param {KeyboardEvent} event @param {() => void} onLeave */
  #pressed(event, onLeave) {
    if (event.isComposing || event.keyCode === 229) return; // Enter belongs to the input method
    if (this.#picker.handle(event) || this.#mentions.handle(event)) return;
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
    this.#hint.classList.toggle("is-bad", left < 0 || (this.#mode === "reply" && this.#fields.hasHole));
    attribute(this.#send, "aria-disabled", left < 0 ? "true" : null);
    write(this.#hint, this.#hintText(left));
  }

  /** @param {number} left characters */
  #hintText(left) {
    if (left < 0) return say("too_long", { count: -left });
    if (left < NEARLY_FULL) return say("left", { count: left });
    if (this.#mode === "reply" && this.#fields.hint) return this.#fields.hint;
    if (this.#desk.line.state === "offline") return say("hint_offline");
    return say(`hint_${this.#mode}`);
  }

  /** Where the style sheet cannot make the field follow its text. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.#words.style.blockSize = "auto";
    this.#words.style.blockSize = `${this.#words.scrollHeight}px`;
  }
}
