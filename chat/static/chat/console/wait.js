/** The loudest number on the screen: how long a customer has been without an answer. */

import { attribute, write } from "console/dom.js";
import { duration, urgency } from "console/format.js";

/** @param {HTMLElement} element .wait @param {number | null} seconds null: nobody waits */
export function paintWait(element, seconds) {
  element.hidden = seconds === null;
  if (seconds === null) return;
  attribute(element, "data-urgency", urgency(seconds));
  const number = element.querySelector(".wait-number");
  if (number) write(number, duration(seconds));
}
