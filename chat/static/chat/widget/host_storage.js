/**
 * Storage in the page around us, for browsers that refuse it to frames of other sites (private
 * windows of Chromium do). Memory here, every change told to the loader, and a "storage" event for
 * what other tabs change, as localStorage has it.
 *
 * @typedef {import("widget/parent.js").Parent} Parent
 */

import { MemoryStorage } from "shared/storage.js";

export class HostStorage extends MemoryStorage {
  #parent;

  /** @param {Parent} parent @param {Record<string, string>} kept */
  constructor(parent, kept) {
    super();
    this.#parent = parent;
    this.#take(kept);
    parent.addEventListener("kept", (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
    parent.addEventListener("locked", (event) => this.#take(/** @type {CustomEvent} */ (event).detail.kept));
  }

  /** @override @param {string} key @param {string} value */
  setItem(key, value) {
    super.setItem(key, value);
    this.#parent.tell({ type: "keep", key, value });
  }

  /** @override @param {string} key */
  removeItem(key) {
    super.removeItem(key);
    this.#parent.tell({ type: "keep", key, value: null });
  }

  /** @param {Record<string, string>} kept */
  #take(kept) {
    for (const [key, value] of Object.entries(kept ?? {})) super.setItem(key, value);
  }

  /** @param {{key: string, value: string | null}} change */
  #changed({ key, value }) {
    if (value === null) super.removeItem(key);
    else super.setItem(key, value);
    window.dispatchEvent(new StorageEvent("storage", { key, newValue: value }));
  }
}
