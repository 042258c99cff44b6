/** Dates in the reader's language and time zone. */

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const WAYS = {
  time: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  full: { dateStyle: "full", timeStyle: "medium" },
};

export class Clock {
  #words;
  #locale;
  /** @type {Record<string, Intl.DateTimeFormat>} made when first used: each takes a phone 10 ms */
  #formats = {};

  /**
   * @param {{today: string, yesterday: string}} words
   * @param {string} [locale] BCP 47
   */
  constructor(words, locale = pageLocale()) {
    this.#words = words;
    this.#locale = locale;
  }

  /** @param {Date} at "14:02" */
  time(at) {
    return this.#write("time", at);
  }

  /** @param {Date} at the exact moment, for hovering */
  full(at) {
    return this.#write("full", at);
  }

  /** @param {Date} at "Today", "Yesterday", "Monday, 3 November" @param {Date} [now] */
  day(at, now = new Date()) {
    const back = Math.round((midnight(now) - midnight(at)) / 86_400_000);
    if (back === 0) return this.#words.today;
    return back === 1 ? this.#words.yesterday : this.#write("day", at);
  }

  /** @param {string} way @param {Date} at */
  #write(way, at) {
    return (this.#formats[way] ??= new Intl.DateTimeFormat(this.#locale, WAYS[way])).format(at);
  }
}

/**
 * The page's language as this reader's region writes it: "en" and a British browser give "en-GB".
 * @returns {string | undefined}
 */
export function pageLocale() {
  const language = globalThis.document?.documentElement.lang;
  if (!language) return undefined;
  return navigator.languages.find((locale) => locale.split("-")[0] === language.split("-")[0]) ?? language;
}

/** @param {Date} a @param {Date} b */
export function sameDay(a, b) {
  return midnight(a) === midnight(b);
}

/** @param {Date} a @param {Date} b */
export function sameMinute(a, b) {
  return Math.floor(a.getTime() / 60_000) === Math.floor(b.getTime() / 60_000);
}

/** @param {Date} at */
function midnight(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
