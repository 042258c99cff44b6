/** Short notes at the bottom that say what happened and offer to take it back. */

import { byId, clone, part, write } from "console/dom.js";

const STAYS_MS = 8000;

export class Toasts {
  #place = byId("toasts");

  /** What the page before had to say comes with this one. */
  constructor() {
    const said = [...this.#place.children].map((words) => words.textContent?.trim()).join(" ");
    if (said) this.show(said);
  }

  /**
   * @param {string} words
   * @param {{label: string, run: () => void, onGone?: () => void}} [action]
   * @returns {() => void} takes it away
   */
  show(words, action) {
    const toast = clone("toast");
    write(part(toast, "words"), words);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const remove = () => {
      clearTimeout(timer);
      if (toast.isConnected) action?.onGone?.();
      toast.remove();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(remove, STAYS_MS);
    };
    const button = part(toast, "do");
    button.hidden = !action;
    write(button, action?.label ?? "");
    button.addEventListener("click", () => {
      remove();
      action?.run();
    });
    part(toast, "close").addEventListener("click", remove);
    for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
    for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
    this.#place.replaceChildren(toast);
    wait();
    return remove;
  }
}
