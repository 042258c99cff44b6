import { pageLocale } from "shared/clock.js";

const UNITS = ["byte", "kilobyte", "megabyte"];

/**
 * An element with its attributes and what is in it. A function is a listener for clicks.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | (() => void)>} attributes false: without it
 * @param {...(Node | string)} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener("click", value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}

/** "1.2 MB" as the page's language writes it. @param {number} bytes */
export function sizeText(bytes) {
  let [size, unit] = [bytes, 0];
  for (; size >= 1000 && unit < 2; unit += 1) size /= 1024;
  const maximumFractionDigits = unit && size < 10 ? 1 : 0;
  return new Intl.NumberFormat(pageLocale(), { style: "unit", unit: UNITS[unit], unitDisplay: "short", maximumFractionDigits }).format(size);
}

/** A tile that says what kind of file it is: "PDF". @param {string} name */
export function kindTile(name) {
  const kind = (name.split(".").at(-1) ?? "").slice(0, 5).toUpperCase();
  return make("span", { class: "file-kind", "aria-hidden": "true" }, kind);
}

/** A name in its own direction, at the side where the others are. @param {string} name */
export function nameLine(name) {
  return make("span", { class: "file-name" }, make("bdi", {}, name));
}

/** Where the cursor goes when what had the focus goes away. */
export function backToField() {
  document.querySelector("textarea")?.focus();
}
