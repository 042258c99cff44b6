/** Plain text with its web addresses made into links; never HTML. */

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
const TRAILING = ".,;:!?…)]}»”’";
const PAIRS = new Map([[")", "("], ["]", "["], ["}", "{"]]);

/**
 * @param {string} body
 * @returns {{text: string, href: string | null}[]} in order; their texts joined are the body
 */
export function pieces(body) {
  /** @type {{text: string, href: string | null}[]} */
  const found = [];
  let done = 0;
  for (const match of body.matchAll(ADDRESS)) {
    const text = trimmed(match[0]);
    const href = safeHref(text);
    if (!href) continue;
    if (match.index > done) found.push({ text: body.slice(done, match.index), href: null });
    found.push({ text, href });
    done = match.index + text.length;
  }
  if (done < body.length) found.push({ text: body.slice(done), href: null });
  return found;
}

/**
 * @param {HTMLElement} element
 * @param {string} body
 */
export function fill(element, body) {
  element.replaceChildren(...pieces(body).map(({ text, href }) => (href ? link(text, href) : text)));
}

/** @param {string} text @param {string} href */
function link(text, href) {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.textContent = text;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer nofollow ugc";
  return anchor;
}

/**
 * A full stop after an address is not part of it; a bracket is when it was opened inside.
 * @param {string} address
 */
function trimmed(address) {
  let end = address.length;
  /** @type {Map<string, number>} brackets closed but never opened, of each kind */
  const surplus = new Map();
  for (const [close, open] of PAIRS) surplus.set(close, count(address, close) - count(address, open));
  for (; end > 0; end -= 1) {
    const last = /** @type {string} */ (address[end - 1]);
    if (!TRAILING.includes(last)) break;
    const unopened = surplus.get(last);
    if (unopened !== undefined && unopened <= 0) break;
    if (unopened !== undefined) surplus.set(last, unopened - 1);
  }
  return address.slice(0, end);
}

/** @param {string} text @param {string} character */
function count(text, character) {
  return text.split(character).length - 1;
}

/** @param {string} text */
function safeHref(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) && !url.username ? url.href : null;
  } catch {
    return null;
  }
}
