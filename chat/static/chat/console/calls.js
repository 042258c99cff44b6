/**
 * Everything that calls this person, and how they are: offers, alerts, sounds, presence.
 *
 * @typedef {import("console/app.js").App} App
 */

import { Alerts } from "console/alerts.js";
import { Watch } from "console/alerts_watch.js";
import { NoticesDialog } from "console/notify_dialog.js";
import { Notifier } from "console/notify.js";
import { SilentWord } from "console/notify_silent.js";
import { Offers } from "console/offers.js";
import { tellActivity } from "console/presence_activity.js";
import { PresenceMenu } from "console/presence_menu.js";
import { Sounds } from "console/sounds.js";

export class Calls {
  /** @param {App} app */
  constructor(app) {
    const { desk, config, clock, moves } = app;
    const open = (/** @type {number} */ id) => app.open(id);
    const sounds = new Sounds();
    new SilentWord(desk.team, sounds);
    const notifier = (this.notifier = new Notifier(desk.team, sounds, config.slug, open));
    const take = (/** @type {number} */ id) => void (moves.do("take", id) && open(id));
    const can = (/** @type {number} */ id) => moves.can("take", id);
    this.offers = new Offers(desk, clock, open);
    const isLookedAt = (/** @type {number} */ id) => id === app.chat.id && app.screen.showsChat;
    const all = () => app.goTo("all");
    this.alerts = new Alerts(desk, config.me, clock, { open, take, can, isLookedAt, all, offers: () => this.offers.any });
    this.presence = new PresenceMenu(desk, app.toasts);
    this.notices = new NoticesDialog(desk, notifier, sounds, config.push);
    this.watch = new Watch(desk, config.me, notifier, this.alerts, {
      byHand: config.routing === "manual",
      isLookedAt: (id) => isLookedAt(id) && document.hasFocus(),
      announce: (words) => app.announcer.say(words),
    });
    tellActivity(desk);
  }

  refresh() {
    this.offers.refresh();
    this.alerts.refresh();
    this.presence.refresh();
    this.watch.refresh();
  }

  tick() {
    this.offers.tick();
    this.alerts.tick();
  }
}
