/**
 * What bubbles show an operator besides words: files, what became of quick replies, and the
 * customer's one-tap words.
 *
 * @typedef {import("shared/types.js").Item} Item
 */

import { clone, make, part, write } from "console/dom.js";
import { outcomes } from "console/quick_replies_outcome.js";
import { say } from "console/words.js";
import { paintFiles } from "later/said.js";

export class Said {
  #words;
  /** @type {Map<string, import("console/quick_replies_outcome.js").Outcome>} */
  #outcomes = new Map();

  /** @param {Record<string, string>} words of chat/manners/words.py */
  constructor(words) {
    this.#words = words;
  }

  /** Before the bubbles are painted. @param {readonly import("shared/types.js").Entry[]} entries */
  look(entries) {
    this.#outcomes = outcomes(entries);
  }

  /** @param {HTMLElement} bubble @param {Item} item */
  decorate(bubble, { id, data }) {
    if (data.signal) bubble.dataset.signal = data.signal;
    if (data.attachments) paintFiles(bubble, data.attachments, this.#words, async () => null); // our addresses do not end
    if (data.options?.length) this.#paintOffer(bubble, data.options, this.#outcomes.get(id));
  }

  /** @param {HTMLElement} bubble @param {string[]} options @param {import("console/quick_replies_outcome.js").Outcome | undefined} outcome none while it is on its way */
  #paintOffer(bubble, options, outcome) {
    const offer = /** @type {HTMLElement | null} */ (bubble.querySelector(":scope > .said-options")) ?? clone("said-options");
    if (!offer.isConnected) bubble.querySelector(":scope > .bubble-body")?.after(offer);
    const state = outcome ? `${outcome.state} ${outcome.chosen}` : "";
    if (offer.dataset.painted === state) return;
    Object.assign(offer.dataset, { painted: state, state: outcome?.state ?? "" });
    part(offer, "options").replaceChildren(...options.map((option) => this.#option(option, option === outcome?.chosen)));
    write(part(offer, "state"), outcome ? say(`offer_${outcome.state}`) : "");
  }

  /** @param {string} option @param {boolean} isChosen */
  #option(option, isChosen) {
    const item = clone("said-option");
    item.classList.toggle("is-chosen", isChosen);
    part(item, "tick").toggleAttribute("hidden", !isChosen);
    part(item, "words").replaceChildren(make("bdi", option));
    return item;
  }
}
