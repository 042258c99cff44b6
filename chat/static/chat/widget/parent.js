/**
 * The page this frame is embedded in, spoken to through its loader (chat/static/chat/loader.js).
 * Messages count only from the window above us and from an address on the company's list, and go
 * to exactly that address. Events: "shown", "hidden", "attention".
 *
 * @typedef {{url: string, title: string}} Page
 */

export class Parent extends EventTarget {
  /** Whether there is a page around us at all. */
  embedded = window.parent !== window;
  /** Whether the visitor can see us; always so when opened as a page of our own. */
  shown = !this.embedded;
  /** @type {Page | undefined} */
  page;
  #origins;
  /** @type {string | null} */
  #origin = null;
  #focused = false;
  /** @type {(() => void) | undefined} */
  #met;

  /** @param {string[]} origins the company's list and our own */
  constructor(origins) {
    super();
    this.#origins = new Set(origins);
    if (this.embedded) window.addEventListener("message", (event) => this.#hear(event));
  }

  /**
   * Settles when the loader has said hello, or after a while without one.
   * @param {number} patience milliseconds
   * @returns {Promise<void>}
   */
  meet(patience) {
    if (!this.embedded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#met = resolve;
      setTimeout(() => {
        if (!this.#origin) this.shown = true;
        resolve();
      }, patience);
    });
  }

  /** Whether somebody looks at us: visible, and the browser window has the focus. */
  get attentive() {
    const focused = document.hasFocus() || this.#focused;
    return this.shown && document.visibilityState === "visible" && focused;
  }

  close() {
    this.#tell({ type: "close" });
  }

  /** @param {number} count unread messages */
  tellUnread(count) {
    this.#tell({ type: "unread", count });
  }

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (source !== window.parent || !this.#origins.has(origin) || data?.helpdesk !== 1) return;
    if (this.#origin && this.#origin !== origin) return;
    this.#origin = origin;
    if (data.type === "hello") this.#meetLoader(data);
    if (data.type === "attention") this.#attend(data.shown === true, data.focused === true);
  }

  /** @param {any} data */
  #meetLoader(data) {
    if (typeof data.url === "string" && typeof data.title === "string") {
      this.page = { url: data.url.slice(0, 2000), title: data.title.slice(0, 200) };
    }
    this.#tell({ type: "ready" });
    this.#met?.();
  }

  /** @param {boolean} shown @param {boolean} focused */
  #attend(shown, focused) {
    const turned = shown !== this.shown;
    this.shown = shown;
    this.#focused = focused;
    if (turned) this.dispatchEvent(new Event(shown ? "shown" : "hidden"));
    this.dispatchEvent(new Event("attention"));
  }

  /** @param {Record<string, unknown>} message */
  #tell(message) {
    if (this.#origin) window.parent.postMessage({ helpdesk: 1, ...message }, this.#origin);
  }
}
