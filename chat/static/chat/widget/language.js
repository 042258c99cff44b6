/**
 * The language of the page, once the visitor has chosen one; until then it is the browser's, which
 * the server knows. The choice is kept here and, for the next frame and its button, by the page
 * around us; the server learns it with the next hello.
 */

import { part } from "shared/parts.js";
import { keep } from "shared/storage.js";

export class Language {
  #storage;
  #key;
  #parent;

  /** @param {Storage} storage @param {string} siteKey @param {import("widget/parent.js").Parent} parent */
  constructor(storage, siteKey, parent) {
    this.#storage = storage;
    this.#key = `helpdesk:language:${siteKey}`;
    this.#parent = parent;
    const menu = /** @type {HTMLSelectElement} */ (part("language"));
    menu.value = document.documentElement.lang; // some browsers put the last choice back on reload
    menu.addEventListener("change", () => this.#choose(menu.value));
    menu.disabled = false;
  }

  /** By the visitor, else by the page around us. @returns {string | null} */
  get chosen() {
    return this.#storage.getItem(this.#key) ?? asked();
  }

  /** Whether this page is in another language than was chosen, and is on its way to that one. */
  leaves() {
    const { chosen } = this;
    const isOther = chosen !== null && chosen !== document.documentElement.lang && chosen !== asked();
    if (isOther) this.#go(chosen);
    return isOther;
  }

  /** @param {string} language */
  #choose(language) {
    keep(this.#storage, this.#key, language);
    this.#parent.tell({ type: "keep", key: this.#key, value: language });
    this.#go(language);
  }

  /** @param {string} language */
  #go(language) {
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    location.replace(address);
  }
}

/** @returns {string | null} */
function asked() {
  return new URLSearchParams(location.search).get("lang");
}
