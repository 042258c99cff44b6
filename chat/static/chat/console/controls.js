/**
 * How people reach the commands: single keys, the two chords that work while typing, buttons, and
 * the palette.
 *
 * @typedef {import("console/app.js").App} App
 */

import { commands } from "console/commands.js";
import { byId } from "console/dom.js";
import { Keys } from "console/keys.js";
import { KeysSheet } from "console/keys_sheet.js";
import { VIEWS } from "console/order.js";
import { Palette } from "console/palette.js";
import { ChatMenu } from "console/triage_menu.js";
import { things } from "console/things.js";

/** What "More" in the header of a chat offers. */
const IN_MENU = new Set(
  "take handover snooze tags priority department merge whisper takeOver unseen abuse unblock release close reopen".split(" "),
);

export class Controls {
  #app;
  #keys;
  #palette;
  #sheet;
  /** @type {import("console/commands.js").Command[]} */
  #all;
  /** @type {import("console/commands.js").Command[]} what "More" offers, if it may be done */
  #inMenu;
  /** @type {Record<string, () => void>} */
  #run;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const run = (this.#run = { ...this.#runs(), ...app.tools.runs() });
    const all = (this.#all = [...commands(run, (what) => this.#may(what)), ...app.tools.commands]);
    new ChatMenu((this.#inMenu = all.filter((command) => IN_MENU.has(command.id))));
    this.#keys = new Keys(bindings(all));
    const open = (/** @type {number} */ id) => app.open(id);
    const offered = { commands: all, store: app.desk.store, links: app.config.links, open };
    this.#palette = new Palette(() => things(offered));
    this.#sheet = new KeysSheet(all, this.#keys, app.storage);
    document.addEventListener("keydown", (event) => this.#chord(event) || app.articles.chord(event) || this.#keys.handle(event));
    document.addEventListener("click", (event) => this.#clicked(event, run));
  }

  /** Another command of the chat at hand, from a module beside this one. @param {import("console/commands.js").Command} command */
  add(command) {
    this.#all.push(command);
    this.#inMenu.push(command);
    this.#run[command.id] = command.run;
    this.#keys.bind(bindings([command]));
    this.#sheet.list(this.#all);
  }

  /** @returns {Record<string, () => void>} by the id of the command */
  #runs() {
    const app = this.#app;
    const { moves, composer } = app;
    return {
      next: () => this.#step(1),
      previous: () => this.#step(-1),
      list: () => app.toList(),
      nextOpen: () => app.turn(1),
      previousOpen: () => app.turn(-1),
      leave: () => app.leave(app.chat.id),
      reply: () => this.#inSubject(() => composer.write("reply")),
      note: () => this.#inSubject(() => composer.write("note")),
      canned: () => this.#inSubject(() => composer.pickCanned()),
      articles: () => this.#inSubject(() => app.articles.search()),
      offerReplies: () => this.#inSubject(() => composer.offer()),
      houseRules: () => composer.checks.house.open(),
      sendAndClose: () => composer.send(true),
      attach: () => this.#inSubject(() => composer.attach()),
      emoji: () => this.#inSubject(() => app.emoji.toggle()),
      take: () => (app.tools.may("handover") ? app.tools.runs().handover?.() : this.#take()),
      release: () => void moves.do("release", app.subject),
      close: () => void moves.do("close", app.subject),
      reopen: () => void moves.do("reopen", app.subject),
      undo: () => moves.undo(),
      accept: () => (app.calls.offers.any ? app.calls.offers.accept() : app.tools.cards.accept()),
      decline: () => (app.calls.offers.any ? app.calls.offers.decline() : app.tools.cards.decline()),
      presence: () => app.calls.presence.open(),
      notices: () => app.calls.notices.open(),
      details: () => app.screen.toggleDetails(),
      ...Object.fromEntries(VIEWS.map((view) => [view, () => app.goTo(view)])),
      palette: () => this.#palette.open(),
      keys: () => this.#sheet.open(),
      signOut: () => byId("sign-out", HTMLFormElement).requestSubmit(),
    };
  }

  /** @param {Parameters<Parameters<typeof commands>[1]>[0]} what */
  #may(what) {
    const { desk, moves, subject } = this.#app;
    if (what === "chat") return subject !== null;
    if (what === "offer") return this.#app.calls.offers.any || this.#app.tools.cards.open.length > 0;
    if (what === "undo") return moves.canUndo;
    return what === "several" ? desk.chats.ids.length > 1 : moves.can(what, subject);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was one of the two */
  #chord(event) {
    const { key, altKey } = event;
    const isPalette = (event.ctrlKey || event.metaKey) && !altKey && key.toLowerCase() === "k";
    const isTurn = altKey && !event.ctrlKey && (key === "ArrowDown" || key === "ArrowUp");
    if (!isPalette && !isTurn) return false;
    event.preventDefault();
    if (isPalette) this.#palette.open();
    else if (!document.querySelector("dialog[open]")) this.#app.turn(key === "ArrowDown" ? 1 : -1);
    return true;
  }

  /** @param {MouseEvent} event @param {Record<string, () => void>} run */
  #clicked(event, run) {
    const target = event.target instanceof Element ? event.target : null;
    const view = VIEWS.find((name) => name === target?.closest("button[data-view]")?.getAttribute("data-view"));
    if (view) return this.#app.look(view);
    const button = target?.closest("button[data-command]");
    run[button?.getAttribute("data-command") ?? ""]?.();
  }

  /** @param {1 | -1} step */
  #step(step) {
    const { panel } = this.#app.tools;
    if (panel.isOpen) panel.step(step);
    else this.#app.list.move(step);
  }

  #take() {
    const { moves, subject, chat } = this.#app;
    if (moves.do("take", subject) && subject !== null && subject !== chat.id) this.#app.open(subject);
  }

  /** Open what the cursor is on, then write. @param {() => void} write */
  #inSubject(write) {
    const { subject, chat, screen } = this.#app;
    if (subject !== null && (subject !== chat.id || !screen.showsChat)) this.#app.open(subject);
    write();
  }
}

/** @param {import("console/commands.js").Command[]} some @returns {import("console/keys.js").Bindings} */
function bindings(some) {
  const bound = some.filter((command) => command.bound !== false);
  return Object.fromEntries(bound.flatMap((one) => one.keys.map((key) => [key, one.run])));
}
