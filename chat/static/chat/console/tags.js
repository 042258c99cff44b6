/**
 * Tags of a chat: chosen from those there are, or made by typing a new one.
 *
 * @typedef {import("console/triage_chooser.js").Chooser} Chooser
 * @typedef {import("console/triage_desk.js").DeskState} DeskState
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { say } from "console/words.js";

const LONGEST = 40;

/**
 * As the server keeps it; "" for what is no tag.
 * @param {string} typed
 */
export function tagName(typed) {
  const name = typed.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
  return [...name].length <= LONGEST && /[\p{L}\p{N}\p{S}]/u.test(name) ? name : "";
}

export class Tags {
  #desk;
  #state;
  #chooser;

  /** @param {Desk} desk @param {DeskState} state @param {Chooser} chooser */
  constructor(desk, state, chooser) {
    this.#desk = desk;
    this.#state = state;
    this.#chooser = chooser;
  }

  /** @param {number} id */
  choose(id) {
    this.#chooser.ask({
      title: say("tags_title"),
      placeholder: say("tags_placeholder"),
      none: say("tags_none"),
      answers: () => this.#answers(id),
      make: (typed) => this.#made(id, typed),
    });
  }

  /** @param {number} id @param {string} tag */
  remove(id, tag) {
    this.#desk.sends.act("untag", id, { tag });
  }

  /** @param {number} id */
  #answers(id) {
    const given = this.#desk.store.get(id)?.tags ?? [];
    const known = [...new Set([...given, ...this.#state.tags])];
    return known.map((tag) => ({
      name: tag,
      on: given.includes(tag),
      detail: given.includes(tag) ? say("tags_given") : "",
      stays: true,
      run: () => this.#desk.sends.act(given.includes(tag) ? "untag" : "tag", id, { tag }),
    }));
  }

  /** @param {number} id @param {string} typed */
  #made(id, typed) {
    const tag = tagName(typed);
    const given = this.#desk.store.get(id)?.tags ?? [];
    if (!tag || given.includes(tag) || this.#state.tags.includes(tag)) return null;
    return { name: say("tags_make", { tag }), stays: true, run: () => this.#desk.sends.act("tag", id, { tag }) };
  }
}
