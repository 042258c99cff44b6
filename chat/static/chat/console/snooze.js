/**
 * Putting a chat aside until a time.
 *
 * @typedef {import("console/triage_chooser.js").Chooser} Chooser
 * @typedef {import("console/desk.js").Desk} Desk
 */

import { byId } from "console/dom.js";
import { language, say } from "console/words.js";

const MORNING = 9;
const MONDAY = 1;

/**
 * Times that make sense, in this person's own zone; those that are too near are left out.
 * @param {Date} now
 * @returns {{key: string, at: Date}[]} key: of the words
 */
export function snoozeTimes(now) {
  const hours = (/** @type {number} */ n) => new Date(now.getTime() + n * 3_600_000);
  const morning = (/** @type {number} */ days) => {
    const at = new Date(now);
    at.setDate(at.getDate() + days);
    at.setHours(MORNING, 0, 0, 0);
    return at;
  };
  const toMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  const times = [
    { key: "snooze_hour", at: hours(1) },
    { key: "snooze_hours", at: hours(3) },
    { key: "snooze_tomorrow", at: morning(1) },
    { key: "snooze_monday", at: morning(toMonday) },
    { key: "snooze_week", at: morning(7) },
  ];
  return times.filter((time, index) => times.findIndex((one) => one.at.getTime() === time.at.getTime()) === index);
}

/**
 * "15:00" today, else "Tue 24 Nov, 09:00".
 * @param {Date} at
 * @param {Date} now
 * @param {string} [locale]
 */
export function moment(at, now, locale) {
  const time = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  return `${at.toLocaleDateString(locale, { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}

/** As the server writes times. @param {Date} at */
export function instant(at) {
  return at.toISOString().replace(/\.(\d{3})Z$/, ".$1000Z");
}

export class Snooze {
  #desk;
  #chooser;
  #toasts;
  #dialog = byId("snooze", HTMLDialogElement);
  #field = byId("snooze-at", HTMLInputElement);
  /** @type {number | null} */
  #id = null;

  /** @param {Desk} desk @param {Chooser} chooser @param {import("console/toasts.js").Toasts} toasts */
  constructor(desk, chooser, toasts) {
    this.#desk = desk;
    this.#chooser = chooser;
    this.#toasts = toasts;
    byId("snooze-form", HTMLFormElement).addEventListener("submit", () => this.#picked());
    this.#dialog.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target === this.#dialog || target?.closest("[data-close]")) this.#dialog.close();
    });
  }

  /** @param {number} id */
  choose(id) {
    if (this.#desk.store.get(id)?.waiting_since) return void this.#toasts.show(say("refused_customer_waits"));
    this.#chooser.ask({
      title: say("snooze_title"),
      placeholder: say("snooze_placeholder"),
      none: say("snooze_none"),
      answers: () => this.#answers(id),
    });
  }

  /** @param {number} id */
  wake(id) {
    this.#desk.sends.act("wake", id);
  }

  /** @param {number} id */
  #answers(id) {
    const now = new Date();
    const times = snoozeTimes(now).map(({ key, at }) => ({
      name: say(key),
      detail: moment(at, now, language()),
      run: () => this.#until(id, at),
    }));
    return [...times, { name: say("snooze_pick"), detail: "", run: () => this.#pick(id) }];
  }

  /** @param {number} id */
  #pick(id) {
    this.#id = id;
    const soon = new Date(Date.now() + 3_600_000);
    const local = new Date(soon.getTime() - soon.getTimezoneOffset() * 60_000);
    this.#field.value = local.toISOString().slice(0, 16);
    this.#dialog.showModal();
    this.#field.focus();
  }

  #picked() {
    const at = new Date(this.#field.value);
    if (this.#id !== null && !Number.isNaN(at.getTime())) this.#until(this.#id, at);
  }

  /** @param {number} id @param {Date} at */
  #until(id, at) {
    if (at.getTime() <= Date.now()) return void this.#toasts.show(say("snooze_past"));
    this.#desk.sends.act("snooze", id, { until: instant(at) });
    const when = moment(at, new Date(), language());
    this.#toasts.show(say("snoozed_now", { when }), { label: say("undo"), run: () => this.wake(id) });
  }
}
