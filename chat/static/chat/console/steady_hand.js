/**
 * Whether somebody is about to point at a row. While they are, rows must not move; a hand that
 * rests has forgotten the list.
 */

const RESTS_MS = 3000;

export class SteadyHand {
  #list;
  #inside = false;
  #touched = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #letGo;

  /** @param {HTMLElement} list @param {() => void} letGo called when rows may move again */
  constructor(list, letGo) {
    this.#list = list;
    this.#letGo = letGo;
    for (const name of ["pointermove", "pointerdown", "wheel"]) {
      list.addEventListener(name, () => this.#touch(true), { passive: true });
    }
    list.addEventListener("pointerleave", () => this.#leave());
    list.addEventListener("keydown", () => this.#touch(this.#inside));
    list.addEventListener("focusin", () => this.#touch(this.#inside));
  }

  get holds() {
    const rested = performance.now() - this.#touched > RESTS_MS;
    return !rested && (this.#inside || this.#list.contains(document.activeElement));
  }

  /** @param {boolean} inside */
  #touch(inside) {
    this.#inside = inside;
    this.#touched = performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#letGo, RESTS_MS + 50);
  }

  #leave() {
    this.#inside = false;
    if (!this.holds) this.#letGo();
  }
}
