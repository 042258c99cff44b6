/**
 * The pane with what is known about the customer of this conversation.
 *
 * @typedef {import("console/types.js").Summary} Summary
 */

import { byId, make, write } from "console/dom.js";
import { webAddress } from "console/format.js";
import { languageOf, operatorName, statusText } from "console/labels.js";
import { language, say } from "console/words.js";

export class ContextView {
  #pane = byId("context");
  #body = /** @type {HTMLElement} */ (this.#pane.querySelector(".context-body"));
  #member;

  /** @param {number} member who looks */
  constructor(member) {
    this.#member = member;
  }

  /** @param {Summary | undefined} summary nothing is known while it is being opened */
  paint(summary) {
    this.#body.hidden = !summary;
    if (!summary) return;
    this.#write("visitor", summary.visitor.name || say("visitor_number", { number: summary.visitor.id }));
    this.#write("language", languageOf(summary) || say("unknown"));
    this.#write("started", moment(summary.created_at));
    this.#write("changed", moment(summary.changed_at));
    this.#write("waiting", summary.waiting_since ? moment(summary.waiting_since) : say("not_waiting"));
    this.#write("status", statusText(summary, this.#member));
    this.#write("operator", operatorName(summary, this.#member) || say("nobody"));
    this.#write("messages", String(summary.visitor_messages));
    this.#write("read", readText(summary));
    this.#write("number", String(summary.id));
    this.#pane.querySelector("[data-fact=page]")?.replaceChildren(...pageParts(summary));
  }

  /** @param {string} fact @param {string} text */
  #write(fact, text) {
    const place = this.#pane.querySelector(`[data-fact="${fact}"]`);
    if (place) write(place, text);
  }
}

/** @param {Summary} summary */
function readText({ read, public_head }) {
  if (!read.visitor) return say("read_none");
  return read.visitor >= public_head ? say("read_all") : say("read_some", { unread: public_head - read.visitor });
}

/** @param {string} at */
function moment(at) {
  return new Date(at).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });
}

/** @param {Summary} summary @returns {Element[]} */
function pageParts(summary) {
  const url = webAddress(summary.page?.url);
  const title = make("span", "", "page-title");
  title.append(make("bdi", summary.page?.title ?? "")); // its own direction, the pane's alignment
  if (!url) return [make("span", say("no_page"), "muted")];
  const link = /** @type {HTMLAnchorElement} */ (make("a", url.host + url.pathname + url.search, "page-url"));
  link.href = url.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return summary.page?.title ? [title, link] : [link];
}
