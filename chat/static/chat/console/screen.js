/**
 * Which panes show. Wide windows show list, conversation and details side by side; narrow ones
 * one page at a time, with the details over it.
 */

import { attribute, byId } from "console/dom.js";

const narrow = matchMedia("(width < 900px)");
const wide = matchMedia("(width >= 1240px)");
const SETTING = "helpdesk:details";

export class Screen {
  #root = byId("inbox");
  #context = byId("context");
  #storage;
  #hasChat = false;

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
    wide.addEventListener("change", () => this.showChat(this.#hasChat));
  }

  /** One page at a time. */
  get isNarrow() {
    return narrow.matches;
  }

  get showsChat() {
    return !this.isNarrow || this.#root.dataset.page === "chat";
  }

  get showsDetailsOver() {
    return !wide.matches && !this.#context.hidden;
  }

  /** @param {"list" | "chat"} page matters on narrow windows alone */
  turnTo(page) {
    this.#root.dataset.page = page;
    if (this.showsDetailsOver) this.#setDetails(false);
  }

  /** @param {boolean} hasChat whether there is one to show details of */
  showChat(hasChat) {
    this.#hasChat = hasChat;
    this.#setDetails(hasChat && wide.matches && this.#storage.getItem(SETTING) !== "off");
  }

  toggleDetails() {
    const show = this.#context.hidden;
    if (wide.matches) this.#storage.setItem(SETTING, show ? "on" : "off");
    this.#setDetails(show);
    if (this.showsDetailsOver) byId("context-title").focus();
    else if (!show) byId("chat-title").focus();
  }

  /** @param {boolean} show */
  #setDetails(show) {
    this.#context.hidden = !show;
    const toggle = document.querySelector("#chat-actions [data-command=details]");
    if (toggle) attribute(toggle, "aria-expanded", String(show));
  }
}
