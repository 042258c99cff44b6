/**
 * What was typed and not sent: by conversation and mode, across reloads and between chats.
 *
 * @typedef {"reply" | "note" | "whisper"} Mode
 */

import { keep } from "shared/storage.js";

/** @type {readonly Mode[]} */
const MODES = ["reply", "note", "whisper"];
/** What goes along with a reply, kept by quick_replies.js and uploads.js in the same way. */
const ENCLOSED = ["options", "files"];

export class Drafts {
  #storage;
  #prefix;

  /** @param {Storage} storage @param {string} prefix whose drafts, e.g. "helpdesk:draft:acme:3" */
  constructor(storage, prefix) {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  /** @param {number} conversation @param {Mode} mode */
  read(conversation, mode) {
    return this.#storage.getItem(this.#key(conversation, mode)) ?? "";
  }

  /** @param {number} conversation @param {Mode} mode @param {string} text */
  write(conversation, mode, text) {
    const key = this.#key(conversation, mode);
    const isEmpty = ["", "/"].includes(text.trim()); // a slash only asked for the canned replies
    if (!isEmpty) keep(this.#storage, key, text);
    else this.#storage.removeItem(key);
  }

  /** Whether anything is waiting to be finished here. @param {number} conversation */
  has(conversation) {
    const isEnclosed = (/** @type {string} */ what) => !["[]", null].includes(this.#storage.getItem(`${this.#prefix}:${conversation}:${what}`));
    return MODES.some((mode) => this.read(conversation, mode)) || ENCLOSED.some(isEnclosed);
  }

  /** @param {number} conversation @param {Mode} mode */
  #key(conversation, mode) {
    return `${this.#prefix}:${conversation}:${mode}`;
  }
}
