/**
 * Files with the answer: each chat has its own, which wait for it as its draft does.
 *
 * @typedef {import("later/uploads.js").Upload} Upload
 * @typedef {object} On
 * @property {() => boolean} may whether what is written now is for the customer
 * @property {(id: number) => void} onChange in which chat
 * @property {() => void} onRefused files were brought where none can be
 */

import { byId } from "console/dom.js";
import { Tray } from "later/tray.js";
import { Uploads } from "later/uploads.js";

const LIMITS = { file: 10 * 1024 * 1024, attachments: 5 };

export class ConsoleUploads {
  #config;
  #storage;
  #words;
  #on;
  #tray;
  /** @type {Map<number, Uploads>} */
  #uploads = new Map();
  /** @type {number | null} */
  #id = null;

  /**
   * @param {import("console/types.js").Config} config
   * @param {Storage} storage
   * @param {Record<string, string>} words
   * @param {On} on
   */
  constructor(config, storage, words, on) {
    this.#config = config;
    this.#storage = storage;
    this.#words = words;
    this.#on = on;
    this.#tray = new Tray({
      place: byId("composer-tray"),
      field: byId("words"),
      zone: byId("chat"),
      picker: byId("composer-files", HTMLInputElement),
      words,
      may: () => this.#may,
      onChange: () => {},
    });
    this.#catchStrays();
  }

  /** @param {number | null} id of the chat that is written to */
  show(id) {
    this.#id = id;
    if (id !== null) this.#tray.show(this.#of(id));
  }

  /** @param {number} id */
  isBusy(id) {
    return this.#of(id).busy;
  }

  /** @param {number} id */
  hasReady(id) {
    return this.#of(id).ready.length > 0;
  }

  /** Whether one of them did not arrive. @param {number} id */
  hasFailed(id) {
    return this.#of(id).items.some(({ state }) => state === "failed");
  }

  /** They go out now. @param {number} id @returns {import("shared/types.js").FileShown[]} */
  take(id) {
    return this.#of(id).take();
  }

  get #may() {
    return this.#id !== null && this.#on.may();
  }

  /** A file that is dropped beside the chat must not open in its place; one for a note is explained. */
  #catchStrays() {
    for (const name of /** @type {const} */ (["dragover", "drop"])) {
      document.addEventListener(name, (event) => {
        if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "none";
      });
    }
    const told = (/** @type {DataTransfer | null} */ data) => this.#id !== null && !this.#may && data?.types.includes("Files") && this.#on.onRefused();
    byId("chat").addEventListener("dragenter", ({ dataTransfer }) => told(dataTransfer));
    byId("words").addEventListener("paste", ({ clipboardData }) => clipboardData?.types.includes("text/plain") || told(clipboardData));
  }

  /** @param {number} id */
  #of(id) {
    const known = this.#uploads.get(id);
    if (known) return known;
    const { slug, me, files, csrf } = this.#config;
    const uploads = new Uploads({
      url: files,
      headers: async () => ({ "X-CSRFToken": csrf }),
      storage: this.#storage,
      key: `helpdesk:draft:${slug}:${me.member}:${id}:files`,
      words: this.#words,
      limits: LIMITS,
    });
    for (const item of uploads.items) item.preview = item.file?.width ? item.file.url : ""; // after a reload
    uploads.addEventListener("change", () => this.#on.onChange(id));
    this.#uploads.set(id, uploads);
    return uploads;
  }
}
