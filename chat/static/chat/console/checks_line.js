/**
 * The one line below what is being written: what could be better, why, and what can be done about
 * it. Once there it stays until the draft is gone, so that nothing jumps while somebody types.
 *
 * @typedef {import("console/types.js").CheckHit} CheckHit
 * @typedef {import("console/checks_doing.js").Choice} Choice
 * @typedef {object} On
 * @property {() => void} onFix
 * @property {(choice: string) => void} onDo
 * @property {() => void} onDismiss
 * @property {() => void} onNext
 * @property {() => void} onSend as it is
 * @property {() => void} onChange back to the words
 */

import { isSame } from "console/checks_hits.js";
import { attribute, byId, make, part, write } from "console/dom.js";
import { say } from "console/words.js";

export class CheckLine {
  #line = byId("composer-check");
  #told = byId("composer-check-told");
  #choices = part(this.#line, "choices");
  /** @type {Set<string>} what was spoken for this draft */
  #spoken = new Set();
  #last = "";

  /** @param {On} on */
  constructor(on) {
    const runs = { fix: on.onFix, dismiss: on.onDismiss, next: on.onNext, send: on.onSend, change: on.onChange };
    for (const [name, run] of Object.entries(runs)) part(this.#line, name).addEventListener("click", () => run());
    this.#choices.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button) on.onDo(button.value);
    });
    // Where the field loses the cursor to a button, phones take the keyboard away.
    this.#line.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /**
   * @param {readonly CheckHit[]} visible
   * @param {CheckHit | null} shown
   * @param {{isAsked: boolean, choices: Choice[], hasText: boolean}} now isAsked: before sending
   */
  paint(visible, shown, { isAsked, choices, hasText }) {
    this.#line.hidden = !hasText || (!shown && this.#line.hidden);
    if (!hasText) this.#spoken.clear();
    attribute(this.#line, "data-severity", shown?.severity ?? "none");
    write(part(this.#line, "title"), shown?.title ?? "");
    write(part(this.#line, "why"), shown?.why ?? say("check_none"));
    this.#paintFix(shown);
    this.#paintChoices(choices);
    this.#paintPlace(visible, shown);
    part(this.#line, "send").hidden = part(this.#line, "change").hidden = !shown || !isAsked;
    part(this.#line, "dismiss").hidden = !shown || isAsked;
    if (shown) this.#speak(shown, isAsked);
  }

  /** What is shown next is spoken though it was before. */
  speakAgain() {
    this.#spoken.clear();
  }

  /** @param {CheckHit | null} shown */
  #paintFix(shown) {
    const button = part(this.#line, "fix");
    button.hidden = !shown?.fix;
    write(part(this.#line, "fix-words"), shown?.fix?.label ?? "");
    attribute(button, "title", shown?.fix?.text || null);
  }

  /** @param {Choice[]} choices */
  #paintChoices(choices) {
    const key = JSON.stringify(choices);
    if (key === this.#last) return;
    this.#last = key;
    this.#choices.replaceChildren(
      ...choices.map(({ name, label }) => {
        const button = /** @type {HTMLButtonElement} */ (make("button", label, "check-button"));
        button.type = "button";
        button.value = name;
        button.dir = "auto";
        return button;
      }),
    );
  }

  /** @param {readonly CheckHit[]} visible @param {CheckHit | null} shown */
  #paintPlace(visible, shown) {
    const at = shown ? visible.findIndex((hit) => isSame(hit, shown)) : -1;
    part(this.#line, "next").hidden = at < 0 || visible.length < 2;
    write(part(this.#line, "place"), say("check_place", { number: at + 1, count: visible.length }));
  }

  /** @param {CheckHit} shown @param {boolean} isAsked */
  #speak({ rule, title, why, fix }, isAsked) {
    const key = `${rule} ${title} ${fix?.text ?? ""} ${isAsked}`;
    if (this.#spoken.has(key)) return;
    this.#spoken.add(key);
    const keys = isAsked ? say("check_ask_keys") : fix ? say("check_fix_key", { fix: fix.label }) : "";
    write(this.#told, [`${title}.`, why, keys].filter(Boolean).join(" "));
  }
}
