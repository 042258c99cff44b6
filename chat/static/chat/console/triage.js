/**
 * Sorting a chat: how urgent it is, whose it is, which of its customer's it belongs to.
 *
 * @typedef {import("console/triage_chooser.js").Chooser} Chooser
 * @typedef {import("console/triage_desk.js").DeskState} DeskState
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { preview, statusText } from "console/labels.js";
import { language, say } from "console/words.js";

export const PRIORITIES = ["urgent", "high", "normal", "low"];

export class Triage {
  #desk;
  #state;
  #chooser;
  #toasts;

  /**
   * @param {Desk} desk
   * @param {DeskState} state
   * @param {Chooser} chooser
   * @param {import("console/toasts.js").Toasts} toasts
   */
  constructor(desk, state, chooser, toasts) {
    this.#desk = desk;
    this.#state = state;
    this.#chooser = chooser;
    this.#toasts = toasts;
  }

  /** @param {number} id */
  choosePriority(id) {
    const now = this.#desk.store.get(id)?.priority;
    this.#chooser.ask({
      title: say("priority_title"),
      placeholder: say("priority_placeholder"),
      none: say("choose_none"),
      answers: () =>
        PRIORITIES.map((priority) => ({
          name: say(`priority_${priority}`),
          detail: say(`priority_${priority}_text`),
          on: priority === now,
          run: () => this.#desk.sends.act("priority", id, { priority }),
        })),
    });
  }

  /** @param {number} id */
  chooseDepartment(id) {
    if (!this.#state.departments.length) return void this.#toasts.show(say("departments_none"));
    const now = this.#desk.store.get(id)?.department?.id ?? null;
    const nobodys = { id: null, name: say("department_all") };
    this.#chooser.ask({
      title: say("department_title"),
      placeholder: say("department_placeholder"),
      none: say("choose_none"),
      answers: () =>
        [nobodys, ...this.#state.departments].map(({ id: department, name }) => ({
          name,
          on: department === now,
          run: () => this.#desk.sends.act("department", id, { department }),
        })),
    });
  }

  /** With another chat of the same customer. @param {number} id */
  chooseMerge(id) {
    const others = this.#state.context(id)?.earlier ?? [];
    if (!others.length) return void this.#toasts.show(say("merge_alone"));
    this.#chooser.ask({
      title: say("merge_title"),
      placeholder: say("merge_placeholder"),
      none: say("choose_none"),
      answers: () =>
        others.map((other) => ({
          name: `${new Date(other.created_at).toLocaleDateString(language(), { dateStyle: "medium" })} · ${preview(other, 0)}`,
          detail: statusText(other, this.#desk.store.me.member),
          run: () => this.#desk.sends.act("merge", id, { with: other.id }),
        })),
    });
  }
}
