/**
 * What the company does and does not do when it writes to customers, to look at while writing.
 *
 * @typedef {import("console/types.js").HouseRule} HouseRule
 */

import { attribute, byId, clone, part, write } from "console/dom.js";

export class HouseRules {
  #dialog = byId("house-rules", HTMLDialogElement);

  /** @param {string | null} page where they are written; null: not by this member */
  constructor(page) {
    part(this.#dialog, "foot").hidden = page === null;
    attribute(part(this.#dialog, "page"), "href", page);
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
    this.fill([]);
  }

  /** @param {HouseRule[]} rules */
  fill(rules) {
    for (const side of ["do", "dont"]) {
      const some = rules.filter((rule) => rule.do === (side === "do"));
      part(this.#dialog, side).replaceChildren(...some.map(line));
      part(this.#dialog, `${side}-box`).hidden = !some.length;
    }
    part(this.#dialog, "none").hidden = rules.length > 0;
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#dialog.showModal();
    byId("house-rules-title").focus();
  }
}

/** @param {HouseRule} rule */
function line({ text, example }) {
  const row = clone("house-rule");
  write(part(row, "text"), text);
  part(row, "example").hidden = !example;
  write(part(row, "example"), example);
  return row;
}
