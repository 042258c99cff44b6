import { pageLocale } from "shared/clock.js";
import { make } from "shared/make.js";

const UNITS = ["byte", "kilobyte", "megabyte"];

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
