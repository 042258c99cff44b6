/**
 * Who this conversation is with and what can be done with it.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Me} Me
 * @typedef {import("console/abilities.js").Abilities} Abilities
 */

import { attribute, byId, make, write } from "console/dom.js";
import { pagePath, webAddress } from "console/format.js";
import { label, languageOf, statusText } from "console/labels.js";
import { paintWait } from "console/wait.js";
import { language, say } from "console/words.js";

export class ChatHead {
  #me;
  #clock;
  #title = byId("chat-title");
  #facts = byId("chat-facts");
  #actions = byId("chat-actions");
  #wait = byId("chat-wait");
  #details = /** @type {HTMLElement} */ (this.#actions.querySelector("[data-command=details]"));
  #painted = "";

  /** @param {Me} me @param {import("console/server_clock.js").ServerClock} clock */
  constructor(me, clock) {
    this.#me = me;
    this.#clock = clock;
  }

  /** @param {Summary} summary @param {Abilities} able */
  paint(summary, able) {
    write(this.#title, label(summary));
    this.#paintFacts(summary);
    for (const name of /** @type {const} */ (["take", "handover", "release", "close", "reopen"])) {
      const button = this.#actions.querySelector(`[data-command="${name}"]`);
      if (button instanceof HTMLElement) button.hidden = !able[name];
    }
    this.#details.hidden = byId("chat-more-button").hidden = false;
    this.tick(summary);
  }

  /** @param {string} title shown while nothing is known of it */
  blank(title) {
    write(this.#title, title);
    this.#facts.replaceChildren();
    this.#painted = "";
    for (const button of this.#actions.querySelectorAll("button")) button.hidden = true;
    this.tick(undefined);
  }

  /** @param {Summary | undefined} summary */
  tick(summary) {
    paintWait(this.#wait, summary?.waiting_since ? this.#clock.since(summary.waiting_since) : null);
  }

  /** @param {Summary} summary */
  #paintFacts(summary) {
    const status = statusText(summary, this.#me.member);
    const key = JSON.stringify([status, summary.page, summary.visitor, summary.created_at]);
    if (key === this.#painted) return;
    this.#painted = key;
    const state = make("span", status, "fact-status");
    attribute(state, "data-status", summary.status);
    const facts = [state, pageFact(summary), textFact(languageOf(summary)), sinceFact(summary.created_at)];
    this.#facts.replaceChildren(...facts.filter((fact) => fact !== null));
  }
}

/** @param {Summary} summary */
function pageFact({ page, visitor }) {
  const url = webAddress(page?.url);
  if (!url || !visitor.name) return null; // without a name, the title tells the page
  const link = /** @type {HTMLAnchorElement} */ (make("a", page?.title || pagePath(page?.url), "fact-page"));
  link.href = url.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.dir = "auto";
  return link;
}

/** @param {string} text */
function textFact(text) {
  return text ? make("span", text) : null;
}

/** @param {string} created_at */
function sinceFact(created_at) {
  const at = new Date(created_at);
  const isToday = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
  const day = at.toLocaleDateString(language(), { day: "numeric", month: "short" });
  const fact = make("time", say("since", { time: isToday ? time : `${day}, ${time}` }));
  attribute(fact, "datetime", created_at);
  attribute(fact, "title", at.toLocaleString(language()));
  return fact;
}
