/**
 * Times, names and languages as people read them. Pure, apart from the reader's language.
 *
 * @typedef {import("console/types.js").Summary} Summary
 */

/** How long a customer may wait before the number changes its look. */
const SOON_S = 60;
const LATE_S = 120;

/**
 * "0:48", "12:05", "1:02:09", "2d 3h".
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86400), Math.floor(whole / 3600), Math.floor(whole / 60)];
  if (days) return `${days}d ${hours % 24}h`;
  const rest = two(whole % 60);
  return hours ? `${hours}:${two(minutes % 60)}:${rest}` : `${minutes}:${rest}`;
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}

/** @param {number} seconds @returns {"calm" | "soon" | "late"} how urgent a wait is */
export function urgency(seconds) {
  if (seconds >= LATE_S) return "late";
  return seconds >= SOON_S ? "soon" : "calm";
}

/**
 * "now", "4m", "3h", "Mon", "3 Nov": short enough for a row.
 * @param {Date} at
 * @param {Date} now
 * @param {string} nowWord
 * @param {string} [locale]
 */
export function ago(at, now, nowWord, locale) {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (seconds < 60) return nowWord;
  if (seconds < 3600) return unit(Math.floor(seconds / 60), "minute", locale);
  if (seconds < 86_400) return unit(Math.floor(seconds / 3600), "hour", locale);
  if (seconds < 6 * 86_400) return at.toLocaleDateString(locale, { weekday: "short" });
  return at.toLocaleDateString(locale, { day: "numeric", month: "short" });
}

/** @param {number} value @param {"minute" | "hour"} name @param {string} [locale] */
function unit(value, name, locale) {
  const make = () => new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow" });
  return /** @type {Intl.NumberFormat} */ (made(`${name} ${locale}`, make)).format(value);
}

/** @type {Map<string, unknown>} these are dear to make, and rows ask for them all the time */
const formats = new Map();

/** @param {string} key @param {() => unknown} make */
function made(key, make) {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key);
}

/**
 * "German", "Portuguese (Brazil)"; "" when nothing sensible was told.
 * @param {string} tag BCP 47
 * @param {string} [locale]
 */
export function languageName(tag, locale = "en") {
  if (!tag) return "";
  try {
    const make = () => new Intl.DisplayNames([locale], { type: "language", fallback: "none" });
    return /** @type {Intl.DisplayNames} */ (made(`names ${locale}`, make)).of(tag) ?? "";
  } catch {
    return "";
  }
}

/**
 * The path of a page on the customer's site, readable; "" for what is no web address.
 * @param {string | undefined} url
 */
export function pagePath(url) {
  const page = webAddress(url);
  if (!page) return "";
  try {
    return decodeURI(page.pathname);
  } catch {
    return page.pathname;
  }
}

/**
 * Only addresses that are safe to link: a page may say anything of itself.
 * @param {string | undefined} url
 * @returns {URL | null}
 */
export function webAddress(url) {
  if (!url || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return ["http:", "https:"].includes(parsed.protocol) ? parsed : null;
}

/**
 * What to call a customer who need not have a name.
 * @param {Summary} summary
 * @param {{from: string, home: string, numbered: string}} words
 */
export function visitorLabel(summary, words) {
  if (summary.visitor.name) return summary.visitor.name;
  const path = pagePath(summary.page?.url);
  if (!path) return words.numbered.replace("{number}", String(summary.visitor.id));
  return path === "/" ? words.home : words.from.replace("{page}", () => path);
}
