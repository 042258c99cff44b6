/**
 * What we may write to somebody for: the card in the chat, and "Your data and e-mail" below it.
 * The address goes from the field to the server: into no storage, no outbox, no bubble.
 *
 * @typedef {{id: number, label: string, wording: string, also?: {id: number, wording: string}}} Text
 * @typedef {{texts: Text[], offer: string}} Offer
 * @typedef {Offer & {held: {label: string}[], confirming: boolean, page: string, copy: {page: string, text: string} | null, address: string, known: string[], words: Record<string, string>}} Told
 */

import { meantAddress } from "feedback-later/slips.js";
import { newId } from "shared/ids.js";
import { make } from "shared/make.js";
import { part } from "shared/parts.js";

/** @param {import("feedback/start.js").Widget} widget @param {boolean} opens whether it was asked for */
export function beginPermission({ session, connection, render }, opens) {
  /** @type {Told | undefined} */
  let told;
  /** @type {Record<string, string>} */
  let words = {};
  /** The id of what was given and is not answered yet. */
  let going = "";
  /** Whether the panel is to show the next answer: not while somebody types there. */
  let isOld = false;
  let [newest, answer] = ["", ""];
  /** @type {(code: string) => void} */
  let fail;

  const panel = make("section", { class: "permission" });
  const ask = () => connection.send({ type: "permission" });
  const open = () => {
    part("pane").append(panel);
    isOld = ask();
  };
  part("data").addEventListener("click", open);
  if (opens) open();
  else ask();

  /** @param {string | undefined} said @param {() => void} run */
  const button = (said, run) => make("button", { type: "button", class: "button quiet", run }, said);

  /** What is in force. @param {Told} told @param {string} [title] @param {string} [none] */
  const standing = ({ held, confirming }, title, none) => [
    make("p", {}, held[0] ? title : none),
    ...held.map(({ label }) => make("b", {}, label)),
    make("p", {}, confirming ? words.confirming : ""),
  ];

  /** @param {Told} told */
  function fill(told) {
    const close = button(words.close, () => panel.remove());
    const title = make("h2", { tabindex: "-1" }, words.title);
    const to = (/** @type {string | undefined} */ href, /** @type {string | undefined} */ said) =>
      href ? make("a", { href, target: "_blank", rel: "noopener" }, said) : "";
    const links = [to(told.page, words.page), to(told.copy?.page, words.copy), to(told.copy?.text, words.keep)];
    const more = told.texts[0] ? form(told, told, close) : close;
    panel.replaceChildren(title, make("p", {}, words.about), ...links, ...standing(told, words.held, words.none), more);
    title.focus();
    isOld = false;
  }

  /** @param {Offer} offered @param {Told} told @param {Node} no */
  function form({ offer, texts }, { known, address }, no) {
    const boxes = texts.map((text) => ({ ...text, box: make("input", { type: "checkbox" }) }));
    const field = make("input", { type: "email", autocomplete: "email", dir: "ltr", placeholder: address });
    const problem = make("p", { class: "error", role: "alert" });
    const give = make("button", { class: "button" }, words.give);
    const made = make(
      "form",
      { class: "permission", novalidate: "" },
      ...boxes.map(({ box, label, wording, also }) => make("label", {}, box, make("span", {}, make("b", {}, label), make("small", {}, wording, " ", also?.wording)))),
      make("label", {}, words.address, field),
      problem,
      make("small", {}, words.once),
      make("p", { class: "cluster" }, give, no),
    );
    let warnedOf = "";

    /** @param {Node | string} [said] */
    function tell(said = "") {
      problem.replaceChildren(said);
      give.disabled = false;
    }
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const email = field.value.trim();
      const ticked = boxes.filter(({ box }) => box.checked).flatMap(({ id, also }) => (also ? [id, also.id] : id));
      const meant = meantAddress(email, known);
      fail = (code) => tell(words[code] ?? words.failed);
      if (!ticked[0]) return fail("nothing_agreed");
      if (!(email || address) || !field.validity.valid) return fail("bad_address");
      if (meant && warnedOf !== email) {
        warnedOf = email;
        return tell(button(words.meant?.replace("{}", () => meant), () => tell((field.value = meant) && "")));
      }
      tell();
      going = newId();
      give.disabled = connection.send({ type: "give_permission", id: going, offer, email, texts: ticked });
      if (!give.disabled) fail("");
    });
    return made;
  }

  return {
    look() {
      for (const { kind, id, data } of session.log.entries) {
        if (data.card === "permission") [newest, answer] = [id, ""];
        if (kind === "signal" && data.signal?.endsWith("permission")) answer = data.signal;
      }
    },

    /** @param {import("shared/types.js").Frame} frame */
    receive(frame) {
      const { type, id, code } = frame;
      if (type === "permission") {
        told = /** @type {any} */ (frame);
        words = frame.words;
        if (id === going) [going, isOld] = ["", true];
        render();
        if (isOld) fill(/** @type {Told} */ (told)); // its title comes into view
      } else if (going && (type === "welcome" || id === going)) {
        going = "";
        fail(code);
      }
      if (type === "permission_changed") isOld = ask();
      if (type === "welcome") ask();
    },

    /** @param {HTMLElement} bubble @param {import("shared/types.js").Item} item */
    decorate(bubble, { id, data }) {
      const shown = /** @type {HTMLElement | null} */ (bubble.querySelector(":scope > .permission"));
      const state = told && id === newest && answer !== "no_permission" ? answer && answer + told.held.length || "ask" : "";
      if ((shown?.dataset.state ?? "") === state) return;
      if (shown?.contains(document.activeElement)) document.getElementById("body")?.focus();
      shown?.remove();
      if (!told || !state) return;
      const no = button(words.no, () => connection.send({ type: "decline_permission", id: newId() }));
      const wanted = answer
        ? make("div", { class: "permission" }, ...standing(told, words.thanks), button(words.title, open))
        : form(/** @type {any} */ (data), told, no);
      wanted.dataset.state = state;
      bubble.append(wanted);
    },
  };
}
