/**
 * What is shown while nobody answers: when the company is back, in this reader's own time, other
 * ways to reach it, and articles. It comes and goes live; nothing here touches what is being typed.
 *
 * @typedef {import("shared/types.js").Availability} Availability
 * @typedef {import("shared/types.js").Help} Help
 * @typedef {import("widget/session.js").Session} Session
 */

import { Articles } from "later/articles.js";
import { howSoon, timeOf, weekOf, whenIs } from "later/when.js";
import { make } from "shared/make.js";
import { readJson } from "shared/page_data.js";
import { part, say } from "shared/parts.js";

const MINUTE_MS = 60_000;
const GREETING_MS = 20_000;

export class Masked {
  #strings = /** @type {Record<string, string>} */ (readJson("masked-strings"));
  #send;
  #articles;
  /** @type {Availability | null} */
  #now = null;
  /** @type {Help | null} */
  #help = null;
  #asked = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #greeting;

  /** @param {(frame: import("shared/types.js").Frame) => boolean} send */
  constructor(send) {
    this.#send = send;
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("masked"));
    part("greeting").after(template.content.cloneNode(true));
    this.#articles = new Articles(this.#strings, send);
    setInterval(() => this.#now && this.#paintHead(), MINUTE_MS);
  }

  /** @param {Session} session */
  show(session) {
    const isMasked = session.masked;
    const now = isMasked ? (session.welcome?.availability ?? null) : null;
    if (isMasked && !this.#asked) this.#asked = this.#send({ type: "help" });
    part("masked").hidden = !isMasked && !this.#articles.isRead;
    part("masked-time").hidden = !isMasked;
    if (JSON.stringify(now) !== JSON.stringify(this.#now)) this.#turned(now);
    const more = /** @type {HTMLDetailsElement} */ (part("masked-more"));
    if (session.conversation && !more.dataset.folded) more.open = !(more.dataset.folded = "1");
  }

  /** @param {import("shared/types.js").Frame} frame */
  receive(frame) {
    if (frame.type === "welcome") this.#asked = false; // a new line: what is offered may be new
    if (frame.type === "help") this.#offered(/** @type {Help} */ (frame));
    if (frame.type === "articles") this.#articles.found(frame.search, frame.articles);
    if (frame.type === "article") this.#articles.opened(frame.article);
  }

  /** @param {Availability | null} now */
  #turned(now) {
    const wasMasked = this.#now !== null;
    this.#now = now;
    const field = /** @type {HTMLTextAreaElement} */ (part("composer").querySelector("textarea"));
    const { writeQuestion = "", writeMessage = "" } = this.#strings;
    field.placeholder = now ? writeQuestion : writeMessage;
    this.#greet(wasMasked && !now);
    if (now) this.#paintHead();
    this.#paintWeek();
  }

  /** @param {boolean} hasOpened said for a while, then the header says who is there */
  #greet(hasOpened) {
    clearTimeout(this.#greeting);
    say("bar-good", hasOpened ? this.#strings.opened : "");
    if (hasOpened) this.#greeting = setTimeout(() => say("bar-good"), GREETING_MS);
  }

  #paintHead() {
    const { back = "", backIn = "", backSoon = "", nobodyNow = "", openAgain = "", headBack = "" } = this.#strings;
    const { reason, opens, closes } = /** @type {Availability} */ (this.#now);
    const at = opens ? new Date(opens) : null;
    const when = at ? whenIs(at, this.#strings) : "";
    if (reason === "closed" && at) {
      say("masked-title", back.replace("{when}", () => when));
      say("masked-line", backIn.replace("{howLong}", () => howSoon(at)));
      say("head-line", headBack.replace("{when}", () => when));
    } else {
      const again = at && closes ? openAgain.replace("{closes}", () => timeOf(new Date(closes))).replace("{opens}", () => when) : "";
      say("masked-title", backSoon);
      say("head-line", this.#strings.headNobody);
      say("masked-line", [nobodyNow, again].filter(Boolean).join(" "));
    }
  }

  /** @param {Help} help */
  #offered(help) {
    this.#help = help;
    this.#paintWeek();
    part("ways").replaceChildren(...help.ways.map(wayItem));
    this.#articles.offered(help.articles);
    part("masked-more").hidden = !help.openings.length && !help.ways.length && !help.articles.length;
  }

  #paintWeek() {
    const { closed = "", allDay = "" } = this.#strings;
    const openings = (this.#help?.openings ?? []).map(([from, until]) => /** @type {[Date, Date]} */ ([new Date(from), new Date(until)]));
    part("week").hidden = !openings.length;
    part("week-days").replaceChildren(...weekOf(openings, { closed, allDay }).map(dayRow));
  }
}

/** @param {ReturnType<typeof weekOf>[number]} day */
const dayRow = ({ day, times, isToday, isClosed }) =>
  make("tr", { class: isClosed && "is-closed", "aria-current": isToday && "date" }, make("th", { scope: "row" }, day), make("td", {}, ...times.map((text) => make("span", {}, text))));

/** @param {Help["ways"][number]} way */
function wayItem({ kind, label, value, href }) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`way-${kind}`) ?? document.getElementById("way-link"));
  const item = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = href;
  /** @type {HTMLElement} */ (item.querySelector(".way-label")).textContent = label;
  /** @type {HTMLElement} */ (item.querySelector(".way-value")).textContent = kind === "link" ? new URL(href).hostname : value;
  return item;
}
