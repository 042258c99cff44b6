/**
 * What a bubble shows besides words: files, quick replies, and the customer's one-tap words. Each is
 * painted again only when it changed.
 *
 * @typedef {import("shared/types.js").Entry} Entry
 * @typedef {import("shared/types.js").FileShown} FileShown
 * @typedef {(token: string) => Promise<string | null>} Fresh a new address for a file
 * @typedef {{id: string, seq: number, thanks: boolean, explain: boolean}} Taps
 */

import { backToField, kindTile, nameLine, sizeText } from "later/tools.js";
import { make } from "shared/make.js";

const WIDEST = 260;
const HIGHEST = 300;
const SMALLEST = 48;

/**
 * @param {HTMLElement} bubble
 * @param {string} part its class
 * @param {string} state "" where there is nothing to show
 * @param {() => HTMLElement} paint
 */
function replace(bubble, part, state, paint) {
  const known = /** @type {HTMLElement | null} */ (bubble.querySelector(`:scope > .${part}`));
  if ((known?.dataset.state ?? "") === state) return;
  const hadFocus = known?.contains(document.activeElement);
  known?.remove();
  if (hadFocus) backToField();
  if (!state) return;
  const painted = paint();
  painted.classList.add(part);
  painted.dataset.state = state;
  if (part === "files") bubble.querySelector(":scope > .bubble-body")?.before(painted);
  else bubble.append(painted);
}

/** @param {HTMLElement} bubble @param {FileShown[]} files @param {Record<string, string>} words @param {Fresh} fresh */
export function paintFiles(bubble, files, words, fresh) {
  const rows = () => files.map((file) => make("li", {}, fileLink(file, words, fresh)));
  replace(bubble, "files", files.map((file) => file.token).join(), () => make("ul", { role: "list" }, ...rows()));
}

/** @param {FileShown} file @param {Record<string, string>} words @param {Fresh} fresh */
function fileLink(file, words, fresh) {
  const isPicture = Boolean(file.width && file.height);
  const common = { href: file.url, target: "_blank", rel: "noopener noreferrer", title: file.name };
  const link = isPicture
    ? make("a", { ...common, class: "file-picture" }, picture(file, words, fresh))
    : make("a", { ...common, class: "file-chip", download: file.name }, kindTile(file.name), facts(file));
  link.addEventListener("click", async (event) => {
    if (!hasEnded(file.url)) return;
    event.preventDefault();
    link.href = (await renewed(file, fresh)) ?? file.url;
    if (!hasEnded(file.url)) link.click();
  });
  return link;
}

/** The room it takes is kept from the start, so that nothing jumps. @param {FileShown} file @param {Record<string, string>} words @param {Fresh} fresh */
function picture(file, words, fresh) {
  const [width, height] = [file.width ?? 1, file.height ?? 1];
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  const side = (/** @type {number} */ length) => String(Math.max(SMALLEST, Math.round(length * scale)));
  const alt = (words.picture ?? "").replace("{name}", () => file.name);
  const image = make("img", { width: side(width), height: side(height), alt, decoding: "async", src: file.url });
  image.addEventListener("error", async () => (image.src = (await renewed(file, fresh)) ?? ""), { once: true });
  return image;
}

/** @param {FileShown} file */
function facts({ name, size }) {
  return make("span", { class: "file-facts" }, nameLine(name), make("span", { class: "file-size" }, sizeText(size)));
}

/** Addresses of visitors are signed for an hour. @param {string} url */
function hasEnded(url) {
  const until = Number(new URL(url, location.href).searchParams.get("until"));
  return until > 0 && until * 1000 < Date.now();
}

/** @param {FileShown} file @param {Fresh} fresh @returns {Promise<string | null>} */
async function renewed(file, fresh) {
  const url = await fresh(file.token).catch(() => null);
  if (url) file.url = url;
  return url;
}

/**
 * As buttons for the customer, as plain words for the operator.
 * @param {HTMLElement} bubble
 * @param {string[]} options
 * @param {string} label
 * @param {boolean} isOpen nobody has written since
 * @param {(option: string) => void} [onPick]
 */
export function paintOptions(bubble, options, label, isOpen, onPick) {
  const chip = (/** @type {string} */ option) => (onPick
    ? make("button", { type: "button", class: "option", dir: "auto", disabled: !isOpen, pick: () => onPick(option) }, option)
    : make("span", { class: "option", dir: "auto" }, option));
  const rows = () => options.map((option) => make("li", {}, chip(option)));
  replace(bubble, "options", options.length ? `${isOpen}` : "", () => make("ul", { role: "list", "aria-label": label }, ...rows()));
}

/**
 * Below which message the one-tap words stand, and which; null where there is nothing to tap.
 * @param {Entry[]} entries
 * @param {{thanks: boolean, explain: boolean}} wanted by the company
 * @param {boolean} isClosed
 * @returns {Taps | null}
 */
export function tapsFor(entries, wanted, isClosed) {
  const messages = entries.filter((entry) => entry.kind === "message" && entry.author.kind !== "automatic");
  const last = messages.at(-1);
  if (last?.author.kind !== "operator") return null;
  const turn = messages.findLast((entry) => entry.author.kind === "visitor")?.seq ?? 0;
  const given = entries.filter((entry) => entry.kind === "signal").map(({ seq, data }) => ({ seq, ...data, about: data.seq }));
  const thanks = wanted.thanks && !given.some(({ signal, seq }) => signal === "thanks" && seq > turn);
  const explain = wanted.explain && !isClosed && !given.some(({ signal, about }) => signal === "explain" && about === last.seq);
  return thanks || explain ? { id: last.id, seq: last.seq, thanks, explain } : null;
}

/** @param {HTMLElement} bubble @param {Taps | null} taps null: not here @param {Record<string, string>} words @param {(signal: "thanks" | "explain") => void} onTap */
export function paintTaps(bubble, taps, words, onTap) {
  const tap = (/** @type {"thanks" | "explain"} */ signal) =>
    taps?.[signal] ? [make("button", { type: "button", class: "tap", tap: () => onTap(signal) }, words[signal] ?? "")] : [];
  replace(bubble, "taps", taps ? `${taps.thanks} ${taps.explain}` : "", () => make("div", {}, ...tap("explain"), ...tap("thanks")));
}
