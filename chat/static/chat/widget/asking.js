/**
 * What this browser says to find out what is new: hello, and the questions of polling.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("widget/session.js").Session} Session
 * @typedef {import("widget/identity.js").Identity} Identity
 */

import { pause } from "shared/parts.js";

const POLLS_PER_HELLO = 5;

export class Asking {
  /** @type {() => Session} */
  #session;
  #identity;
  #page;
  #language;
  #polls = 0;
  /** @type {Promise<string> | undefined} being worked out, or ready for the next hello */
  #proof;

  /**
   * @param {() => Session} session
   * @param {Identity} identity
   * @param {() => {url: string, title: string} | undefined} page where the widget is embedded
   * @param {() => string | null} language the one the visitor chose
   */
  constructor(session, identity, page, language) {
    this.#session = session;
    this.#identity = identity;
    this.#page = page;
    this.#language = language;
  }

  /** @param {"socket" | "http"} over @returns {Promise<Frame>} */
  async hello(over) {
    await this.#identity.claim();
    await pause(); // a slow phone thinks about the zone for 40 ms the first time: a task of its own
    this.#greeting();
    await pause();
    const proof = await this.#proof;
    this.#proof = undefined;
    const token = over === "socket" ? this.#identity.token : null;
    return { ...this.#greeting(), page: this.#page(), ...(token && { token }), ...(proof && { proof }) };
  }

  /**
   * Many strangers write just now: this browser does a sum, and nobody is asked anything.
   * @param {any} challenge @param {(proof: string) => boolean} send false: it goes with the next hello
   */
  async prove(challenge, send) {
    if (this.#proof) return;
    this.#proof = import("later/proof.js").then(({ solve }) => solve(challenge)).catch(() => "");
    const proof = await this.#proof;
    if (!proof || send(proof)) this.#proof = undefined;
  }

  /** Over HTTP the token travels here. @returns {Record<string, string>} */
  headers() {
    const token = this.#identity.token;
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  /**
   * New entries every time; over HTTP, where nothing is pushed, also status, read marks and epoch
   * when they may have changed.
   * @param {"socket" | "http"} over
   * @returns {Frame[]}
   */
  pollFrames(over) {
    const { conversation, log, stale } = this.#session();
    if (over === "socket" && !conversation) return []; // there is no log to ask for yet
    this.#polls = (this.#polls + 1) % POLLS_PER_HELLO;
    const anew = over === "http" && (stale || this.#polls === 0);
    return [anew ? this.#greeting() : { type: "sync", after: log.last }];
  }

  #greeting() {
    const { log, welcome } = this.#session();
    const held = log.last ? { after: log.last } : {};
    const language = this.#language();
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    return { type: "hello", v: 1, epoch: welcome?.epoch ?? null, locale: navigator.language, zone, ...(language && { language }), ...held };
  }
}
