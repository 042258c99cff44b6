/** A scrolling pane that follows the newest message only while its reader is down there. */

const NEAR_PX = 48;
const EARLIER_PX = 160;

export class Scroller {
  #pane;
  #isEmpty;
  #pinned = true;
  #size = "";

  /**
   * @param {HTMLElement} pane
   * @param {{onTop?: () => void, onBottom?: () => void, isEmpty?: () => boolean}} [on] the reader has
   *   come near an end; without a message there is nothing to follow
   */
  constructor(pane, on = {}) {
    this.#pane = pane;
    this.#isEmpty = on.isEmpty;
    pane.addEventListener(
      "scroll",
      () => {
        this.#scrolled();
        if (this.#pinned) on.onBottom?.();
        if (pane.scrollTop < EARLIER_PX) on.onTop?.();
      },
      { passive: true },
    );
    new ResizeObserver(() => this.#pinned && this.toBottom()).observe(pane);
  }

  get atBottom() {
    return this.#pinned;
  }

  /** Whether all of it fits without scrolling. */
  get fits() {
    return this.#pane.clientHeight > 0 && this.#pane.scrollHeight <= this.#pane.clientHeight;
  }

  toBottom() {
    this.#pinned = true;
    this.#size = this.#sizeNow();
    if (!this.#isEmpty?.()) this.#pane.scrollTop = this.#pane.scrollHeight;
  }

  /**
   * Change what the pane holds; what the reader looks at stays where it is.
   * @param {HTMLElement} list whose children are the messages
   * @param {() => void} change
   */
  keep(list, change) {
    if (this.#pinned) {
      change();
      return this.toBottom();
    }
    const anchor = this.#firstVisible(list);
    const before = anchor?.offsetTop ?? 0;
    change();
    if (anchor?.isConnected) this.#pane.scrollTop += anchor.offsetTop - before;
  }

  /** Only a reader unpins the pane; when it or its content changes size, browsers scroll as well. */
  #scrolled() {
    const resized = this.#size !== this.#sizeNow();
    this.#size = this.#sizeNow();
    if (resized && this.#pinned) this.toBottom();
    else this.#pinned = this.#nearBottom();
  }

  #sizeNow() {
    return `${this.#pane.clientHeight} of ${this.#pane.scrollHeight}`;
  }

  #nearBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#pane;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  /** @param {HTMLElement} list */
  #firstVisible(list) {
    const top = this.#pane.scrollTop + this.#pane.offsetTop;
    for (const child of list.children) {
      if (child instanceof HTMLElement && child.offsetTop + child.offsetHeight > top) return child;
    }
    return null;
  }
}
