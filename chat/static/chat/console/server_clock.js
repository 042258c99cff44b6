/** The server's time on this machine, whose own clock may be wrong. Waits are counted by it. */

export class ServerClock {
  #ahead = 0;

  /**
   * @param {string} now the server's clock when it made the page
   * @param {number} received this machine's clock when the page came, ms
   */
  constructor(now, received) {
    this.#ahead = Date.parse(now) - received;
  }

  now() {
    return new Date(Date.now() + this.#ahead);
  }

  /** Something happened just now at the latest: nothing comes from the future. @param {string} at */
  observe(at) {
    this.#ahead = Math.max(this.#ahead, Date.parse(at) - Date.now());
  }

  /** Seconds since a moment of the server. @param {string} at */
  since(at) {
    return (this.now().getTime() - Date.parse(at)) / 1000;
  }
}

/** When the first byte of this page came, ms since 1970. */
export function pageReceived() {
  const [page] = performance.getEntriesByType("navigation");
  const { responseStart } = /** @type {PerformanceNavigationTiming} */ (page ?? { responseStart: 0 });
  return performance.timeOrigin + responseStart;
}
