/**
 * Searches somebody comes back to: chips above the list, and saving or dropping one.
 *
 * @typedef {import("console/desk.js").Desk} Desk
 * @typedef {import("console/types.js").SavedView} SavedView
 * @typedef {import("console/triage_desk.js").DeskState} DeskState
 * @typedef {import("console/search_panel.js").SearchPanel} SearchPanel
 */

import { attribute, byId, clone, part, write } from "console/dom.js";
import { say } from "console/words.js";

export class SavedViews {
  #desk;
  #state;
  #panel;
  #oversees;
  #chooser;
  #place = byId("saved-views");
  #form = byId("save-view", HTMLFormElement);
  #name = byId("save-view-name", HTMLInputElement);
  #shared = byId("save-view-shared", HTMLInputElement);
  #drop = byId("drop-view", HTMLButtonElement);
  /** @type {number | null} the view that the panel shows */
  #current = null;

  /**
   * @param {Desk} desk
   * @param {DeskState} state
   * @param {SearchPanel} panel
   * @param {import("console/triage_chooser.js").Chooser} chooser
   * @param {boolean} oversees
   */
  constructor(desk, state, panel, chooser, oversees) {
    this.#desk = desk;
    this.#state = state;
    this.#panel = panel;
    this.#chooser = chooser;
    this.#oversees = oversees;
    byId("save-view-share").hidden = !oversees;
    this.#place.addEventListener("click", (event) => this.#clicked(event));
    this.#form.addEventListener("submit", (event) => this.#save(event));
    this.#drop.addEventListener("click", () => this.#dropCurrent());
    state.addEventListener("change", () => this.refresh());
  }

  /** @param {number | null} id of a view; null: the panel as it was left */
  open(id) {
    const view = this.#state.views.find((one) => one.id === id);
    this.#current = view?.id ?? null;
    this.#name.value = view?.name ?? "";
    this.#shared.checked = view?.shared ?? false;
    this.#panel.open(view);
    this.refresh();
  }

  choose() {
    this.#chooser.ask({
      title: say("views_title"),
      placeholder: say("views_placeholder"),
      none: say("views_none"),
      answers: () =>
        this.#state.views.map((view) => ({
          name: view.name,
          detail: view.shared ? say("view_shared") : "",
          run: () => this.open(view.id),
        })),
    });
  }

  refresh() {
    const isOpen = this.#panel.isOpen;
    const chips = this.#state.views.map((view) => chip(view, isOpen && view.id === this.#current));
    this.#place.replaceChildren(...chips);
    const view = this.#state.views.find((one) => one.id === this.#current);
    this.#drop.hidden = !view || (view.shared && !this.#oversees);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-saved]") : null;
    if (button) this.open(Number(button.getAttribute("data-saved")));
  }

  /** @param {SubmitEvent} event */
  #save(event) {
    event.preventDefault();
    const name = this.#name.value.trim();
    if (!name) return this.#name.focus();
    const shared = this.#oversees && this.#shared.checked;
    this.#desk.line.send({ type: "save_view", name, shared, ...this.#panel.query });
    byId("save-view-box", HTMLDetailsElement).open = false;
  }

  #dropCurrent() {
    if (this.#current === null) return;
    this.#desk.line.send({ type: "drop_view", view: this.#current });
    this.#current = null;
    this.refresh();
  }
}

/** @param {SavedView} view @param {boolean} isCurrent */
function chip(view, isCurrent) {
  const element = clone("saved-view");
  element.dataset.saved = String(view.id);
  attribute(element, "aria-pressed", String(isCurrent));
  write(part(element, "name"), view.name);
  return element;
}
