/**
 * The same frames by HTTP, for networks that block sockets: sends go at once, in order, one
 * request at a time, and a question every 3 s stands in for the pushes.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 */

const POLL_MS = 3_000;
const REQUEST_MS = 15_000;
const MOST_FRAMES = 20;
const MOST_BYTES = 60_000;

const UNKNOWN = 4404;
const UNAUTHORISED = 401;
const NOT_FOUND = 404;

export class PostLine {
  greeted = false;
  #options;
  #events;
  /** @type {Frame[]} */
  #queue;
  #busy = false;
  #ended = false;
  #welcomedAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("shared/types.js").ConnectionOptions} options
   * @param {Frame} hello
   * @param {import("shared/types.js").LineEvents} events
   */
  constructor(options, hello, events) {
    this.#options = options;
    this.#events = events;
    this.#queue = [hello];
    this.#soon(0);
  }

  /** @param {Frame} frame @returns {boolean} whether it was handed over */
  send(frame) {
    if (this.#ended || !this.greeted) return false;
    this.#queue.push(frame);
    if (!this.#busy) this.#soon(0);
    return true;
  }

  /** Ask now instead of at the next turn. */
  probe() {
    if (this.greeted && !this.#busy) this.#soon(0);
  }

  /** @param {number} [wait] seconds to stay away */
  close(wait) {
    this.#end({ wait });
  }

  /** @param {number} ms */
  #soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go(), ms);
  }

  async #go() {
    this.#busy = true;
    const batch = this.#nextBatch();
    try {
      const response = await this.#post(batch);
      if (this.#ended) return;
      if (!response.ok) return this.#refused(response.status, await body(response), response);
      for (const frame of (await response.json()).frames) this.#receive(frame);
    } catch {
      return this.#end({});
    }
    this.#busy = false;
    if (!this.#ended) this.#soon(this.#queue.length ? 0 : POLL_MS);
  }

  /** What waits, then the question, within the limits of one request. */
  #nextBatch() {
    if (this.greeted && this.#queue.length < MOST_FRAMES) this.#queue.push(...this.#options.pollFrames("http"));
    let bytes = 0;
    let count = 0;
    for (const frame of this.#queue.slice(0, MOST_FRAMES)) {
      bytes += new TextEncoder().encode(JSON.stringify(frame)).length + 1;
      if (count && bytes > MOST_BYTES) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  /** @param {Frame[]} frames */
  #post(frames) {
    return fetch(this.#options.framesUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...this.#options.headers() },
      body: JSON.stringify({ frames }),
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(REQUEST_MS),
    });
  }

  /** @param {Frame} frame */
  #receive(frame) {
    if (this.#ended) return;
    if (frame.type === "welcome" && !this.greeted) {
      this.greeted = true;
      this.#welcomedAt = performance.now();
    }
    this.#events.frame(frame);
  }

  /** @param {number} status @param {any} answer @param {Response} response */
  #refused(status, answer, response) {
    if (status === UNAUTHORISED) this.#events.frame({ type: "error", retry: false, code: "bad_token", ...answer.error });
    if (status === NOT_FOUND) return this.#end({ code: UNKNOWN });
    const wait = Number(response.headers.get("Retry-After"));
    this.#end({ wait: Number.isFinite(wait) && wait > 0 ? wait : undefined });
  }

  /** @param {{code?: number, wait?: number}} how */
  #end(how) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const lived = this.greeted ? performance.now() - this.#welcomedAt : 0;
    this.#events.end({ ...how, greeted: this.greeted, lived });
  }
}

/** @param {Response} response @returns {Promise<any>} {} when a proxy answered in its own words */
async function body(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
