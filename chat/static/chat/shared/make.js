/**
 * An element with its attributes and what is in it. A function is a listener for clicks.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | (() => void)>} attributes false: without it
 * @param {...(Node | string | undefined)} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener("click", value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.map((one) => one ?? ""));
  return element;
}
