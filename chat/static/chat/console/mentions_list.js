/**
 * Where colleagues have called this person: a note at the bottom when it happens, a badge until
 * they have looked, and a list to go through.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/triage_desk.js").DeskState} DeskState
 * @typedef {import("console/triage_chooser.js").Chooser} Chooser
 */

import { attribute, byId, part, write } from "console/dom.js";
import { label } from "console/labels.js";
import { language, say, sayCount } from "console/words.js";

export class Mentions {
  #desk;
  #state;
  #chooser;
  #toasts;
  #onOpen;
  #chip = byId("mention-chip", HTMLButtonElement);

  /**
   * @param {Desk} desk
   * @param {DeskState} state
   * @param {Chooser} chooser
   * @param {import("console/toasts.js").Toasts} toasts
   * @param {(id: number) => void} onOpen
   */
  constructor(desk, state, chooser, toasts, onOpen) {
    this.#desk = desk;
    this.#state = state;
    this.#chooser = chooser;
    this.#toasts = toasts;
    this.#onOpen = onOpen;
    desk.addEventListener("frame", (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {number | null} looked the chat somebody looks at; null: none, or nobody looks */
  refresh(looked) {
    if (looked !== null && this.#state.isCalledTo(looked)) this.#see(looked);
    const { length } = this.#state.mentions;
    this.#chip.hidden = length === 0;
    write(part(this.#chip, "count"), String(length));
    const words = length ? sayCount("mentions", length) : "";
    attribute(this.#chip, "title", words);
    write(part(this.#chip, "words"), words);
  }

  choose() {
    if (!this.#state.mentions.length) return void this.#toasts.show(say("mentions_none"));
    this.#chooser.ask({
      title: say("mentions_title"),
      placeholder: say("mentions_placeholder"),
      none: say("choose_none"),
      answers: () =>
        this.#state.mentions.map(({ conversation, by, at }) => ({
          name: `${by.name} · ${this.#name(conversation)}`,
          detail: new Date(at).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" }),
          run: () => this.#onOpen(conversation),
        })),
    });
  }

  /** @param {import("shared/types.js").Frame} frame */
  #heard(frame) {
    if (frame.type !== "mention") return;
    const words = say("mentioned_now", { name: frame.by.name, body: frame.body });
    this.#toasts.show(words, { label: say("look"), run: () => this.#onOpen(frame.conversation) });
  }

  /** @param {number} id */
  #see(id) {
    if (this.#desk.line.send({ type: "mentions_seen", conversation: id })) this.#state.forgetCalls(id);
  }

  /** @param {number} id */
  #name(id) {
    const summary = this.#desk.store.get(id);
    return summary ? label(summary) : say("chat_number", { number: id });
  }
}
