/**
 * "This answer keeps the promise": a tick below what is being written, for each open promise.
 *
 * @typedef {import("feedback-console/promise_times.js").Promised} Promised
 * @typedef {typeof import("console/main.js").app} App
 */

import { byId, clone, part, write } from "console/dom.js";
import { moment } from "console/snooze.js";
import { language, say } from "console/words.js";
import { keepsUsually } from "feedback-console/promise_times.js";

export class PromiseKeeping {
  #app;
  #onKept;
  #place = document.createElement("div");
  /** @type {Map<number, HTMLElement>} by promise */
  #rows = new Map();
  /** @type {Map<number, boolean>} what somebody chose, by promise */
  #chosen = new Map();
  /** @type {Promised[]} of the chat that is shown */
  #open = [];

  /** @param {App} app @param {(promised: Promised) => void} onKept before the server has said so */
  constructor(app, onKept) {
    this.#app = app;
    this.#onKept = onKept;
    this.#place.className = "keeps-list";
    byId("composer").querySelector(".composer-foot")?.before(this.#place);
    this.#place.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      this.#chosen.set(Number(input.value), input.checked);
    });
    app.desk.sends.addEventListener("act", (event) => this.#acted(/** @type {CustomEvent} */ (event).detail));
  }

  /** The next answer is meant to keep this one. @param {number} id */
  choose(id) {
    this.#chosen.set(id, true);
  }

  /** @param {Promised[]} open those of the chat that is shown */
  paint(open) {
    this.#open = open;
    this.#place.hidden = !open.length;
    for (const [id, row] of this.#rows) {
      if (open.some((promised) => promised.id === id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    for (const promised of open) this.#paintRow(promised);
  }

  /** @param {Promised} promised */
  #paintRow(promised) {
    const row = this.#rows.get(promised.id) ?? clone("keeps");
    const input = /** @type {HTMLInputElement} */ (row.querySelector("input"));
    if (!this.#rows.has(promised.id)) {
      this.#rows.set(promised.id, row);
      this.#place.append(row);
      input.value = String(promised.id);
    }
    input.checked = this.#keeps(promised);
    const when = moment(new Date(promised.due_at), new Date(), language());
    write(part(row, "words"), say("promise_keeps", { what: promised.what, when }));
  }

  /** @param {Promised} promised */
  #keeps(promised) {
    return this.#chosen.get(promised.id) ?? keepsUsually(promised, this.#app.config.me.member, new Date());
  }

  /** As it stands there, whatever the time is by now. @param {number} id */
  #isTicked(id) {
    return this.#rows.get(id)?.querySelector("input")?.checked === true;
  }

  /** @param {import("shared/types.js").Send & {conversation?: number}} frame what was done from here */
  #acted({ type, id, conversation }) {
    if (type !== "send" || conversation !== this.#app.chat.id) return;
    for (const promised of this.#open.filter((one) => this.#isTicked(one.id))) {
      this.#chosen.delete(promised.id);
      this.#app.desk.sends.act("keep_promise", promised.conversation, { follow_up: promised.id, answer: id });
      this.#onKept(promised);
    }
  }
}
