/**
 * An element with its attributes and what is in it. A function is a listener for clicks.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | (() => void)>} attributes
 * @param {...(Node | string | undefined)} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") made.setAttribute(name, value);
    else made.addEventListener("click", value);
  }
  made.append(...inside.map((one) => one ?? ""));
  return made;
}
