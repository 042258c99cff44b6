/**
 * "More" in the header of a chat: everything that can be done with it now, with its key.
 *
 * @typedef {import("console/commands.js").Command} Command
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { keyName } from "console/keys_sheet.js";
import { say } from "console/words.js";

export class ChatMenu {
  #menu = byId("chat-more");
  #list = byId("chat-more-list");
  #button = byId("chat-more-button", HTMLButtonElement);
  #commands;

  /** @param {Command[]} commands of the chat at hand */
  constructor(commands) {
    this.#commands = commands;
    this.#menu.addEventListener("beforetoggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "open") this.#fill();
    });
    this.#menu.addEventListener("toggle", (event) => {
      const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
      attribute(this.#button, "aria-expanded", String(isOpen));
      if (isOpen) this.#buttons[0]?.focus();
    });
    this.#menu.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("button")) this.#menu.hidePopover();
    });
    this.#menu.addEventListener("keydown", (event) => this.#pressed(event));
  }

  get #buttons() {
    return [...this.#list.querySelectorAll("button")];
  }

  #fill() {
    const offered = this.#commands.filter((command) => command.may?.() ?? true);
    this.#list.replaceChildren(...offered.map(item));
    const place = this.#button.getBoundingClientRect();
    this.#menu.style.insetBlockStart = `${place.bottom + 4}px`;
    const isRight = document.documentElement.dir !== "rtl";
    this.#menu.style[isRight ? "right" : "left"] = `${Math.max(8, isRight ? innerWidth - place.right : place.left)}px`;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation(); // it closes the menu and nothing else
      event.preventDefault();
      this.#menu.hidePopover();
      return this.#button.focus();
    }
    if (event.key.length === 1 && event.key !== " ") this.#menu.hidePopover(); // a command's own key
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }
}

/** @param {Command} command */
function item(command) {
  const element = clone("menu-item");
  const button = /** @type {HTMLButtonElement} */ (element.querySelector("button"));
  button.dataset.command = command.id;
  write(part(element, "name"), say(command.name));
  const key = command.keys[0] ?? "";
  part(element, "keys").hidden = !key;
  write(part(element, "keys"), key.split(" ").map(keyName).join(" "));
  return element;
}
