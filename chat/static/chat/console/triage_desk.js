/**
 * What lies on the desk besides the chats: tags, departments, saved views, where one was called,
 * what stands beside each chat, and who else looks at it. Fires "change".
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").SavedView} SavedView
 * @typedef {import("console/types.js").Mention} Mention
 * @typedef {import("console/types.js").Context} Context
 * @typedef {import("console/types.js").Colleague} Colleague
 * @typedef {import("shared/types.js").Frame} Frame
 */

/** A colleague who looks says so every 15 s. */
const FORGET_MS = 40_000;
/** Many consoles hear of one change: they do not all ask in the same moment. */
const ASK_WITHIN_MS = 2_000;

export class DeskState extends EventTarget {
  /** @type {{id: number, name: string}[]} */
  departments = [];
  /** @type {string[]} */
  tags = [];
  /** @type {SavedView[]} */
  views = [];
  /** @type {Mention[]} */
  mentions = [];
  /** @type {string[]} */
  languages = [];
  #desk;
  /** @type {Map<number, Context>} by conversation */
  #contexts = new Map();
  /** @type {Map<number, Map<number, {who: Colleague, timer: ReturnType<typeof setTimeout>}>>} */
  #viewers = new Map();

  /** @param {Desk} desk */
  constructor(desk) {
    super();
    this.#desk = desk;
    desk.addEventListener("welcome", () => this.ask());
    desk.addEventListener("frame", (event) => this.#take(/** @type {CustomEvent} */ (event).detail));
  }

  ask() {
    this.#desk.line.send({ type: "desk" });
  }

  /** Ask what stands beside a chat; what was told before stays until then. @param {number} id */
  askContext(id) {
    this.#desk.line.send({ type: "context", conversation: id });
  }

  /** @param {number | null} id */
  context(id) {
    return id === null ? undefined : this.#contexts.get(id);
  }

  /** @param {number | null} id @returns {Colleague[]} others who look at it now */
  viewers(id) {
    const me = this.#desk.store.me.member;
    const all = [...(this.#viewers.get(id ?? 0)?.values() ?? [])].map((one) => one.who);
    return all.filter((who) => who.member !== me);
  }

  /** @param {number} id */
  isCalledTo(id) {
    return this.mentions.some((mention) => mention.conversation === id);
  }

  /** @param {Frame} frame */
  #take(frame) {
    const takers = /** @type {Record<string, (frame: any) => void>} */ ({
      desk: (told) => this.#told(told),
      desk_changed: () => setTimeout(() => this.ask(), Math.random() * ASK_WITHIN_MS),
      tags: ({ tags }) => (this.tags = tags),
      views: ({ views }) => (this.views = views),
      mention: (mention) => (this.mentions = [mention, ...this.mentions]),
      mentions_seen: ({ conversation }) => this.forgetCalls(conversation),
      context: (context) => this.#contexts.set(context.conversation, context),
      about: ({ conversation, identity, attributes }) => this.#said(conversation, { identity, attributes }),
      page: ({ conversation, page }) => this.#turned(conversation, page),
      viewing: (viewing) => this.#viewed(viewing),
    });
    const take = takers[frame.type];
    if (!take) return;
    take(frame);
    this.#changed();
  }

  /** @param {Frame} frame */
  #told({ departments, tags, views, mentions, languages }) {
    Object.assign(this, { departments, tags, views, mentions, languages });
  }

  /** They have looked at what they were called to. @param {number} id */
  forgetCalls(id) {
    this.mentions = this.mentions.filter((mention) => mention.conversation !== id);
  }

  /** By the company's site, of its customer. @param {number} id @param {Pick<Context, "identity" | "attributes">} said */
  #said(id, said) {
    const context = this.#contexts.get(id);
    if (context) this.#contexts.set(id, { ...context, ...said });
  }

  /** @param {number} id @param {{url: string, title: string, at: string}} page */
  #turned(id, page) {
    const context = this.#contexts.get(id);
    if (!context) return;
    const before = context.trail.at(-1)?.url === page.url ? context.trail.slice(0, -1) : context.trail;
    this.#contexts.set(id, { ...context, trail: [...before, page] });
  }

  /** @param {{conversation: number, on: boolean, who: Colleague}} viewing */
  #viewed({ conversation, on, who }) {
    const here = this.#viewers.get(conversation) ?? new Map();
    const known = here.get(who.member);
    clearTimeout(known?.timer);
    here.delete(who.member);
    if (on) here.set(who.member, { who, timer: setTimeout(() => this.#forget(conversation, who.member), FORGET_MS) });
    this.#viewers.set(conversation, here);
    if (on && !known) this.dispatchEvent(new CustomEvent("arrival", { detail: { conversation, who } }));
  }

  /** @param {number} conversation @param {number} member */
  #forget(conversation, member) {
    this.#viewers.get(conversation)?.delete(member);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
