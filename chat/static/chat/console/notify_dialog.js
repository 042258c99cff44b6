/**
 * How one wants to be called: sound, desktop, push, and when not at all. Kept by the server, so
 * that it holds in every browser; what a browser has to allow is asked for on the click.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Notices} Notices
 * @typedef {import("console/types.js").PushConfig} PushConfig
 */

import { byId, write } from "console/dom.js";
import { canPush, subscribe, subscribed, unsubscribe } from "console/notify_push.js";
import { say } from "console/words.js";

/** @typedef {"sound" | "desktop" | "push" | "muted"} Switch */

export class NoticesDialog {
  #desk;
  #notifier;
  #sounds;
  #push;
  /** Where this browser is woken; null where it is not. @type {string | null} */
  #endpoint = null;
  #dialog = byId("notices", HTMLDialogElement);
  #from = byId("quiet-from", HTMLInputElement);
  #to = byId("quiet-to", HTMLInputElement);

  /**
   * @param {Desk} desk
   * @param {import("console/notify.js").Notifier} notifier
   * @param {import("console/sounds.js").Sounds} sounds
   * @param {PushConfig | null} push null where this server sends none
   */
  constructor(desk, notifier, sounds, push) {
    this.#desk = desk;
    this.#notifier = notifier;
    this.#sounds = sounds;
    this.#push = push;
    this.#dialog.addEventListener("change", (event) => void this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    this.#dialog.addEventListener("click", (event) => this.#clicked(event));
    desk.team.addEventListener("change", () => this.refresh());
    desk.team.addEventListener("change", () => void this.#renew(), { once: true });
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    write(byId("push-hint"), "");
    this.refresh();
    void this.#lookHere();
    this.#dialog.showModal();
    byId("notices-title").focus();
  }

  refresh() {
    const { notices } = this.#desk.team;
    for (const name of /** @type {Switch[]} */ (["sound", "desktop", "muted"])) this.#switch(name).checked = notices[name];
    this.#switch("push").checked = notices.push && this.#endpoint !== null;
    byId("test-push").hidden = !this.#switch("push").checked;
    this.#switch("push").disabled = !canPush(this.#push);
    this.#switch("desktop").disabled = !("Notification" in window);
    byId("quiet-on", HTMLInputElement).checked = notices.quiet !== null;
    byId("quiet-times").hidden = notices.quiet === null;
    if (notices.quiet && !this.#dialog.contains(document.activeElement)) {
      this.#from.value = notices.quiet.from;
      this.#to.value = notices.quiet.to;
    }
    write(byId("quiet-zone"), notices.quiet ? say("notices_zone", { zone: notices.quiet.zone.replace(/_/g, " ") }) : "");
    this.#explain();
  }

  /** Somebody may have taken the permission back. */
  async #lookHere() {
    this.#endpoint = (await subscribed(this.#push).catch(() => null))?.endpoint ?? null;
    this.refresh();
  }

  /** Browsers change where they are woken, and somebody else may have sat here meanwhile. */
  async #renew() {
    await this.#lookHere();
    const here = this.#desk.team.notices.push ? await subscribed(this.#push).catch(() => null) : null;
    if (here) this.#desk.line.send({ type: "subscribe", ...here });
  }

  /** What the browser refuses. */
  #explain() {
    const { notices } = this.#desk.team;
    const isDenied = "Notification" in window && Notification.permission === "denied";
    const wantsDesktop = notices.desktop && "Notification" in window && Notification.permission !== "granted";
    write(byId("desktop-hint"), isDenied ? say("notices_denied") : wantsDesktop ? say("notices_not_here") : "");
    if (!canPush(this.#push)) write(byId("push-hint"), say("notices_no_push"));
  }

  /** @param {Switch} name */
  #switch(name) {
    return byId(`notices-${name}`, HTMLInputElement);
  }

  /** @param {HTMLInputElement} input */
  async #changed(input) {
    const { notices } = this.#desk.team;
    const name = input.id.replace("notices-", "");
    if (input.id === "quiet-on") return this.#keep({ ...notices, quiet: input.checked ? this.#quiet() : null });
    if (input === this.#from || input === this.#to) return this.#keepTimes(notices);
    if (name === "desktop" && input.checked && !(await this.#isAllowed())) return this.refresh();
    if (name === "push") return this.#pushed(input.checked);
    this.#keep({ ...notices, [name]: input.checked });
  }

  /** @param {Notices} notices */
  #keepTimes(notices) {
    const isWhole = this.#from.value && this.#to.value && this.#from.value !== this.#to.value;
    write(byId("quiet-hint"), isWhole ? "" : say("notices_two_times"));
    if (isWhole) this.#keep({ ...notices, quiet: this.#quiet() });
  }

  #quiet() {
    this.#from.value ||= "22:00";
    this.#to.value ||= "07:00";
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    return { from: this.#from.value, to: this.#to.value, zone };
  }

  async #isAllowed() {
    return (await Notification.requestPermission()) === "granted";
  }

  /** For this browser; other browsers of theirs stay as they are. @param {boolean} on */
  async #pushed(on) {
    const failed = !(await (on ? this.#wakeHere() : this.#letSleepHere()).catch(() => false));
    await this.#lookHere();
    if (failed) write(byId("push-hint"), say(Notification.permission === "denied" ? "notices_denied" : "notices_push_failed"));
    else if (on) this.#keep({ ...this.#desk.team.notices, push: true });
  }

  /** @returns {Promise<boolean>} whether it is done */
  async #wakeHere() {
    if (!this.#push || !(await this.#isAllowed())) return false;
    return this.#desk.line.send({ type: "subscribe", ...(await subscribe(this.#push)) });
  }

  /** @returns {Promise<boolean>} whether it is done */
  async #letSleepHere() {
    const endpoint = this.#push && (await unsubscribe(this.#push));
    return !endpoint || this.#desk.line.send({ type: "unsubscribe", endpoint });
  }

  /** @param {Notices} notices */
  #keep(notices) {
    if (this.#desk.line.send({ type: "notices", ...notices })) this.#desk.team.keep(notices);
    else this.refresh();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target === this.#dialog || target?.closest("[data-close]")) return this.#dialog.close();
    if (target?.closest("#test-sound")) void this.#testSound();
    if (target?.closest("#test-desktop")) void this.#testDesktop();
    if (target?.closest("#test-push")) this.#testPush();
  }

  #testPush() {
    const isSent = this.#desk.line.send({ type: "test_push", endpoint: this.#endpoint });
    write(byId("push-hint"), say(isSent ? "notices_push_sent" : "notices_push_failed"));
  }

  async #testSound() {
    const wasHeard = await this.#sounds.play("alert");
    write(byId("sound-hint"), say(wasHeard ? "notices_played" : "notices_silent"));
  }

  async #testDesktop() {
    if (await this.#isAllowed()) this.#notifier.show({ kind: "chat", words: say("notices_test"), conversation: 0 });
    this.#explain();
  }
}
