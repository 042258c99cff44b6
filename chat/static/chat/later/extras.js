/**
 * What the widget can do besides words: files, emoji, quick replies, one-tap words and kind hints.
 *
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("widget/extending.js").ExtrasOptions} Options
 * @typedef {{words: Record<string, string>, emoji: import("later/emoji.js").Groups, manners: Record<"capitals" | "details" | "explain" | "thanks", boolean>}} Told
 */

import { Hints } from "later/hints.js";
import { Preview } from "later/preview.js";
import { paintFiles, paintOptions, paintTaps, tapsFor } from "later/said.js";

const LIMITS = { file: 10 * 1024 * 1024, attachments: 5 };

/** @param {Options} options @returns {Promise<Extras>} */
export async function begin(options) {
  const answer = await fetch(options.site.words);
  return new Extras(options, await answer.json());
}

export class Extras {
  #options;
  #told;
  #field;
  #hints;
  /** @type {Promise<import("later/emoji.js").EmojiPicker> | null} */
  #picker = null;
  /** @type {Promise<import("later/uploads.js").Uploads> | null} */
  #attaching = null;
  /** @type {import("later/uploads.js").Uploads | null} */
  #uploads = null;
  #sendsWhenReady = false;
  /** @type {ReturnType<typeof tapsFor>} */
  #taps = null;
  /** The id of the newest message with an offer that still stands. */
  #offer = "";

  /** @param {Options} options @param {Told} told */
  constructor(options, told) {
    this.#options = options;
    this.#told = told;
    this.#field = /** @type {HTMLTextAreaElement} */ (options.form.elements.namedItem("body"));
    this.#hints = new Hints(options.form, told.words, told.manners);
    this.preview = new Preview(this.#field, told.words.typingSeen ?? "", options.session);
    if (options.hasFiles()) void this.#attach();
  }

  /** Whether files are taken care of already. */
  get takesFiles() {
    return this.#uploads !== null;
  }

  /** @param {Iterable<File>} files */
  async add(files) {
    (await this.#attach()).add(files);
  }

  async toggleEmoji() {
    this.#picker ??= import("later/emoji.js").then(({ EmojiPicker }) => new EmojiPicker(this.#tool("emoji"), this.#field, this.#told.words, this.#told.emoji));
    (await this.#picker).toggle();
  }

  /** @param {string} text */
  typed(text) {
    this.#hints.typed(text, this.#isFirst);
    this.preview.typed(text);
  }

  /** Whether a message can go out now: what is still being brought in is waited for. @param {string} body */
  mayGo(body) {
    this.#sendsWhenReady = this.#uploads?.busy ?? false;
    if (this.#sendsWhenReady) this.#hints.note(this.#told.words.wait);
    return !this.#sendsWhenReady && Boolean(body || this.#uploads?.ready.length);
  }

  /** What goes along with the message that is sent now. @param {string} body */
  enclose(body) {
    const files = this.#uploads?.take() ?? [];
    this.#hints.sent(files.length ? "" : body, this.#isFirst);
    return files.length ? { more: { attachments: files.map(({ token }) => token) }, shown: { attachments: files } } : {};
  }

  /** Before the bubbles are painted. @param {Session} session @param {boolean} hasUnsent */
  look({ log, conversation }, hasUnsent) {
    const last = log.entries.findLast(({ kind, author, data }) => kind === "message" && (author.kind !== "automatic" || data.options));
    this.#offer = hasUnsent ? "" : (last?.id ?? "");
    this.#taps = hasUnsent ? null : tapsFor(log.entries, this.#told.manners, conversation?.status === "closed");
  }

  /** @param {HTMLElement} bubble @param {Item} item */
  decorate(bubble, { id, data }) {
    const { words } = this.#told;
    const taps = this.#taps?.id === id ? this.#taps : null;
    paintFiles(bubble, data.attachments ?? [], words, (token) => this.#fresh(token));
    paintOptions(bubble, data.options ?? [], words.options ?? "", id === this.#offer, (option) => this.#pick(option));
    paintTaps(bubble, taps, words, (signal) => taps && this.#options.session.signal(signal, taps.seq));
  }

  /** @param {string} option */
  #pick(option) {
    this.#options.session.post(option, { option: true }, { option: true });
    this.#field.focus();
  }

  #attach() {
    const { site, storage, session } = this.#options;
    const { words } = this.#told;
    const field = this.#field;
    const limits = { ...LIMITS, ...session.welcome?.limits };
    const files = { url: site.files, headers: () => this.#headers(), storage, key: this.#options.filesKey, words, limits };
    const picker = /** @type {HTMLInputElement} */ (this.#tool("attach"));
    const place = { place: this.#options.form, field, zone: document.body, picker, may: () => !field.disabled };
    this.#attaching ??= import("later/attaching.js").then(({ attach }) => (this.#uploads = attach({ ...files, ...place }, (uploads) => this.#uploaded(uploads))));
    return this.#attaching;
  }

  /** @param {string} name @returns {HTMLElement} */
  #tool(name) {
    return /** @type {HTMLElement} */ (this.#options.form.querySelector(`[data-tool=${name}]`));
  }

  /** The message may have been waiting for its files. @param {import("later/uploads.js").Uploads} uploads */
  #uploaded({ items, busy, ready }) {
    this.#options.form.classList.toggle("has-files", items.length > 0);
    if (!this.#sendsWhenReady || busy) return;
    this.#sendsWhenReady = false;
    this.#hints.note();
    if (ready.length === items.length) this.#options.form.requestSubmit();
  }

  get #isFirst() {
    return !this.#options.session.log.entries.some(({ author }) => author.kind === "visitor");
  }

  /** Who we are; a new visitor has to be told first. @returns {Promise<Record<string, string>>} */
  async #headers() {
    const { session, headers } = this.#options;
    while (!headers().Authorization) await new Promise((done) => session.addEventListener("change", done, { once: true }));
    return headers();
  }

  /** @param {string} token @returns {Promise<string | null>} */
  async #fresh(token) {
    const answer = await fetch(`${this.#options.site.files}${token}/`, { headers: await this.#headers() });
    return answer.ok ? (await answer.json()).file.url : null;
  }
}
