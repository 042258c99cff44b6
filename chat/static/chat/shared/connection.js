/**
 * The line to the server, kept up for as long as the page lives.
 *
 * Sockets first; after three failed ones the same frames go by HTTP, and a socket is tried again
 * every 30 s. Connecting and reconnecting are the same thing: hello, welcome, entries.
 *
 * Events: "frame" (detail: the frame), "state" (detail: the state), "refused" (detail: the close
 * code that says do not come back).
 *
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("shared/types.js").Ending} Ending
 * @typedef {import("shared/types.js").State} State
 */

import { jitterSeconds } from "shared/backoff.js";
import { PostLine } from "shared/post_line.js";
import { SocketLine } from "shared/socket_line.js";

const FAILURES_BEFORE_HTTP = 3;
const SOCKET_AGAIN_S = 30;
const STEADY_MS = 5_000;
const UNSUPPORTED = 1002;
const SLOW_READER = 4408;
const ELSEWHERE = 4410;
const ELSEWHERE_WITHIN_S = 1;
const FLOOD = 4429;
const FINAL = new Set([UNSUPPORTED, 1009, 4401, 4403, 4404]);

export class Connection extends EventTarget {
  /** @type {State} */
  state = "connecting";
  #options;
  /** @type {SocketLine | null} */
  #socket = null;
  /** @type {PostLine | null} */
  #post = null;
  #failures = 0;
  #running = false;
  #patience = 12_000; // ms, until it is known that sockets get through here
  /** Counts attempts, so that one overtaken while it waited for its hello gives up. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;

  /** @param {import("shared/types.js").ConnectionOptions} options */
  constructor(options) {
    super();
    this.#options = options;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    for (const [target, name] of this.#wakers()) target.addEventListener(name, this.#wake);
    this.#trySocket();
  }

  stop() {
    this.#running = false;
    this.#turn += 1;
    clearTimeout(this.#next);
    for (const [target, name] of this.#wakers()) target.removeEventListener(name, this.#wake);
    this.#socket?.close();
    this.#post?.close();
  }

  /** Say hello anew, e.g. as somebody else. */
  restart() {
    this.stop();
    this.#failures = 0;
    this.start();
  }

  /**
   * Fire and forget. What must not be lost belongs into an Outbox.
   * @param {Frame} frame
   * @returns {boolean} whether it was handed to a line that is up
   */
  send(frame) {
    return this.#socket?.send(frame) || this.#post?.send(frame) || false;
  }

  /** @returns {[EventTarget, string][]} */
  #wakers() {
    return [[window, "online"], [window, "offline"], [window, "pageshow"], [document, "visibilitychange"]];
  }

  /** The world changed: find out now instead of at the next deadline. */
  #wake = () => {
    if (document.visibilityState === "hidden") return;
    if (this.#socket?.greeted) return this.#socket.probe(this.#options.pollFrames("socket"));
    this.#post?.probe();
    if (this.#next && !this.#socket) this.#trySocket();
  };

  async #trySocket() {
    if (this.#socket) return;
    const turn = this.#begin();
    const hello = await this.#options.hello("socket");
    if (turn !== this.#turn) return;
    this.#socket = new SocketLine(this.#options.socketUrl, hello, {
      frame: (frame) => this.#receive(frame, this.#socket),
      end: (ending) => this.#socketEnded(ending),
    }, this.#patience);
  }

  async #tryPost() {
    const turn = this.#begin();
    const hello = await this.#options.hello("http");
    if (turn !== this.#turn) return;
    this.#post = new PostLine(this.#options, hello, {
      frame: (frame) => this.#receive(frame, this.#post),
      end: (ending) => this.#postEnded(ending),
    });
  }

  #begin() {
    clearTimeout(this.#next);
    this.#next = undefined;
    return (this.#turn += 1);
  }

  /** @param {Frame} frame @param {SocketLine | PostLine | null} line */
  #receive(frame, line) {
    if (frame.type === "welcome") this.#welcomed(line);
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    if (frame.type !== "error" || line?.greeted) return;
    if (frame.code === "unsupported_version") return this.#refuse(UNSUPPORTED);
    line?.close(frame.retry_after);
  }

  /** @param {SocketLine | PostLine | null} line */
  #welcomed(line) {
    if (line === this.#socket) {
      this.#patience = 30_000; // then it is the server that is busy
      const post = this.#post;
      this.#post = null;
      post?.close();
      clearTimeout(this.#next);
      return this.#become("online");
    }
    this.#become("polling");
    if (!this.#next && !this.#socket) this.#after(SOCKET_AGAIN_S);
  }

  /** @param {Ending} ending */
  #socketEnded(ending) {
    this.#socket = null;
    if (!this.#running) return;
    if (ending.code && FINAL.has(ending.code)) return this.#refuse(ending.code);
    const steady = ending.greeted && ending.lived > STEADY_MS;
    this.#failures = steady ? 1 : this.#failures + 1;
    if (this.#post) return this.#after(SOCKET_AGAIN_S);
    if (this.state !== "offline") this.#become(navigator.onLine ? "connecting" : "offline");
    const mayPost = !ending.wait && ending.code !== FLOOD;
    if (this.#failures >= FAILURES_BEFORE_HTTP && mayPost) return void this.#tryPost();
    this.#after(this.#pause(ending, steady));
  }

  /** @param {Ending} ending @param {boolean} steady @returns {number} seconds */
  #pause(ending, steady) {
    if (ending.code === SLOW_READER && steady) return 0;
    if (ending.code === ELSEWHERE && steady) return Math.random() * ELSEWHERE_WITHIN_S;
    if (ending.code === FLOOD) return SOCKET_AGAIN_S;
    return Math.max(ending.wait ?? 0, jitterSeconds(this.#failures - 1));
  }

  /** @param {Ending} ending */
  #postEnded(ending) {
    const current = this.#post !== null;
    this.#post = null;
    if (!current || !this.#running) return;
    if (ending.code && FINAL.has(ending.code)) return this.#refuse(ending.code);
    if (this.#socket) return; // a socket attempt is under way and will decide
    this.#become("offline");
    this.#failures += 1;
    this.#after(Math.max(ending.wait ?? 0, jitterSeconds(this.#failures - FAILURES_BEFORE_HTTP)));
  }

  /** @param {number} seconds */
  #after(seconds) {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#trySocket(), seconds * 1000);
  }

  /** @param {number} code */
  #refuse(code) {
    this.stop();
    this.#become("offline");
    this.dispatchEvent(new CustomEvent("refused", { detail: code }));
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
