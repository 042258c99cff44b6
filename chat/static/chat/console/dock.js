/**
 * The chats that are open at once, as a strip above the conversation; shown from two on.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { label } from "console/labels.js";
import { paintWait } from "console/wait.js";
import { say } from "console/words.js";

export class Dock {
  #desk;
  #clock;
  #href;
  #dock = byId("dock");
  #list = /** @type {HTMLElement} */ (this.#dock.firstElementChild);
  /** @type {Map<number, HTMLElement>} */
  #items = new Map();

  /**
   * @param {Desk} desk
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {{href: (id: number) => string, onOpen: (id: number) => void, onLeave: (id: number) => void}} on
   */
  constructor(desk, clock, { href, onOpen, onLeave }) {
    this.#desk = desk;
    this.#clock = clock;
    this.#href = href;
    this.#list.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const id = Number(target?.closest("li")?.dataset.id);
      if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (target?.closest("button")) onLeave(id);
      else onOpen(id);
    });
  }

  /** @param {number | null} current */
  refresh(current) {
    const ids = this.#desk.chats.ids.filter((id) => this.#desk.store.get(id));
    this.#dock.hidden = ids.length < 2;
    for (const [id, item] of this.#items) if (!ids.includes(id)) this.#remove(id, item);
    for (const id of ids) this.#paint(id, id === current);
  }

  tick() {
    for (const [id, item] of this.#items) this.#paintWait(id, item);
  }

  /** @param {number} id @param {boolean} isCurrent */
  #paint(id, isCurrent) {
    const summary = this.#desk.store.get(id);
    if (!summary) return;
    const item = this.#itemOf(id);
    const name = label(summary);
    const unread = isCurrent ? 0 : this.#desk.store.unread(id);
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
    if (isCurrent && !link.hasAttribute("aria-current")) item.scrollIntoView({ block: "nearest", inline: "nearest" });
    attribute(link, "aria-current", isCurrent ? "true" : null);
    write(part(item, "label"), name);
    write(part(item, "close"), say("leave", { name }));
    part(item, "unread").hidden = unread === 0;
    write(part(item, "unread"), String(unread));
    this.#paintWait(id, item);
  }

  /** @param {number} id @param {HTMLElement} item */
  #paintWait(id, item) {
    const since = this.#desk.store.get(id)?.waiting_since;
    paintWait(part(item, "wait"), since ? this.#clock.since(since) : null);
  }

  /** @param {number} id */
  #itemOf(id) {
    const known = this.#items.get(id);
    if (known) return known;
    const item = clone("dock-item");
    item.dataset.id = String(id);
    /** @type {HTMLAnchorElement} */ (item.querySelector("a")).href = this.#href(id);
    this.#items.set(id, item);
    this.#list.append(item);
    return item;
  }

  /** @param {number} id @param {HTMLElement} item */
  #remove(id, item) {
    item.remove();
    this.#items.delete(id);
  }
}
