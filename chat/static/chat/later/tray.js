/**
 * What goes out with the next message, above the field; and the ways files come in: the picker,
 * pasting and dropping, all the same.
 *
 * @typedef {import("later/uploads.js").Upload} Upload
 * @typedef {import("later/uploads.js").Uploads} Uploads
 * @typedef {object} TrayOptions
 * @property {HTMLElement} place whose first child it becomes
 * @property {HTMLElement} field that files are pasted into
 * @property {HTMLElement} zone that files are dropped on
 * @property {HTMLInputElement} picker
 * @property {Record<string, string>} words
 * @property {() => boolean} may whether files can be added now
 * @property {() => void} onChange
 */

import { backToField, kindTile, nameLine, sizeText } from "later/tools.js";
import { make } from "shared/make.js";

export class Tray {
  #options;
  #list;
  #told = make("p", { class: "tray-notice", role: "status" });
  #cover;
  #depth = 0;
  /** @type {Uploads | null} */
  #uploads = null;
  /** @type {Map<string, HTMLElement>} by key */
  #rows = new Map();

  /** @param {TrayOptions} options */
  constructor(options) {
    this.#options = options;
    const { place, words, zone } = options;
    this.#list = make("ul", { class: "tray", role: "list", "aria-label": words.files ?? "" });
    this.#cover = make("div", { class: "drop-cover", hidden: true }, words.drop ?? "");
    place.prepend(this.#list, this.#told);
    zone.append(this.#cover);
    this.#listen();
  }

  /** @param {Uploads} uploads those of another message than before */
  show(uploads) {
    this.#uploads?.removeEventListener("change", this.#changed);
    this.#uploads = uploads;
    uploads.addEventListener("change", this.#changed);
    this.#changed();
  }

  #listen() {
    const { field, zone, picker, may } = this.#options;
    picker.addEventListener("change", () => {
      const files = [...(picker.files ?? [])];
      picker.value = ""; // the same file may be chosen again
      this.#add(files);
    });
    field.addEventListener("paste", ({ clipboardData: data }) => data?.types.includes("text/plain") || this.#add(data?.files ?? []));
    const show = (/** @type {number} */ depth) => (this.#cover.hidden = (this.#depth = Math.max(0, depth)) === 0);
    const onDrag = (/** @type {"dragenter" | "dragleave" | "dragover" | "drop"} */ name, /** @type {(files: FileList) => void} */ then) =>
      zone.addEventListener(name, (event) => {
        if (!event.dataTransfer?.types.includes("Files") || !may()) return;
        event.preventDefault();
        then(event.dataTransfer.files);
      });
    onDrag("dragenter", () => show(this.#depth + 1));
    onDrag("dragleave", () => show(this.#depth - 1));
    onDrag("dragover", () => {});
    onDrag("drop", (files) => {
      show(0);
      this.#add(files);
    });
  }

  /** @param {Iterable<File>} files */
  #add(files) {
    if ([...files].length && this.#options.may()) this.#uploads?.add(files);
  }

  #changed = () => {
    const { items, notice } = /** @type {Uploads} */ (this.#uploads);
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, row] of this.#rows) if (!keys.has(key)) this.#drop(key, row);
    for (const item of items) this.#paint(item);
    this.#list.hidden = !items.length;
    write(this.#told, notice);
    this.#options.onChange();
  };

  /** @param {string} key @param {HTMLElement} row */
  #drop(key, row) {
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    this.#rows.delete(key);
    if (hadFocus) backToField();
  }

  /** @param {Upload} item */
  #row(item) {
    const { key, name, preview } = item;
    const row = make(
      "li",
      { class: "tray-item" },
      preview ? make("img", { class: "file-kind", alt: "", src: preview }) : kindTile(name),
      make("span", { class: "file-facts" }, nameLine(name), make("span", { class: "file-size", role: "status" }), make("progress", { "aria-label": name })),
      make("button", { type: "button", class: "tray-retry", retry: () => this.#uploads?.retry(key) }, this.#options.words.retry ?? ""),
      make("button", { type: "button", class: "tray-remove", remove: () => this.#uploads?.remove(key) }, "×"),
    );
    this.#rows.set(key, row);
    this.#list.append(row);
    return row;
  }

  /** @param {Upload} item */
  #paint(item) {
    const row = this.#rows.get(item.key) ?? this.#row(item);
    const [facts, retry, remove] = /** @type {HTMLElement[]} */ ([...row.children].slice(1));
    const [name, state, progress] = /** @type {[HTMLElement, HTMLElement, HTMLProgressElement]} */ ([...(facts?.children ?? [])]);
    row.dataset.state = item.state;
    write(/** @type {HTMLElement} */ (name.firstElementChild), item.name);
    write(state, this.#state(item));
    progress.hidden = item.state !== "uploading";
    progress.value = item.progress;
    if (retry) retry.hidden = item.state !== "failed" || !item.again;
    remove?.setAttribute("aria-label", (this.#options.words.remove ?? "").replace("{name}", () => item.name));
  }

  /** @param {Upload} item */
  #state({ state, progress, error, size }) {
    const { scanning = "", sent = "", preparing = "" } = this.#options.words;
    if (state === "uploading") return progress < 1 ? sent.replace("{percent}", String(Math.floor(progress * 100))) : preparing;
    return { scanning, failed: error, ready: sizeText(size) }[state];
  }
}

/** @param {HTMLElement} place @param {string} text */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
