/**
 * "?": every key there is, and the switch that turns single keys off.
 *
 * @typedef {import("console/commands.js").Command} Command
 */

import { byId, make } from "console/dom.js";
import { say } from "console/words.js";

export class KeysSheet {
  #dialog = byId("keys", HTMLDialogElement);
  #switch = byId("keys-enabled", HTMLInputElement);

  /**
   * @param {Command[]} commands
   * @param {{enabled: boolean}} keys
   * @param {Storage} storage
   */
  constructor(commands, keys, storage) {
    const setting = "helpdesk:single-keys";
    keys.enabled = storage.getItem(setting) !== "off";
    this.#switch.checked = keys.enabled;
    this.#switch.addEventListener("change", () => {
      keys.enabled = this.#switch.checked;
      storage.setItem(setting, keys.enabled ? "on" : "off");
    });
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
    this.list(commands);
  }

  /** @param {Command[]} commands */
  list(commands) {
    byId("keys-body").replaceChildren(...["move", "write", "chat", "views", "more"].map((group) => section(group, commands)));
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#dialog.showModal();
    byId("keys-title").focus();
  }
}

/** @param {string} group @param {Command[]} commands */
function section(group, commands) {
  const element = make("section", "");
  const list = make("dl", "");
  list.append(...commands.filter((command) => command.group === group && command.keys.length).map(line));
  element.append(make("h3", say(`keys_${group}`)), list);
  return element;
}

/** @param {Command} command */
function line(command) {
  const keys = make("dt", "");
  command.keys.forEach((key, index) => {
    if (index) keys.append(` ${say("or")} `);
    key.split(" ").forEach((part, at) => keys.append(...(at ? [" "] : []), make("kbd", keyName(part))));
  });
  const element = make("div", "");
  element.append(keys, make("dd", say(command.name)));
  return element;
}

/** @param {string} key as people know it on their machine */
export function keyName(key) {
  if (key === "Escape") return "Esc";
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  return isMac ? ({ Ctrl: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩" }[key] ?? key) : key;
}
