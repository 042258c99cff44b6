/**
 * A sum that takes a moment of this browser and hours of whoever writes ten thousand times: the number
 * whose SHA-256, behind a given text, is the one asked for (ALTCHA, version 1). Written out here since
 * crypto.subtle is slow for many short texts, and not there on pages without TLS.
 *
 * @typedef {{algorithm: string, challenge: string, maxNumber: number, salt: string, signature: string}} Challenge
 */

/** So many at once, some milliseconds' worth; then the page may breathe. */
const AT_ONCE = 2000;

/**
 * The first 32 bits of the fractional parts of roots of the first 64 primes (FIPS 180-4).
 * @param {number} power
 */
function roots(power) {
  /** @type {number[]} */
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes.map((prime) => ((prime ** power % 1) * 2 ** 32) | 0);
}

const START = roots(1 / 2).slice(0, 8);
const K = /** @type {any} */ (roots(1 / 3));
const w = /** @type {any} */ (new Int32Array(64));

/** @param {number} x @param {number} n */
const turned = (x, n) => (x >>> n) | (x << (32 - n));

/** @param {string} text @returns {number[]} eight words of 32 bits */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const data = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, at) => data.setUint8(at, byte));
  data.setUint8(bytes.length, 128);
  data.setUint32(data.byteLength - 4, bytes.length * 8);
  let state = START;
  for (let at = 0; at < data.byteLength; at += 64) state = mixed(state, data, at);
  return state;
}

/** @param {any} state @param {DataView} data @param {number} at one block of 64 bytes @returns {number[]} */
function mixed(state, data, at) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const [x, y] = [w[i - 15], w[i - 2]];
    w[i] = i < 16 ? data.getInt32(at + 4 * i) : w[i - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + w[i - 7] + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
    const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

/**
 * The first word is enough to go by: one in ten thousand solutions is none, and then it is asked again.
 * @param {Challenge} challenge
 * @returns {Promise<string>} what to send; "" where there is no such number
 */
export async function solve({ maxNumber, ...given }) {
  const wanted = parseInt(given.challenge.slice(0, 8), 16) | 0;
  for (let number = 0; number <= maxNumber; number += 1) {
    if (sha256(given.salt + number)[0] === wanted) return btoa(JSON.stringify({ ...given, number }));
    if (number % AT_ONCE === 0) await new Promise((go) => setTimeout(go));
  }
  return "";
}
