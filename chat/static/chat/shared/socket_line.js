/**
 * One WebSocket from opening to its end. It never reconnects; connection.js decides that.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 */

const SILENCE_MS = 45_000;
const PROBE_MS = 5_000;

export class SocketLine {
  greeted = false;
  #socket;
  #events;
  #ended = false;
  #welcomedAt = 0;
  #deadline = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;

  /**
   * @param {string} url
   * @param {Frame} hello
   * @param {import("shared/types.js").LineEvents} events
   * @param {number} patience ms until the welcome, or word that it will come
   */
  constructor(url, hello, events, patience) {
    this.#events = events;
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#write(hello);
    this.#socket.onmessage = (event) => this.#receive(event.data);
    this.#socket.onclose = (event) => this.#end({ code: event.code });
    this.#expectWithin(patience);
  }

  /** @param {Frame} frame @returns {boolean} whether it was handed over */
  send(frame) {
    return this.greeted && this.#write(frame);
  }

  /**
   * Ask for a sign of life: a line that died while the computer slept does not say so.
   * @param {Frame[]} questions frames the server answers
   */
  probe(questions) {
    if (!this.greeted || !questions.length) return;
    for (const frame of questions) this.#write(frame);
    this.#expectWithin(Math.min(PROBE_MS, this.#deadline - performance.now()));
  }

  /** @param {number} [wait] seconds to stay away */
  close(wait) {
    this.#end({ wait });
  }

  /** @param {Frame} frame */
  #write(frame) {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** @param {string} text */
  #receive(text) {
    if (this.#ended) return;
    const frame = JSON.parse(text);
    if (frame.type === "welcome") {
      this.greeted = true;
      this.#welcomedAt = performance.now();
    }
    if (this.greeted || frame.type === "soon") this.#expectWithin(SILENCE_MS);
    if (frame.type === "beat") this.#write({ type: "beat", n: frame.n });
    this.#events.frame(frame);
  }

  /** @param {number} ms */
  #expectWithin(ms) {
    clearTimeout(this.#watchdog);
    this.#deadline = performance.now() + ms;
    this.#watchdog = setTimeout(() => this.#end({}), Math.max(0, ms));
  }

  /** @param {{code?: number, wait?: number}} how */
  #end(how) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#watchdog);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    const lived = this.greeted ? performance.now() - this.#welcomedAt : 0;
    this.#events.end({ ...how, greeted: this.greeted, lived });
  }
}
