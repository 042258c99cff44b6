/** The copy of a chat without what is for colleagues alone: a link beside it, and a command. */

import { byId, clone, part } from "console/dom.js";

export class Transcript {
  #app;
  #link;

  /** @param {typeof import("console/main.js").app} app */
  constructor(app) {
    this.#app = app;
    const line = clone("transcript-link");
    line.hidden = Boolean(app.config.practice); // its result has all of it
    this.#link = part(line, "link");
    byId("context").querySelector(".facts:has([data-fact=number])")?.append(line);
    app.controls.add({
      id: "transcript",
      name: "do_transcript",
      keys: [],
      group: "chat",
      run: () => void (app.subject !== null && window.open(this.#of(app.subject), "_blank", "noopener")),
      may: () => app.subject !== null && !app.config.practice,
    });
  }

  refresh() {
    const { id } = this.#app.chat;
    if (id !== null) this.#link.setAttribute("href", this.#of(id));
  }

  /** @param {number} id */
  #of(id) {
    return `/t/${this.#app.config.slug}/transcripts/${id}/`;
  }
}
