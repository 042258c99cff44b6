/**
 * While sound is wanted and this browser lets none be heard, a word that a click is missing. It
 * floats and takes no clicks, so that nothing moves away under the pointer when it goes.
 */

import { byId } from "console/dom.js";

export class SilentWord {
  #team;
  #sounds;
  #word = byId("silent-word");
  #asked = false;

  /** @param {import("console/presence_team.js").Team} team @param {import("console/sounds.js").Sounds} sounds */
  constructor(team, sounds) {
    this.#team = team;
    this.#sounds = sounds;
    team.addEventListener("change", () => this.refresh());
    sounds.addEventListener("change", () => this.refresh());
  }

  refresh() {
    const { sound, muted } = this.#team.notices;
    const isWanted = sound && !muted && this.#team.me !== undefined;
    if (isWanted && !this.#asked) void this.#sounds.ask();
    this.#asked ||= isWanted;
    this.#word.hidden = !(isWanted && this.#sounds.isSilenced);
  }
}
