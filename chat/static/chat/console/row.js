/**
 * One conversation in the list; repaints what changed and ticks by itself.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/server_clock.js").ServerClock} ServerClock
 * @typedef {object} Look
 * @property {number} unread
 * @property {boolean} current it is the one on the right
 * @property {boolean} draft something typed and not sent
 * @property {boolean} failed something the server would not take
 * @property {boolean} left it does not belong here any more, and goes when nobody points at it
 * @property {boolean} [called] a colleague has called them to it
 * @property {number} member who looks
 */

import { attribute, clone, part, write, writeTime } from "console/dom.js";
import { ago } from "console/format.js";
import { label, languageOf, operatorName, paintFace, preview } from "console/labels.js";
import { paintWait } from "console/wait.js";
import { language, say, sayCount } from "console/words.js";

export class Row {
  element = clone("row");
  link = /** @type {HTMLAnchorElement} */ (this.element.querySelector("a"));
  #clock;
  /** @type {Summary | null} */
  #summary = null;
  #look = "";
  #told = "";

  /** @param {number} id @param {string} href @param {ServerClock} clock */
  constructor(id, href, clock) {
    this.#clock = clock;
    this.link.href = href;
    this.link.dataset.id = String(id);
  }

  /** @param {Summary} summary @param {Look} look */
  paint(summary, look) {
    const key = JSON.stringify(look);
    if (summary === this.#summary && key === this.#look) return;
    if (!this.#summary) paintFace(this.#part("face"), summary);
    this.#summary = summary;
    this.#look = key;
    this.element.classList.toggle("is-unread", look.unread > 0);
    this.element.classList.toggle("has-left", look.left);
    attribute(this.link, "aria-current", look.current ? "true" : null);
    write(this.#part("label"), label(summary));
    write(this.#part("preview"), preview(summary, look.member));
    write(this.#part("operator"), operatorName(summary, look.member));
    write(this.#part("language"), languageOf(summary));
    write(this.#part("draft"), look.draft ? say("draft") : "");
    write(this.#part("failed"), look.failed ? say("not_sent") : "");
    this.#paintStatus(summary);
    this.#paintMark(summary, look.called);
    this.#part("mood").hidden = summary.status === "closed" || !summary.mood?.upset_since;
    this.#paintUnread(look.unread);
    this.tick();
  }

  /** A second has passed. */
  tick() {
    if (!this.#summary) return;
    const { waiting_since, changed_at } = this.#summary;
    paintWait(this.#part("wait"), waiting_since ? this.#clock.since(waiting_since) : null);
    const time = /** @type {HTMLTimeElement} */ (this.#part("time"));
    time.hidden = waiting_since !== null;
    if (!waiting_since) this.#tellTime(time, changed_at);
  }

  /** Minutes need no repainting every second. @param {HTMLTimeElement} time @param {string} changed_at */
  #tellTime(time, changed_at) {
    const now = this.#clock.now();
    const key = `${changed_at} ${Math.floor(now.getTime() / 15_000)}`;
    if (key === this.#told) return;
    this.#told = key;
    const at = new Date(changed_at);
    writeTime(time, at, ago(at, now, say("now"), language()), at.toLocaleString(language()));
  }

  /** @param {Summary} summary */
  #paintStatus({ status }) {
    const badge = this.#part("status");
    badge.hidden = status === "open";
    badge.classList.toggle("warn", status === "waiting");
    write(badge, status === "waiting" ? say("badge_waiting") : status === "closed" ? say("badge_closed") : "");
  }

  /** The one thing that sets it apart. @param {Summary} summary @param {boolean} [called] */
  #paintMark({ priority, snoozed_until, transfer, status }, called) {
    const mark = this.#part("mark");
    const isLive = status !== "closed";
    const key = called ? "called" : transfer ? "transfer" : snoozed_until ? "snoozed" : isLive && ["urgent", "high"].includes(priority) ? priority : "";
    mark.hidden = !key;
    attribute(mark, "data-mark", key || null);
    write(mark, key ? say(`mark_${key}`) : "");
  }

  /** @param {number} unread */
  #paintUnread(unread) {
    const badge = this.#part("unread");
    badge.hidden = unread === 0;
    write(badge, unread > 99 ? "99+" : String(unread));
    write(this.#part("unread-words"), unread ? `, ${sayCount("unread", unread)}` : "");
  }

  /** @param {string} name */
  #part(name) {
    return part(this.element, name);
  }
}
