/** Full jitter: spreads the return of many clients after one outage. */

const LONGEST_S = 30;

/**
 * Seconds to wait before attempt `n` (0 is the first repeat): between 1 and min(30, 2^n).
 * @param {number} n
 * @param {() => number} [random]
 */
export function jitterSeconds(n, random = Math.random) {
  return Math.max(1, random() * Math.min(LONGEST_S, 2 ** n));
}
