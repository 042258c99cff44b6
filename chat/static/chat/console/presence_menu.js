/**
 * In the rail: how one is, always in sight and true; what one can choose; and how the others are.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").Person} Person
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { peace } from "console/notify.js";
import { say } from "console/words.js";
import { initials } from "shared/initials.js";

export class PresenceMenu {
  #desk;
  #toasts;
  #button = byId("presence-button");
  #menu = byId("presence");
  #pause = byId("presence-pause", HTMLInputElement);
  #list = byId("team");
  /** What was chosen here and not confirmed yet. @type {{presence?: string, pauses?: boolean}} */
  #wanted = {};

  /** @param {Desk} desk @param {import("console/toasts.js").Toasts} toasts */
  constructor(desk, toasts) {
    this.#desk = desk;
    this.#toasts = toasts;
    this.#menu.addEventListener("change", (event) => this.#chosen(/** @type {HTMLInputElement} */ (event.target)));
    desk.team.addEventListener("change", () => this.#told());
    desk.addEventListener("line", () => this.#told());
    this.refresh();
  }

  open() {
    this.#menu.showPopover();
    this.#menu.querySelector("input")?.focus();
  }

  refresh() {
    const { me } = this.#desk.team;
    const state = this.#isConnected ? (me?.presence ?? "connecting") : "offline";
    attribute(this.#button, "data-presence", state);
    write(part(this.#button, "words"), say(this.#isConnected ? `presence_${state}` : "presence_cut_off"));
    for (const radio of this.#menu.querySelectorAll("input[type=radio]")) {
      const input = /** @type {HTMLInputElement} */ (radio);
      input.checked = input.value === (this.#wanted.presence ?? state);
    }
    this.#pause.checked = this.#wanted.pauses ?? me?.pauses_after_chat ?? false;
    write(byId("presence-why"), me ? this.#why(me) : "");
    const { notices } = this.#desk.team;
    const why = peace(notices, new Date());
    write(byId("presence-peace"), why ? say(`notices_${why}_now`, { to: notices.quiet?.to ?? "" }) : "");
    this.#paintTeam();
  }

  get #isConnected() {
    return ["online", "polling"].includes(this.#desk.line.state);
  }

  /** @param {Person} me */
  #why(me) {
    if (me.by_itself) return say("presence_by_itself");
    if (me.pauses_after_chat) return say("presence_pausing");
    return say("presence_load", { load: this.#loadOf(me), capacity: me.capacity });
  }

  /** Chats they have now: ours to count while we hold them all. @param {Person} person */
  #loadOf({ member, load }) {
    const { store } = this.#desk;
    if (!store.covers("all")) return load;
    return store.everything().filter((row) => row.status === "open" && row.operator?.member === member).length;
  }

  #paintTeam() {
    const people = this.#desk.team.everybody();
    const rows = people.map((person) => this.#row(person));
    this.#list.replaceChildren(...rows);
  }

  /** @param {Person} person */
  #row(person) {
    const row = clone("team-item");
    attribute(row, "data-presence", person.presence);
    write(part(row, "face"), initials(person.name));
    write(part(row, "name"), person.member === this.#desk.store.me.member ? say("you") : person.name);
    attribute(part(row, "how"), "data-presence", person.presence);
    write(part(row, "state"), say(`presence_${person.presence}`));
    const load = part(row, "load");
    if (person.presence === "offline") load.replaceChildren();
    else this.#paintLoad(load, person);
    return row;
  }

  /** @param {HTMLElement} load @param {Person} person */
  #paintLoad(load, person) {
    write(part(load, "short"), `${this.#loadOf(person)}/${person.capacity}`);
    write(part(load, "words"), say("presence_load_of", { load: this.#loadOf(person), capacity: person.capacity }));
  }

  /** The server, or the line, has spoken: what was chosen is so, or is not. */
  #told() {
    this.#wanted = {};
    this.refresh();
  }

  /** @param {HTMLInputElement} input */
  #chosen(input) {
    const isPause = input === this.#pause;
    this.#wanted = isPause ? { pauses: input.checked } : { presence: input.value };
    const frame = isPause ? { type: "pause", on: input.checked } : { type: "presence", presence: input.value };
    if (this.#desk.line.send(frame)) return;
    this.#toasts.show(say("presence_not_told"));
    this.#told();
  }
}
