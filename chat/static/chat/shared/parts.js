/**
 * A named place in templates/chat/widget_frame.html.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`the widget's page has no part "${name}"`);
  return /** @type {HTMLElement} */ (found);
}

/** The browser may paint and hear before what follows, a task of its own. */
export function pause() {
  return new Promise((resume) => setTimeout(resume));
}

/**
 * Set its text, without disturbing a live region for nothing.
 * @param {string} name
 * @param {string} [text]
 */
export function say(name, text = "") {
  const place = part(name);
  if (place.textContent !== text) place.textContent = text;
}
