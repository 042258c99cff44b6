/**
 * A token bucket, as the server has one for each line (docs/protocol.md, Limits): what keeps to it
 * is never refused for coming too fast, however much waited.
 */

/** The rest is for what is no send: reading, typing, asking for what was missed. */
const SHARE = 0.75;

export class Bucket {
  #rate;
  #burst;
  #tokens;
  #at;

  /** @param {{rate: number, burst: number}} limits of the line @param {number} now milliseconds */
  constructor({ rate, burst }, now) {
    this.#rate = (SHARE * rate) / 1000;
    this.#tokens = this.#burst = SHARE * burst;
    this.#at = now;
  }

  /** @param {number} now @returns {number} 0: one is taken; else the milliseconds until there is one */
  take(now) {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#rate);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) / this.#rate);
    this.#tokens -= 1;
    return 0;
  }

  /** The server says that its own is. @param {number} now */
  empty(now) {
    this.#tokens = 0;
    this.#at = now;
  }
}
