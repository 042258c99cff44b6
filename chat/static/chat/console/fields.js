/**
 * Canned replies made to fit: fields that fill themselves, as text, and gaps that a person fills.
 *
 * @typedef {import("console/types.js").Canned} Canned
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {Record<string, string>} Values by the name of the field; "" where it is not known
 */

/** The server knows the same ones (chat/canned_fields.py); a test compares them. */
export const FIELDS = ["visitor_name", "operator_name", "company_name", "department", "page_title", "greeting"];
const FIELD = /\{([A-Za-z_][A-Za-z0-9_]{0,39})\}/g;
const GAP = /\[\[[^[\]\n]{1,80}\]\]/g;

/**
 * What is known stands in the text, as it is; what is not known stays a field, and has to be
 * filled by hand.
 * @param {string} body
 * @param {Values} values
 */
export function filled(body, values) {
  return body.replace(FIELD, (whole, name) => values[name] || whole);
}

/**
 * What still has to be filled before it may be sent: our fields, and gaps of a canned reply.
 * @param {string} text
 * @param {readonly Canned[]} canned
 * @returns {{start: number, end: number, text: string}[]} in order
 */
export function holes(text, canned) {
  const fields = [...text.matchAll(FIELD)].filter((match) => FIELDS.includes(match[1] ?? ""));
  const gaps = [...text.matchAll(GAP)].filter((match) => canned.some((reply) => reply.body.includes(match[0])));
  const found = [...fields, ...gaps].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
  return found.sort((a, b) => a.start - b.start);
}

/**
 * @param {Summary} summary
 * @param {{operator: string, company: string, greeting: string}} house
 * @returns {Values}
 */
export function valuesOf(summary, { operator, company, greeting }) {
  return {
    visitor_name: summary.visitor.name,
    operator_name: operator,
    company_name: company,
    department: summary.department?.name ?? "",
    page_title: summary.page?.title ?? "",
    greeting,
  };
}

const [MORNING, NOON, EVENING] = [4, 12, 18];

/**
 * "Good morning" in the customer's language, at their time of day.
 * @param {Record<string, string[]>} greetings
 * @param {{locale: string, zone: string, house: string}} customer house: the company's language
 * @param {Date} now
 */
export function greeting(greetings, { locale, zone, house }, now) {
  const spoken = greetings[locale.split("-", 1)[0] ?? ""] ?? greetings[house] ?? greetings.en ?? [];
  const hour = hourIn(zone, now);
  const part = hour >= EVENING || hour < MORNING ? 2 : hour >= NOON ? 1 : 0;
  return spoken[part] ?? "";
}

/** @param {string} zone "" or one this browser does not know: the operator's own @param {Date} now */
function hourIn(zone, now) {
  try {
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", ...(zone ? { timeZone: zone } : {}) });
    return Number(clock.format(now));
  } catch {
    return now.getHours();
  }
}
