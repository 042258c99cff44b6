/**
 * Whether the customer beside the chat may be written to, and asking them. The address itself is
 * never told.
 *
 * @typedef {{purposes: string[], confirming: boolean}} Standing
 */

import { byId, part, write } from "console/dom.js";
import { language, say } from "console/words.js";

const KEY = "c";

export class Permission {
  #app;
  #facts;
  /** @type {Map<number, Standing>} by visitor */
  #known = new Map();
  /** The chat that was asked about last. */
  #asked = 0;

  /** @param {typeof import("console/main.js").app} app */
  constructor(app) {
    this.#app = app;
    const copy = /** @type {DocumentFragment} */ (byId("permission-facts", HTMLTemplateElement).content.cloneNode(true));
    this.#facts = /** @type {HTMLElement} */ (copy.firstElementChild);
    byId("context").querySelector(".facts:has([data-fact=page])")?.before(this.#facts);
    app.controls.add({
      id: "offer_permission",
      name: "do_offer_permission",
      keys: [KEY],
      group: "chat",
      run: () => this.#offer(app.subject),
      may: () => this.#may(app.subject),
    });
  }

  /** What may be counted on for this visitor, as far as it is known. @param {number} visitor @param {string} purpose */
  allows(visitor, purpose) {
    return this.#known.get(visitor)?.purposes.includes(purpose) ?? false;
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type === "welcome") this.#asked = 0; // what was pushed meanwhile was missed
    if (frame.type !== "permission") return;
    this.#known.set(frame.visitor, { purposes: frame.purposes, confirming: frame.confirming });
    this.refresh();
  }

  refresh() {
    const { summary, id } = this.#app.chat;
    if (!summary || id === null) return;
    if (this.#asked !== id && this.#app.desk.line.send({ type: "permission", conversation: id })) this.#asked = id;
    const standing = this.#known.get(summary.visitor.id);
    write(part(this.#facts, "state"), standing ? this.#told(standing, id) : say("loading_text"));
    part(this.#facts, "offer").hidden = !this.#may(id);
  }

  /** @param {Standing} standing @param {number} id */
  #told({ purposes, confirming }, id) {
    const names = new Intl.ListFormat(language()).format(purposes.map((purpose) => say(`permission_${purpose}`)));
    const news = confirming ? ` ${say("permission_confirming")}` : "";
    if (names) return say("permission_for", { purposes: names }) + news;
    const answer = this.#answer(id);
    return (answer ? say(`permission_${answer}`) : say("permission_none")) + news;
  }

  /** What became of the newest card. @param {number} id @returns {"" | "offered" | "declined"} */
  #answer(id) {
    const since = this.#sinceCard(id);
    if (!since) return "";
    const answer = since.find(({ data }) => data.signal?.endsWith("permission"));
    return answer ? (answer.data.signal === "no_permission" ? "declined" : "") : "offered";
  }

  /** The customer's own entries since they were asked; null: they were not. @param {number} id */
  #sinceCard(id) {
    const entries = this.#app.desk.chats.get(id)?.log.entries ?? [];
    const card = entries.findLast(({ data }) => data.card === "permission");
    return card ? entries.filter(({ seq, author }) => seq > card.seq && author.kind === "visitor") : null;
  }

  /** @param {number | null} id */
  #may(id) {
    const row = id === null ? undefined : this.#app.desk.store.get(id);
    if (this.#app.config.practice) return false; // nobody simulated agrees to anything
    if (!row || row.status !== "open" || row.operator?.member !== this.#app.config.me.member) return false;
    return row.is_current !== false && this.#sinceCard(row.id)?.length !== 0;
  }

  /** @param {number | null} id */
  #offer(id) {
    if (id !== null && this.#may(id)) this.#app.desk.sends.act("offer_permission", id);
  }
}
