/**
 * Short sounds made here, from no file: a drop for a message, two for a chat, three for an offer,
 * and a firmer one where a customer has waited too long.
 *
 * @typedef {"message" | "chat" | "offer" | "alert"} Kind
 * @typedef {{at: number, pitch: number, lasts: number, loud: number}} Note seconds, hertz, 0 to 1
 */

/** @type {Record<Kind, Note[]>} */
export const SCORES = {
  message: [{ at: 0, pitch: 880, lasts: 0.16, loud: 0.12 }],
  chat: [
    { at: 0, pitch: 659, lasts: 0.18, loud: 0.16 },
    { at: 0.14, pitch: 880, lasts: 0.26, loud: 0.16 },
  ],
  offer: [
    { at: 0, pitch: 659, lasts: 0.16, loud: 0.18 },
    { at: 0.13, pitch: 784, lasts: 0.16, loud: 0.18 },
    { at: 0.26, pitch: 988, lasts: 0.3, loud: 0.18 },
  ],
  alert: [
    { at: 0, pitch: 740, lasts: 0.2, loud: 0.24 },
    { at: 0.24, pitch: 740, lasts: 0.2, loud: 0.24 },
    { at: 0.48, pitch: 554, lasts: 0.36, loud: 0.24 },
  ],
};

export class Sounds extends EventTarget {
  /** @type {AudioContext | null} */
  #context = null;

  /** Browsers stay silent until somebody has touched the page. @param {EventTarget} [page] */
  constructor(page = document) {
    super();
    const wake = () => void this.#wake();
    for (const name of ["pointerdown", "keydown"]) page.addEventListener(name, wake, { capture: true });
  }

  /** This browser was asked, and lets nothing be heard. Fires "change". */
  get isSilenced() {
    return this.#context !== null && this.#context.state !== "running";
  }

  /** Asks the browser, without a sound. */
  async ask() {
    await this.#wake();
    this.dispatchEvent(new Event("change"));
  }

  /** @param {Kind} kind @returns {Promise<boolean>} whether it could be heard */
  async play(kind) {
    await this.#wake();
    const context = this.#context;
    if (!context || context.state !== "running") return false;
    for (const note of SCORES[kind]) ring(context, note);
    return true;
  }

  async #wake() {
    if (typeof AudioContext === "undefined") return;
    this.#context ??= this.#listened(new AudioContext());
    if (this.#context.state !== "suspended") return;
    // Refused silently: the promise may stay open for as long as nobody touches the page.
    await Promise.race([this.#context.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 200))]);
  }

  /** @param {AudioContext} context */
  #listened(context) {
    context.addEventListener("statechange", () => this.dispatchEvent(new Event("change")));
    return context;
  }
}

/** @param {AudioContext} context @param {Note} note */
function ring(context, { at, pitch, lasts, loud }) {
  const start = context.currentTime + at;
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.type = "sine";
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loud, start + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + lasts + 0.02);
}
