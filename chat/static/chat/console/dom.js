/** Reaching into the page and writing text without touching what is the same. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [type]
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!found || (type && !(found instanceof type))) throw new Error(`the page has no #${id}`);
  return /** @type {T} */ (found);
}

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function part(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`no part "${name}"`);
  return /** @type {HTMLElement} */ (found);
}

/** A copy of what a <template> holds. @param {string} id @returns {HTMLElement} */
export function clone(id) {
  const copy = byId(id, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
  return /** @type {HTMLElement} */ (copy);
}

/** @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {string | null} value null: without it */
export function attribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {string} tag @param {string} text @param {string} [className] */
export function make(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/**
 * A time, relative or short, with the exact one on hover.
 * @param {HTMLTimeElement} element
 * @param {Date} at
 * @param {string} text
 * @param {string} exact
 */
export function writeTime(element, at, text, exact) {
  attribute(element, "datetime", at.toISOString());
  attribute(element, "title", exact);
  write(element, text);
}
