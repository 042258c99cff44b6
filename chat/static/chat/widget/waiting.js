/**
 * Waiting, in words: which place, usually how long, and why it takes longer than was said. A number
 * only where the company's own past gives one.
 *
 * @typedef {import("shared/types.js").QueuePlace} QueuePlace
 * @typedef {import("widget/session.js").Session} Session
 */

import { pageLocale } from "shared/clock.js";
import { part, say } from "shared/parts.js";

const HOUR_S = 3600;

export class Waiting {
  #strings;

  /** @param {Record<string, string>} strings */
  constructor(strings) {
    this.#strings = strings;
  }

  /** @param {Session} session */
  show({ conversation, masked }) {
    const queue = conversation?.status === "waiting" && !masked ? conversation.queue : null;
    part("waiting").hidden = !queue;
    if (!queue) return;
    say("waiting-place", placeWords(queue.place, this.#strings, pageLocale()));
    say("waiting-wait", waitWords(queue.wait, this.#strings, pageLocale()));
    say("waiting-why", queue.why ? this.#strings[`why:${queue.why}`] : "");
  }
}

/**
 * "You are next.", "You are 2nd in line."
 * @param {number} place from 1
 * @param {Record<string, string>} strings
 * @param {string} [locale]
 */
export function placeWords(place, strings, locale) {
  if (place === 1) return strings.placeNext ?? "";
  const rule = new Intl.PluralRules(locale, { type: "ordinal" }).select(place);
  const form = strings[`ordinal:${rule}`] ?? strings["ordinal:other"] ?? "{n}";
  const ordinal = form.replace("{n}", new Intl.NumberFormat(locale).format(place));
  return (strings.place ?? "").replace("{ordinal}", () => ordinal);
}

/**
 * "Usually 3–6 minutes."
 * @param {readonly [number, number] | null} wait seconds; null: nobody could say
 * @param {Record<string, string>} strings
 * @param {string} [locale]
 */
export function waitWords(wait, strings, locale) {
  if (!wait) return strings.waitUnknown ?? "";
  const [low, high] = wait;
  if (high > HOUR_S) return (low >= HOUR_S ? strings.waitHours : strings.waitHour) ?? "";
  const minutes = new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" });
  const [least, most] = [Math.floor(low / 60), Math.max(1, Math.ceil(high / 60))];
  if (least === 0) return (strings.waitUnder ?? "").replace("{time}", () => minutes.format(most));
  const time = least === most ? minutes.format(most) : minutes.formatRange(least, most);
  return (strings.waitUsually ?? "").replace("{time}", () => time);
}
