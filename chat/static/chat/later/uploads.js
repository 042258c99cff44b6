/**
 * Files on their way out with the next message: each is brought to the server at once, and goes with
 * the message by its token. Fires "change".
 *
 * @typedef {import("shared/types.js").FileShown} FileShown
 * @typedef {object} Upload
 * @property {string} key
 * @property {string} name
 * @property {number} size bytes
 * @property {"uploading" | "scanning" | "ready" | "failed"} state
 * @property {number} progress 0 to 1
 * @property {string} error words for the person, where it failed
 * @property {boolean} again whether trying again may help
 * @property {File | null} source null after a reload
 * @property {string} preview address of a picture in this browser, or ""
 * @property {FileShown | null} file as the server told
 *
 * @typedef {object} UploadsOptions
 * @property {string} url of the door, with a slash at its end
 * @property {() => Promise<Record<string, string>>} headers who we are
 * @property {Storage} storage
 * @property {string} key what is ready is remembered under it
 * @property {Record<string, string>} words
 * @property {{file: number, attachments: number}} limits bytes of one, and how many
 */

import { sizeText } from "later/tools.js";
import { newId } from "shared/ids.js";
import { keep } from "shared/storage.js";

const ASK_AGAIN_MS = 2_000;
const PATIENCE_MS = 180_000;
/** Answers that say it is this file, or who sends it, so that trying again is in vain. */
const OF_THE_FILE = [400, 403, 413, 415, 422];

export class Uploads extends EventTarget {
  /** @type {Upload[]} */
  items = [];
  /** Words about what was not even begun. */
  notice = "";
  #options;
  /** @type {Map<string, XMLHttpRequest>} */
  #running = new Map();

  /** @param {UploadsOptions} options */
  constructor(options) {
    super();
    this.#options = options;
    for (const file of parse(options.storage.getItem(options.key)) ?? []) {
      this.items.push({ ...newItem(file, null), state: "ready", progress: 1, file });
    }
  }

  /** Something is not there yet. */
  get busy() {
    return this.items.some(({ state }) => state === "uploading" || state === "scanning");
  }

  get ready() {
    return this.items.filter(({ state }) => state === "ready");
  }

  /** @param {Iterable<File>} files */
  add(files) {
    const { limits, words } = this.#options;
    const [all, room] = [[...files], limits.attachments - this.items.length];
    for (const file of all.slice(0, room)) this.#begin(file);
    this.notice = all.length > room ? (words.tooMany ?? "").replace("{count}", String(limits.attachments)) : "";
    this.#changed();
  }

  /** @param {string} key */
  retry(key) {
    const item = this.items.find((one) => one.key === key);
    if (item) void this.#send(Object.assign(item, { state: "uploading", progress: 0 }));
    this.#changed();
  }

  /** @param {string} key */
  remove(key) {
    const gone = this.items.filter((one) => one.key === key);
    this.#running.get(key)?.abort();
    this.#forget(gone);
    for (const { file } of gone) if (file) this.#ask("DELETE", file.token).catch(() => {}); // it goes by itself, too
  }

  /** They go out with a message now; what failed stays. @returns {FileShown[]} */
  take() {
    const { ready } = this;
    this.#forget(ready);
    return ready.flatMap(({ file }) => file ?? []);
  }

  /** @param {File} source */
  #begin(source) {
    const { words, limits } = this.#options;
    const item = newItem(source, source);
    this.items.push(item);
    if (source.size > limits.file) this.#fail(item, words.tooLarge?.replace("{size}", sizeText(limits.file)), false);
    else if (!source.size) this.#fail(item, words.emptyFile, false);
    else void this.#send(item);
  }

  /** @param {Upload} item */
  async #send(item) {
    const headers = await this.#options.headers();
    if (!this.items.includes(item)) return;
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    this.#running.set(item.key, request);
    request.open("POST", this.#options.url);
    const name = encodeURIComponent(item.name.replace(/\p{Cs}/gu, ""));
    const facts = { "Content-Type": "application/octet-stream", "X-File-Name": name, "Accept-Language": document.documentElement.lang };
    for (const [name, value] of Object.entries({ ...headers, ...facts })) request.setRequestHeader(name, value);
    request.timeout = PATIENCE_MS;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      item.progress = loaded / (total || 1);
      this.#changed();
    });
    request.addEventListener("loadend", () => this.#answered(item, request));
    request.send(item.source);
  }

  /** @param {Upload} item @param {XMLHttpRequest} request */
  #answered(item, { status, responseText }) {
    this.#running.delete(item.key);
    if (!this.items.includes(item)) return;
    const answer = parse(responseText);
    if (status === 201) return this.#took(item, answer.file);
    const isFinal = OF_THE_FILE.includes(status);
    const told = isFinal || status === 429 ? answer?.error?.message : "";
    this.#fail(item, told || this.#options.words.failed, !isFinal);
  }

  /** @param {Upload} item @param {FileShown & {state: string}} told */
  #took(item, { state, ...file }) {
    const { name, size } = file;
    Object.assign(item, { name, size, progress: 1, file, state });
    if (state === "refused") return this.#fail(item, this.#options.words.refused, false);
    if (state === "scanning") setTimeout(() => this.#look(item), ASK_AGAIN_MS);
    this.#remember();
    this.#changed();
  }

  /** @param {Upload} item */
  async #look(item) {
    if (!this.items.includes(item)) return;
    try {
      const answer = await this.#ask("GET", item.file?.token ?? "");
      this.#took(item, (await answer.json()).file);
    } catch {
      setTimeout(() => this.#look(item), ASK_AGAIN_MS);
    }
  }

  /** @param {string} method @param {string} token */
  async #ask(method, token) {
    return fetch(`${this.#options.url}${token}/`, { method, headers: await this.#options.headers() });
  }

  /** @param {Upload} item @param {string | undefined} error @param {boolean} again */
  #fail(item, error = "", again) {
    Object.assign(item, { state: "failed", error, again: again && item.source });
    this.#changed();
  }

  /** @param {Upload[]} gone */
  #forget(gone) {
    for (const { preview } of gone) URL.revokeObjectURL(preview);
    this.notice = "";
    this.items = this.items.filter((item) => !gone.includes(item));
    this.#remember();
    this.#changed();
  }

  #remember() {
    keep(this.#options.storage, this.#options.key, JSON.stringify(this.ready.map(({ file }) => file)));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {{name: string, size: number, type: string}} facts @param {File | null} source @returns {Upload} */
function newItem({ name, size, type }, source) {
  const preview = source && /^image\/(png|jpeg|gif|webp)$/.test(type) ? URL.createObjectURL(source) : "";
  return { key: newId(), name, size, state: "uploading", progress: 0, error: "", again: false, source, preview, file: null };
}

/** @param {string | null} text @returns {any} null for what is no JSON */
function parse(text) {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}
