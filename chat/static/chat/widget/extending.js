/**
 * Everything the widget can do besides words (later/extras.js), loaded when it is first needed: a
 * tool is used, a key is pressed in the field, or something was said that may need it.
 *
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {object} ExtrasOptions
 * @property {HTMLFormElement} form
 * @property {Session} session
 * @property {import("widget/app.js").Site} site
 * @property {Storage} storage
 * @property {() => Record<string, string>} headers who we are, once we are somebody
 * @property {string} filesKey what is ready to be sent is remembered under it
 * @property {() => boolean} hasFiles whether something is
 *
 * @typedef {{more?: Partial<import("shared/types.js").Send>, shown?: import("shared/types.js").EntryData}} Enclosed
 */

const AGAIN_MS = 5_000;

export class Extending {
  /** @type {ExtrasOptions} */
  #options;
  #onLoad;
  /** @type {Promise<import("later/extras.js").Extras> | null} */
  #loading = null;
  /** @type {import("later/extras.js").Extras | null} */
  #extras = null;
  #text = "";

  /** @param {Omit<ExtrasOptions, "filesKey" | "hasFiles">} options @param {() => void} onLoad */
  constructor(options, onLoad) {
    const filesKey = `helpdesk:files:${options.site.key}`;
    this.#options = { ...options, filesKey, hasFiles: () => (options.storage.getItem(filesKey)?.length ?? 0) > 2 };
    this.#onLoad = onLoad;
    const { form } = options;
    form.addEventListener("click", (event) => {
      const isEmoji = event.target instanceof Element && event.target.closest("[data-tool=emoji]");
      if (isEmoji) this.#with((extras) => extras.toggleEmoji());
    });
    form.addEventListener("change", (event) => this.#chosen(event));
    document.addEventListener("paste", (event) => this.#brought(event, event.clipboardData));
    document.addEventListener("drop", (event) => this.#brought(event, event.dataTransfer));
    document.addEventListener("dragenter", () => this.#soon());
    document.addEventListener("dragover", (event) => event.preventDefault()); // or a drop would leave the page
    if (this.#options.hasFiles()) this.#soon();
  }

  /** @param {string} text */
  typed(text) {
    this.#text = text;
    if (text) this.#soon();
    this.#extras?.typed(text);
  }

  /** What the company sees of it while it is typed; undefined where it does not look. */
  get seen() {
    return this.#extras?.preview.seen;
  }

  /** @param {string} body */
  mayGo(body) {
    return this.#extras ? this.#extras.mayGo(body) : Boolean(body);
  }

  /** @param {string} body @returns {Enclosed} */
  enclose(body) {
    return this.#extras?.enclose(body) ?? {};
  }

  /** @param {Session} session @param {boolean} hasUnsent */
  look(session, hasUnsent) {
    if (session.log.entries.some((entry) => entry.author.kind === "operator" || entry.data.attachments || entry.data.options)) this.#soon();
    this.#extras?.look(session, hasUnsent);
  }

  /** @param {HTMLElement} bubble @param {Item} item */
  decorate(bubble, item) {
    if (this.#extras) this.#extras.decorate(bubble, item);
    else if (item.data.attachments) this.#soon();
  }

  /** The first file was chosen before anybody else listened. @param {Event} event */
  #chosen(event) {
    const picker = /** @type {HTMLInputElement} */ (event.target);
    if (this.#extras?.takesFiles || !picker.files?.length) return;
    const files = [...picker.files];
    picker.value = "";
    this.#with((extras) => extras.add(files));
  }

  /** @param {Event} event @param {DataTransfer | null} data */
  #brought(event, data) {
    const files = [...(data?.files ?? [])];
    if (this.#extras?.takesFiles || !files.length || data?.types.includes("text/plain")) return;
    event.preventDefault();
    this.#with((extras) => extras.add(files));
  }

  #soon() {
    if (!this.#loading) this.#with(() => {});
  }

  /** Nothing happens where it cannot be loaded; the next try may. @param {(extras: import("later/extras.js").Extras) => unknown} then */
  #with(then) {
    this.#load().then(then).catch(() => {});
  }

  #load() {
    this.#loading ??= this.#bring();
    return this.#loading;
  }

  async #bring() {
    try {
      const { begin } = await import("later/extras.js");
      this.#extras = await begin(this.#options);
      this.#extras.typed(this.#text);
      this.#onLoad();
      return this.#extras;
    } catch (error) {
      setTimeout(() => (this.#loading = null), AGAIN_MS);
      throw error;
    }
  }
}
