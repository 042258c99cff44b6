/**
 * Everything that goes along with the words of an answer: files and quick replies. The composer asks
 * it before sending, and takes what it holds.
 */

import { byId } from "console/dom.js";
import { QuickReplies } from "console/quick_replies.js";
import { ConsoleUploads } from "console/uploads.js";
import { say } from "console/words.js";

/** @typedef {"" | "wait" | "failed" | "two" | "words" | "notes"} Problem why an answer stays, and what to do */

export class Enclosed {
  #replies;
  #uploads;
  #onReady;
  #onChange;
  #isReply = true;
  /** @type {number | null} */
  #id = null;
  /** @type {Problem} */
  #problem = "";
  /** @type {Set<number>} chats whose answer goes out as soon as its files have arrived */
  #waiting = new Set();

  /**
   * @param {import("console/types.js").Config} config
   * @param {Storage} storage
   * @param {Record<string, string>} words of chat/manners/words.py
   * @param {{onReady: (id: number) => void, onChange: () => void}} on
   */
  constructor(config, storage, words, { onReady, onChange }) {
    this.#onReady = onReady;
    this.#onChange = onChange;
    this.#replies = new QuickReplies(storage, `helpdesk:draft:${config.slug}:${config.me.member}`, () => this.typed());
    this.#uploads = new ConsoleUploads(config, storage, words, {
      may: () => this.#isReply,
      onChange: (id) => this.#changed(id),
      onRefused: () => this.#tell("notes"),
    });
  }

  /** @param {number | null} id of the chat that is written to */
  show(id) {
    this.#id = id;
    this.#problem = id !== null && this.#waiting.has(id) ? "wait" : "";
    this.#uploads.show(id);
    this.#replies.show(id);
  }

  /** Only what the customer reads can bring something along. @param {boolean} isReply */
  turn(isReply) {
    if (isReply !== this.#isReply) this.#problem = "";
    this.#isReply = isReply;
    byId("composer-tray").hidden = byId("composer-brings").hidden = !isReply;
    for (const tool of document.querySelectorAll("[data-reply-tool]")) tool.toggleAttribute("hidden", !isReply);
  }

  offer() {
    this.#replies.open();
  }

  /** What is wrong, for the line below the field; "" when nothing is. */
  get hint() {
    return this.#problem && say(`enclosed_${this.#problem}`);
  }

  /** Whether that is more than having to wait. */
  get isBad() {
    return this.#problem !== "" && this.#problem !== "wait";
  }

  /** Somebody is at it again: what was held back waits for them. */
  typed() {
    if (this.#id !== null) this.#waiting.delete(this.#id);
    this.#tell("");
  }

  /** Whether an answer with these words can go out now; else it is told why. @param {string} body */
  mayGo(body) {
    const id = this.#id;
    if (id === null) return false;
    const problem = this.#problemOf(id, body);
    if (problem === "wait") this.#waiting.add(id);
    this.#tell(problem);
    if (problem === "two") this.#replies.open();
    else byId("words").focus();
    return !problem && (body !== "" || this.#uploads.hasReady(id));
  }

  /** Whether a file could go out by itself. @param {number} id */
  hasReady(id) {
    return this.#uploads.hasReady(id);
  }

  /** @param {number} id @returns {{more: Record<string, unknown>, shown?: import("shared/types.js").EntryData}} */
  take(id) {
    const [files, options] = [this.#uploads.take(id), this.#replies.take(id)];
    const shown = { ...(files.length && { attachments: files }), ...(options.length && { options }) };
    const more = { ...shown, ...(files.length && { attachments: files.map(({ token }) => token) }) };
    return Object.keys(shown).length ? { more, shown } : { more };
  }

  /** @param {number} id @param {string} body @returns {Problem} */
  #problemOf(id, body) {
    if (this.#uploads.hasFailed(id)) return "failed";
    if (this.#replies.isHalf(id)) return "two";
    if (!body && this.#replies.of(id).length) return "words";
    return this.#uploads.isBusy(id) ? "wait" : "";
  }

  /** @param {number} id */
  #changed(id) {
    if (id === this.#id && this.#problem === "failed" && !this.#uploads.hasFailed(id)) this.#tell("");
    if (!this.#waiting.has(id) || this.#uploads.isBusy(id)) return;
    this.#waiting.delete(id);
    if (id === this.#id) this.#tell(this.#uploads.hasFailed(id) ? "failed" : "");
    if (!this.#uploads.hasFailed(id)) this.#onReady(id);
  }

  /** @param {Problem} problem */
  #tell(problem) {
    this.#problem = problem;
    this.#onChange();
  }
}
