/**
 * Moments in words, in the visitor's own language and time zone.
 *
 * @typedef {[Date, Date]} Opening from, until
 */

import { pageLocale, sameDay } from "shared/clock.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @param {Date} at "9:00" */
export function timeOf(at) {
  return format(at, { hour: "numeric", minute: "2-digit" });
}

/**
 * "today at 9:00", "tomorrow at 9:00", "Monday at 9:00", "3 January at 9:00".
 * @param {Date} at
 * @param {Record<string, string>} strings
 * @param {Date} [now]
 */
export function whenIs(at, strings, now = new Date()) {
  const { today = "", tomorrow = "", onDay = "" } = strings;
  const time = () => timeOf(at);
  if (sameDay(at, now)) return today.replace("{time}", time);
  if (sameDay(at, dayAfter(now, 1))) return tomorrow.replace("{time}", time);
  const isNear = at.getTime() - now.getTime() < 6 * DAY_MS;
  const day = format(at, isNear ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" });
  return onDay.replace("{day}", () => day).replace("{time}", time);
}

/** "in 11 hours", "in 5 minutes". @param {Date} at @param {Date} [now] */
export function howSoon(at, now = new Date()) {
  const words = new Intl.RelativeTimeFormat(pageLocale(), { numeric: "always" });
  const left = Math.max(at.getTime() - now.getTime(), 0);
  if (left < HOUR_MS) return words.format(Math.max(1, Math.round(left / 60_000)), "minute");
  return left < 2 * DAY_MS ? words.format(Math.round(left / HOUR_MS), "hour") : words.format(Math.round(left / DAY_MS), "day");
}

/**
 * Seven days from today on, each with its times as they are on this reader's clock.
 * @param {Opening[]} openings
 * @param {{closed: string, allDay: string}} words
 * @param {Date} [now]
 * @returns {{day: string, times: string[], isToday: boolean, isClosed: boolean}[]}
 */
export function weekOf(openings, { closed, allDay }, now = new Date()) {
  return Array.from({ length: 7 }, (_, n) => {
    const [begin, end] = [dayAfter(now, n), dayAfter(now, n + 1)];
    const parts = openings.filter(([from, until]) => from < end && until > begin);
    const times = parts.filter(([from, until]) => from >= begin || n === 0 || !isNight(from, until)).map((part) => span(part, begin, end, allDay));
    return { day: format(begin, { weekday: "long" }), times: times.length ? times : [closed], isToday: n === 0, isClosed: !times.length };
  });
}

/**
 * A night is told on the day it begins. What goes on for longer than a day is told on each.
 * @param {Date} from @param {Date} until
 */
function isNight(from, until) {
  return until.getTime() - from.getTime() < DAY_MS;
}

/** @param {Opening} opening @param {Date} begin @param {Date} end @param {string} allDay */
function span([from, until], begin, end, allDay) {
  if (from <= begin && until >= end) return allDay;
  const first = from < begin ? begin : from;
  const last = until < end || isNight(from, until) ? until : end;
  return `${timeOf(first)} – ${timeOf(last)}`;
}

/** Midnight of a day. @param {Date} now @param {number} days */
function dayAfter(now, days) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** @param {Date} at @param {Intl.DateTimeFormatOptions} how */
function format(at, how) {
  return new Intl.DateTimeFormat(pageLocale(), how).format(at);
}
