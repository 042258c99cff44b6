/** How a client presses on nobody: full jitter spreads the return of many after one outage, and a
 * bucket like the server's own what one of them has to say. */

const LONGEST_S = 30;

/**
 * Seconds to wait before attempt `n` (0 is the first repeat): between 1 and min(30, 2^n).
 * @param {number} n
 * @param {() => number} [random]
 */
export function jitterSeconds(n, random = Math.random) {
  return Math.max(1, random() * Math.min(LONGEST_S, 2 ** n));
}

/**
 * What keeps to it is never refused for coming too fast (docs/protocol.md, Limits): three quarters
 * of what the line takes; the rest is for reading, typing, asking for what was missed.
 * @param {{rate: number, burst: number}} limits of the line
 * @returns {() => number} milliseconds until one more may go; 0: now, and it is counted
 */
export function bucket({ rate, burst }) {
  const gap = 1000 / (0.75 * rate);
  let full = 0; // when it will be full again
  return () => {
    const now = performance.now();
    const wait = Math.floor(full - now - (0.75 * burst - 1) * gap);
    if (wait <= 0) full = Math.max(now, full) + gap;
    return Math.max(0, wait);
  };
}
