/**
 * Single keys and sequences for people who never touch the mouse. None of them fires while
 * somebody types, while a dialog is open, or with a modifier; all can be switched off.
 *
 * @typedef {Record<string, (event: KeyboardEvent) => void>} Bindings "j", "?", "g w", "Enter" …
 */

const SEQUENCE_MS = 1500;

export class Keys {
  /** @type {Bindings} */
  #bindings = {};
  /** @type {Set<string>} */
  #prefixes = new Set();
  #pending = "";
  #pendingUntil = 0;
  enabled = true;

  /** @param {Bindings} bindings */
  constructor(bindings) {
    this.bind(bindings);
  }

  /** More of them. @param {Bindings} bindings */
  bind(bindings) {
    Object.assign(this.#bindings, bindings);
    const sequences = Object.keys(bindings).filter((keys) => keys.includes(" "));
    for (const keys of sequences) this.#prefixes.add(keys.split(" ", 1)[0] ?? "");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} [now] milliseconds
   * @returns {boolean} whether it was one of ours
   */
  handle(event, now = performance.now()) {
    if (!this.enabled || isModified(event) || isTyping(event.target)) return false;
    const key = keyOf(event);
    const first = now < this.#pendingUntil ? this.#pending : "";
    this.#pendingUntil = 0;
    const action = (first && this.#bindings[`${first} ${key}`]) || this.#bindings[key];
    if (action) {
      event.preventDefault();
      action(event);
      return true;
    }
    if (!this.#prefixes.has(key)) return false;
    this.#pending = key;
    this.#pendingUntil = now + SEQUENCE_MS;
    return true;
  }
}

/**
 * The key's name; for a letter of another script the Latin one that is printed beside it.
 * @param {KeyboardEvent} event
 */
function keyOf({ key, code, shiftKey }) {
  const isForeignLetter = key.length === 1 && /[^\x20-\x7e]/.test(key);
  if (isForeignLetter && /^Key[A-Z]$/.test(code)) return code.charAt(3).toLowerCase();
  return shiftKey ? key : key.replace(/^[A-Z]$/, (letter) => letter.toLowerCase());
}

/** @param {KeyboardEvent} event */
function isModified(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented;
}

/** @param {EventTarget | null} target whether letters belong to the field they are typed into */
export function isTyping(target) {
  const element = /** @type {{closest?: (selector: string) => unknown, isContentEditable?: boolean} | null} */ (target);
  if (!element?.closest) return false;
  return Boolean(element.isContentEditable || element.closest("input, textarea, select, dialog[open]"));
}
