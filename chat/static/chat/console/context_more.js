/**
 * More about the customer, beside the chat: the marks of the chat, their local time, where they
 * have been on the site, and what they asked before. Nothing personal is collected for it.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Context} Context
 * @typedef {import("console/types.js").TrailStep} TrailStep
 */

import { ContextTold } from "console/context_told.js";
import { attribute, byId, clone, make, part, write, writeTime } from "console/dom.js";
import { webAddress } from "console/format.js";
import { preview, statusText } from "console/labels.js";
import { language, say } from "console/words.js";

/**
 * What the clock shows where the customer is; "" where the zone is not known.
 * @param {string} zone
 * @param {Date} now
 * @param {string} [locale]
 */
export function localTime(zone, now, locale) {
  if (!zone) return "";
  try {
    return now.toLocaleTimeString(locale, { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" });
  } catch {
    return "";
  }
}

export class ContextMore {
  #member;
  #href;
  #onUntag;
  #tags = byId("context-tags");
  #trail = byId("context-trail");
  #earlier = byId("context-earlier");
  #told = new ContextTold();
  #painted = "";

  /**
   * @param {number} member who looks
   * @param {(id: number) => string} href
   * @param {(tag: string) => void} onUntag
   */
  constructor(member, href, onUntag) {
    this.#member = member;
    this.#href = href;
    this.#onUntag = onUntag;
    this.#tags.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-tag]") : null;
      if (button) this.#onUntag(button.getAttribute("data-tag") ?? "");
    });
  }

  /** @param {Summary | undefined} summary @param {Context | undefined} context */
  paint(summary, context) {
    if (!summary) return;
    const key = JSON.stringify([summary.id, summary.tags, summary.priority, summary.department, context]);
    if (key === this.#painted) return;
    this.#painted = key;
    const tags = summary.tags ?? [];
    this.#tags.replaceChildren(...tags.map(tagItem));
    this.#tags.hidden = tags.length === 0;
    write(byId("context-priority"), say(`priority_${summary.priority}`));
    attribute(byId("context-priority"), "data-priority", summary.priority);
    write(byId("context-department"), summary.department?.name ?? say("department_all"));
    this.#paintTrail(context?.trail ?? []);
    this.#paintEarlier(context);
    this.#told.paint(context);
    this.tick(context);
  }

  /** A second has passed. @param {Context | undefined} context */
  tick(context) {
    write(byId("context-time"), localTime(context?.zone ?? "", new Date(), language()) || say("unknown"));
  }

  /** @param {TrailStep[]} trail */
  #paintTrail(trail) {
    this.#trail.replaceChildren(...[...trail].reverse().map(stepItem));
    byId("context-trail-none").hidden = trail.length > 0;
    this.#trail.hidden = trail.length === 0;
  }

  /** @param {Context | undefined} context */
  #paintEarlier(context) {
    const earlier = context?.earlier ?? [];
    this.#earlier.replaceChildren(...earlier.map((row) => this.#earlierItem(row)));
    this.#earlier.hidden = earlier.length === 0;
    const none = byId("context-earlier-none");
    none.hidden = earlier.length > 0;
    write(none, say(context ? "earlier_none" : "loading_text"));
  }

  /** @param {Summary} row */
  #earlierItem(row) {
    const item = clone("earlier");
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
    link.href = this.#href(row.id);
    link.dataset.chat = String(row.id);
    const at = new Date(row.created_at);
    const time = /** @type {HTMLTimeElement} */ (part(item, "time"));
    writeTime(time, at, at.toLocaleDateString(language(), { dateStyle: "medium" }), at.toLocaleString(language()));
    write(part(item, "status"), statusText(row, this.#member));
    write(part(item, "preview"), preview(row, this.#member));
    return item;
  }
}

/** @param {string} tag */
function tagItem(tag) {
  const item = clone("tag");
  write(part(item, "name"), tag);
  const button = part(item, "remove");
  button.dataset.tag = tag;
  write(part(item, "words"), say("tag_remove", { tag }));
  return item;
}

/** @param {TrailStep} step */
function stepItem({ url, title, at }) {
  const item = make("li", "");
  const address = webAddress(url);
  const when = new Date(at);
  const time = /** @type {HTMLTimeElement} */ (make("time", ""));
  writeTime(time, when, when.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" }), when.toLocaleString(language()));
  const name = title || address?.pathname || url;
  if (!address) {
    item.append(time, make("bdi", name));
    return item;
  }
  const link = /** @type {HTMLAnchorElement} */ (make("a", name));
  link.href = address.href;
  link.title = address.host + address.pathname;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.dir = "auto";
  item.append(time, link);
  return item;
}
