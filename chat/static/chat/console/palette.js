/**
 * Ctrl+K: any chat, any action, any page, by a few letters.
 *
 * @typedef {object} Thing
 * @property {string} group
 * @property {string} name
 * @property {string} detail
 * @property {string} keys
 * @property {() => void} run
 */

import { byId, clone, make, part, write } from "console/dom.js";
import { Options } from "console/options.js";
import { ranked } from "console/search.js";

const MOST = 40;

export class Palette {
  #dialog = byId("palette", HTMLDialogElement);
  #input = byId("palette-input", HTMLInputElement);
  #none = byId("palette-none");
  #options;
  #things;
  /** @type {Thing[]} as shown */
  #found = [];

  /** @param {() => Thing[]} things */
  constructor(things) {
    this.#things = things;
    this.#options = new Options(byId("palette-list"), this.#input, (index) => this.#run(index));
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // the backdrop
    });
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#input.value = "";
    this.#dialog.showModal();
    this.#look();
  }

  #look() {
    const found = ranked(this.#input.value, this.#things(), (thing) => `${thing.name} ${thing.detail}`).slice(0, MOST);
    const groups = [...new Set(found.map((thing) => thing.group))];
    this.#found = groups.flatMap((group) => found.filter((thing) => thing.group === group));
    this.#none.hidden = this.#found.length > 0;
    this.#options.show(groups.flatMap((group) => [heading(group), ...found.filter((thing) => thing.group === group).map(item)]));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.#options.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter") this.#run(this.#options.chosen);
    else return;
    event.preventDefault();
  }

  /** @param {number} index */
  #run(index) {
    const thing = this.#found[index];
    if (!thing) return;
    this.#dialog.close();
    thing.run();
  }
}

/** @param {string} group */
function heading(group) {
  const element = make("li", group, "palette-group");
  element.setAttribute("role", "presentation");
  return element;
}

/** @param {Thing} thing */
function item(thing) {
  const element = clone("palette-item");
  write(part(element, "name"), thing.name);
  write(part(element, "detail"), thing.detail);
  part(element, "keys").hidden = !thing.keys;
  write(part(element, "keys"), thing.keys);
  return element;
}
