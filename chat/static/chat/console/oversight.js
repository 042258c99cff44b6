/**
 * Looking in on chats: telling colleagues that one looks, or not, and helping there.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { byId, write } from "console/dom.js";
import { label } from "console/labels.js";
import { keep } from "shared/storage.js";
import { say } from "console/words.js";

const SETTING = "helpdesk:unseen";
const REPEAT_MS = 15_000;

export class Oversight {
  #desk;
  #me;
  #storage;
  #isSeen;
  #dialog = byId("takeover", HTMLDialogElement);
  #why = byId("takeover-why", HTMLInputElement);
  /** @type {number | null} the chat this person has before them, as far as others were told */
  #told = null;
  /** @type {number | null} */
  #id = null;
  #toldAt = -Infinity;

  /**
   * @param {Desk} desk
   * @param {import("console/types.js").Me} me
   * @param {Storage} storage
   * @param {() => boolean} isSeen whether the chat stands before the person's eyes
   */
  constructor(desk, me, storage, isSeen) {
    this.#desk = desk;
    this.#me = me;
    this.#storage = storage;
    this.#isSeen = isSeen;
    byId("takeover-form", HTMLFormElement).addEventListener("submit", () => this.#takeOver());
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
  }

  /** Whether colleagues' chats are watched without being noticed. */
  get wantsUnseen() {
    return this.#me.oversees && this.#storage.getItem(SETTING) === "on";
  }

  /** @param {number} id */
  isUnseen(id) {
    return this.wantsUnseen && (!this.#desk.store.get(id) || this.isColleagues(id)); // who knows?
  }

  /** @param {number | null} id */
  isColleagues(id) {
    const row = id === null ? undefined : this.#desk.store.get(id);
    return row?.status === "open" && row.operator?.member !== this.#me.member;
  }

  /** Others are told, or not told any more, where this person looks. */
  toggleUnseen() {
    keep(this.#storage, SETTING, this.wantsUnseen ? "off" : "on");
    this.#toldAt = -Infinity;
  }

  /** Tell where they look: at once, then every 15 s, and when it ends. @param {number | null} id */
  look(id, now = performance.now()) {
    const here = id !== null && this.#isSeen() && document.visibilityState === "visible" && !this.isUnseen(id) ? id : null;
    if (this.#told !== null && this.#told !== here) this.#tell(this.#told, false);
    if (here !== null && (this.#told !== here || now - this.#toldAt >= REPEAT_MS)) {
      this.#toldAt = now;
      this.#tell(here, true);
    }
    this.#told = here;
  }

  /** Somebody has come: they are told at once who else is here. @param {number} conversation */
  greet(conversation) {
    if (conversation === this.#told) this.#tell(conversation, true);
  }

  /** @param {number} id */
  askTakeOver(id) {
    const summary = this.#desk.store.get(id);
    if (!summary?.operator || document.querySelector("dialog[open]")) return;
    this.#id = id;
    byId("takeover-form", HTMLFormElement).reset();
    write(byId("takeover-who"), say("takeover_who", { name: summary.operator.name, chat: label(summary) }));
    this.#dialog.showModal();
    this.#why.focus();
  }

  #takeOver() {
    const why = this.#why.value.trim();
    if (this.#id !== null) this.#desk.sends.act("take_over", this.#id, why ? { why } : {});
  }

  /** @param {number} conversation @param {boolean} on */
  #tell(conversation, on) {
    if (this.#desk.chats.get(conversation)?.state === "ready") this.#desk.line.send({ type: "look", conversation, on });
  }
}
