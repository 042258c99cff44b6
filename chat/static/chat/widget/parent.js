/**
 * The page this frame is embedded in, spoken to through its loader (chat/static/chat/loader.js).
 * Messages count only from the window above us and from an address on the company's list, and go
 * to exactly that address. Every message fires an event of its type; its data is the detail.
 */

const MEETING_MS = 1_000;

export class Parent extends EventTarget {
  /** Whether there is a page around us at all. */
  embedded = window.parent !== window;
  /** Whether the visitor can see us; always so when opened as a page of our own. */
  shown = !this.embedded;
  /** @type {{url: string, title: string} | undefined} */
  page;
  #origins;
  /** @type {string | null} */
  #origin = null;
  #focused = false;
  #listens = false;
  /** @type {Map<string, string | null>} */
  #kept = new Map();

  /** @param {string[]} origins the company's list and our own */
  constructor(origins) {
    super();
    this.#origins = new Set(origins);
    if (this.embedded) window.addEventListener("message", (event) => this.#hear(event));
  }

  /** Whether the loader has said hello. */
  get met() {
    return this.#origin !== null;
  }

  /** Whether somebody looks at us: visible, and the browser window has the focus. */
  get attentive() {
    const focused = document.hasFocus() || this.#focused;
    return this.shown && document.visibilityState === "visible" && focused;
  }

  /**
   * Settles when the loader has said hello, or after a while in a page that has none.
   * @returns {Promise<Record<string, string>>} what the page keeps for us, see host_storage.js
   */
  meet() {
    if (!this.embedded) return Promise.resolve({});
    return new Promise((resolve) => {
      const alone = setTimeout(() => {
        this.shown = true;
        resolve({});
      }, MEETING_MS);
      this.addEventListener("hello", (event) => {
        clearTimeout(alone);
        resolve(/** @type {CustomEvent} */ (event).detail.kept ?? {});
      }, { once: true });
    });
  }

  /** All that the page may say is listened to: it may say it. */
  listen() {
    this.#listens = true;
    this.tell({ type: "ready" });
  }

  /** @param {{type: string, [field: string]: unknown}} message */
  tell(message) {
    if (this.#origin) window.parent.postMessage({ helpdesk: 1, ...message }, this.#origin);
  }

  /** Have the page remember something for its next one; null: forget it. @param {string} key @param {string | null} value */
  keep(key, value) {
    if (this.#kept.get(key) === value) return;
    this.#kept.set(key, value);
    this.tell({ type: "keep", key, value });
  }

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (source !== window.parent || !this.#origins.has(origin) || data?.helpdesk !== 1) return;
    if (this.#origin && this.#origin !== origin) return;
    this.#origin = origin;
    if (data.type === "hello" || data.type === "page") this.#turn(data);
    if (data.type === "hello" && this.#listens) this.tell({ type: "ready" });
    if (data.type === "attention") [this.shown, this.#focused] = [data.shown === true, data.focused === true];
    this.dispatchEvent(new CustomEvent(data.type, { detail: data }));
  }

  /** @param {any} data */
  #turn({ url, title }) {
    if (typeof url === "string" && typeof title === "string") {
      this.page = { url: url.slice(0, 2000), title: title.slice(0, 200) };
    }
  }
}
