/** A listbox that a text field steers: arrows choose, the field keeps the focus. */

import { attribute } from "console/dom.js";

export class Options {
  chosen = 0;
  #list;
  #field;

  /**
   * @param {HTMLElement} list role="listbox"
   * @param {HTMLElement} field what has the focus
   * @param {(index: number) => void} onPick with the pointer
   */
  constructor(list, field, onPick) {
    this.#list = list;
    this.#field = field;
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
    list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) onPick(this.#options().indexOf(option));
    });
    list.addEventListener("pointermove", (event) => this.#pointed(event));
  }

  /** @param {Element[]} children options, with what stands between them */
  show(children) {
    this.#list.replaceChildren(...children);
    this.#options().forEach((option, index) => (option.id = `${this.#list.id}-${index}`));
    this.#choose(0);
  }

  clear() {
    this.#list.replaceChildren();
    attribute(this.#field, "aria-activedescendant", null);
  }

  /** @param {1 | -1} step round and round */
  move(step) {
    const { length } = this.#options();
    if (length) this.#choose((this.chosen + step + length) % length);
    this.#options()[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  /** @param {PointerEvent} event */
  #pointed(event) {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const index = option ? this.#options().indexOf(option) : -1;
    if (index >= 0 && index !== this.chosen) this.#choose(index);
  }

  /** @param {number} index */
  #choose(index) {
    this.chosen = index;
    const options = this.#options();
    options.forEach((option, at) => attribute(option, "aria-selected", String(at === index)));
    attribute(this.#field, "aria-activedescendant", options[index]?.id ?? null);
  }
}
