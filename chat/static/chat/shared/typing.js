/** Typing, both ways: telling it sparingly, and forgetting it when nobody repeats it. */

const REPEAT_MS = 3000;
const FORGET_MS = 6000;

/** Tells the others that this person types: at once, then every 3 s, and when it ends. */
export class TypingSender {
  #send;
  #told = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;

  /** @param {(on: boolean) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** Call on every input. @param {string} text what stands in the field now */
  input(text) {
    if (!text.trim()) return this.stop();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), FORGET_MS);
    if (performance.now() - this.#told < REPEAT_MS) return;
    this.#told = performance.now();
    this.#send(true);
  }

  /** Sent, emptied, or left. */
  stop() {
    clearTimeout(this.#idle);
    if (this.#told === -Infinity) return;
    this.#told = -Infinity;
    this.#send(false);
  }
}

/** Who else types now. Calls `change` with their names whenever that differs. */
export class TypingShown {
  /** @type {Map<string, {name: string, timer: ReturnType<typeof setTimeout>}>} */
  #typists = new Map();
  #change;

  /** @param {(names: string[]) => void} change */
  constructor(change) {
    this.#change = change;
  }

  /** @param {{on: boolean, author: {kind: string, name: string}}} frame */
  apply({ on, author }) {
    const key = `${author.kind}:${author.name}`;
    if (!on) return this.#forget(key);
    const known = this.#typists.get(key);
    clearTimeout(known?.timer);
    const timer = setTimeout(() => this.#forget(key), FORGET_MS);
    this.#typists.set(key, { name: author.name, timer });
    if (!known) this.#tell();
  }

  /** Their message has come, so they are not typing it any more. @param {string} kind */
  said(kind) {
    for (const key of this.#typists.keys()) if (key.startsWith(`${kind}:`)) this.#forget(key);
  }

  /** Whether one of them types. @param {string} kind */
  has(kind) {
    return [...this.#typists.keys()].some((key) => key.startsWith(`${kind}:`));
  }

  clear() {
    for (const key of this.#typists.keys()) this.#forget(key);
  }

  /** @param {string} key */
  #forget(key) {
    clearTimeout(this.#typists.get(key)?.timer);
    if (this.#typists.delete(key)) this.#tell();
  }

  #tell() {
    this.#change([...this.#typists.values()].map((typist) => typist.name));
  }
}
