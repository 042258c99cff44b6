/**
 * Above the list: how many wait and the longest of them, the views with their counts; below it,
 * what to say when there is nothing to show.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").View} View
 * @typedef {import("console/types.js").Links} Links
 */

import { attribute, byId, make, part, write } from "console/dom.js";
import { paintWait } from "console/wait.js";
import { say, sayCount } from "console/words.js";

export class ListHead {
  #desk;
  #clock;
  #links;
  #queue = byId("queue");
  #empty = byId("list-empty");
  #loading = byId("list-loading");
  #said = "";

  /**
   * @param {Desk} desk
   * @param {import("console/server_clock.js").ServerClock} clock
   * @param {Links} links
   */
  constructor(desk, clock, links) {
    this.#desk = desk;
    this.#clock = clock;
    this.#links = links;
  }

  /** @param {boolean} isEmpty whether the list below shows no row */
  refresh(isEmpty) {
    const { counts } = this.#desk.store;
    for (const count of document.querySelectorAll("[data-count]")) {
      const view = /** @type {"waiting" | "mine" | "snoozed" | "all"} */ (count.getAttribute("data-count"));
      write(count, counts[view] ? String(counts[view]) : "");
    }
    for (const button of document.querySelectorAll("button[data-view]")) {
      attribute(button, "aria-pressed", String(button.getAttribute("data-view") === this.#desk.view));
    }
    const badge = document.querySelector("[data-waiting-badge]");
    if (badge instanceof HTMLElement) {
      badge.hidden = counts.waiting === 0;
      write(badge, String(counts.waiting));
    }
    this.#paintBlank(isEmpty);
    this.tick();
  }

  /** A second has passed. */
  tick() {
    const { store } = this.#desk;
    const { waiting } = store.counts;
    const known = store.isLoaded("all") || this.#desk.line.state === "online";
    write(part(this.#queue, "words"), !known ? say("inbox") : waiting ? sayCount("waiting", waiting) : say("nobody_waits"));
    const longest = store.everything().filter((row) => row.status === "waiting" && row.waiting_since);
    const waits = longest.map((row) => this.#clock.since(row.waiting_since ?? ""));
    paintWait(part(this.#queue, "wait"), waits.length ? Math.max(...waits) : null);
  }

  /** @param {boolean} isEmpty */
  #paintBlank(isEmpty) {
    const { store, view, line } = this.#desk;
    const isLoaded = store.isLoaded(view);
    const isCutOff = !isLoaded && line.state === "offline";
    this.#loading.hidden = isLoaded || isCutOff || !isEmpty;
    this.#empty.hidden = !isEmpty || !(isLoaded || isCutOff);
    if (!this.#empty.hidden) this.#explain(isCutOff ? "offline" : view);
  }

  /** @param {View | "offline"} what */
  #explain(what) {
    const { mine, waiting } = this.#desk.store.counts;
    const key = `${what} ${mine > 0} ${waiting > 0}`;
    if (key === this.#said) return;
    this.#said = key;
    write(part(this.#empty, "title"), say(`empty_${what}`));
    write(part(this.#empty, "text"), say(`empty_${what}_text`));
    part(this.#empty, "do").replaceChildren(...this.#next(what, mine, waiting));
  }

  /** The one thing to do now. @param {string} what @param {number} mine @param {number} waiting */
  #next(what, mine, waiting) {
    const install = this.#links.pages.find((page) => page.icon === "install");
    if (what === "waiting" && mine) return [viewButton("mine", say("look_at_mine"))];
    if (what === "mine" && waiting) return [viewButton("waiting", say("look_at_waiting"))];
    if (what !== "all" || !install) return [];
    const link = /** @type {HTMLAnchorElement} */ (make("a", say("install"), "button small"));
    link.href = install.url;
    return [link];
  }
}

/** @param {View} view @param {string} text */
function viewButton(view, text) {
  const button = make("button", text, "button quiet small");
  button.setAttribute("type", "button");
  button.dataset.command = view;
  return button;
}
