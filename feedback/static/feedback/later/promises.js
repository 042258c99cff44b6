/**
 * What was promised to the visitor: on its card, and above the chat until it is kept.
 *
 * @typedef {import("shared/types.js").Promised} Promised
 */

import { pageLocale } from "shared/clock.js";
import { make } from "shared/make.js";
import { part } from "shared/parts.js";

/** @param {import("feedback/start.js").Widget} widget */
export function beginPromises({ session, connection, render }) {
  let told = session.welcome?.promises;
  let cards = 0;
  const top = make("section", { class: "promises" });
  part("bar-good").after(top);

  /** @param {Promised} promised @returns {string} by when, or what became of it */
  function state({ state, due_at }) {
    const at = new Date(due_at);
    const words = told?.words[state === "open" && at.getTime() <= Date.now() ? "late" : state] ?? "";
    return words.replace("{when}", () => at.toLocaleString(pageLocale(), { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }));
  }

  /** Only what changed: it is read aloud. @param {HTMLElement} place @param {string} key @param {() => Node[]} paint */
  function fill(place, key, paint) {
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    place.replaceChildren(...paint());
  }

  return {
    look() {
      const now = session.log.entries.filter(({ data }) => data.card?.startsWith("promise")).length;
      if (now !== cards && connection.send({ type: "promises" })) cards = now;
      const open = told?.items.filter((item) => item.state === "open") ?? [];
      const lines = open.map((item) => make("p", {}, make("b", {}, item.what), " ", state(item)));
      fill(top, lines.map((line) => line.textContent).join(), () => [make("small", {}, told?.words.top), ...lines]);
      top.ariaLabel = told?.words.top ?? "";
      top.hidden = !lines[0];
    },

    /** @param {import("shared/types.js").Frame} frame */
    receive(frame) {
      if (frame.type === "welcome") told = frame.promises;
      else if (frame.type === "promises") told = /** @type {any} */ (frame);
      else return;
      render();
    },

    /** @param {HTMLElement} bubble @param {import("shared/types.js").Item} item */
    decorate(bubble, { data }) {
      const promised = data.card === "promise" && told?.items.find(({ id }) => id === data.follow_up);
      if (!promised) return;
      const place = /** @type {HTMLElement} */ (bubble.querySelector(":scope > .promise") ?? make("p", { class: "promise" }));
      fill(place, state(promised), () => [document.createTextNode(state(promised))]);
      place.dataset.state = promised.state;
      bubble.append(place);
    },
  };
}
