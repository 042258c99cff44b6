/** The emoji picker of what is being written, brought when somebody first asks for it. */

import { byId } from "console/dom.js";

export class EmojiButton {
  #groups;
  #words;
  /** @type {Promise<import("later/emoji.js").EmojiPicker> | null} */
  #picker = null;

  /** @param {import("later/emoji.js").Groups} groups @param {Record<string, string>} words */
  constructor(groups, words) {
    this.#groups = groups;
    this.#words = words;
  }

  toggle() {
    this.#picker ??= this.#bring();
    this.#picker.then((picker) => picker.toggle()).catch(() => (this.#picker = null)); // the next click asks again
  }

  async #bring() {
    const { EmojiPicker } = await import("later/emoji.js");
    return new EmojiPicker(byId("composer-emoji"), byId("words", HTMLTextAreaElement), this.#words, this.#groups);
  }
}
