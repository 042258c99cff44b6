/**
 * Calling this person: sound, and a desktop notification while they look elsewhere. As they wish
 * it, never while muted or in their quiet hours, and from one window of several only.
 *
 * @typedef {import("console/types.js").Notices} Notices
 * @typedef {import("console/sounds.js").Kind} Kind
 * @typedef {object} Call
 * @property {Kind} kind
 * @property {string} words
 * @property {number} conversation
 */

import { oneWindow } from "console/notify_window.js";

/** @param {Notices["quiet"]} quiet @param {Date} now whether it is between the two times, there */
export function isQuiet(quiet, now) {
  if (!quiet) return false;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: quiet.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const at = clock.format(now);
  return quiet.from < quiet.to ? quiet.from <= at && at < quiet.to : at >= quiet.from || at < quiet.to;
}

/** @param {Notices} notices @param {Date} now @returns {"muted" | "quiet" | null} why nothing calls now */
export function peace({ muted, quiet }, now) {
  if (muted) return "muted";
  return isQuiet(quiet, now) ? "quiet" : null;
}

export class Notifier {
  #team;
  #sounds;
  #onOpen;
  #isOurs;

  /**
   * @param {import("console/presence_team.js").Team} team
   * @param {import("console/sounds.js").Sounds} sounds
   * @param {string} company slug
   * @param {(id: number) => void} onOpen
   */
  constructor(team, sounds, company, onOpen) {
    this.#team = team;
    this.#sounds = sounds;
    this.#onOpen = onOpen;
    this.#isOurs = oneWindow(`helpdesk:voice:${company}`);
  }

  /** @param {Call} call @param {Date} [now] */
  call(call, now = new Date()) {
    const { sound, desktop } = this.#team.notices;
    if (peace(this.#team.notices, now) || !this.#isOurs()) return;
    if (sound) void this.#sounds.play(call.kind);
    if (desktop && !isLookedAt()) this.show(call);
  }

  /** @param {Call} call */
  show({ words, conversation }) {
    if (!mayShow()) return;
    const shown = new Notification(words, { tag: `helpdesk-${conversation}`, silent: true });
    shown.addEventListener("click", () => {
      window.focus();
      shown.close();
      if (conversation) this.#onOpen(conversation);
    });
  }
}

export function mayShow() {
  return "Notification" in window && Notification.permission === "granted";
}

function isLookedAt() {
  return document.visibilityState === "visible" && document.hasFocus();
}
