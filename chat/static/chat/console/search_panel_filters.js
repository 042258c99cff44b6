/**
 * The choices of the search panel: which chats, besides the words that were said in them.
 *
 * @typedef {import("console/types.js").Filters} Filters
 * @typedef {import("console/types.js").Person} Person
 * @typedef {{people: readonly Person[], departments: readonly {id: number, name: string}[], tags: readonly string[], languages: readonly string[]}} Known
 */

import { byId, make } from "console/dom.js";
import { languageName } from "console/format.js";
import { PRIORITIES } from "console/triage.js";
import { language, say } from "console/words.js";

const NUMBERS = ["operator", "department"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What the form says, as the server wants it; what is left open is left out.
 * @param {Iterable<[string, FormDataEntryValue]>} fields
 * @returns {Filters}
 */
export function filtersOf(fields) {
  /** @type {Record<string, string | number>} */
  const filters = {};
  for (const [name, value] of fields) {
    if (typeof value !== "string" || value === "") continue;
    if (["since", "until"].includes(name) && !DAY.test(value)) continue;
    filters[name] = NUMBERS.includes(name) ? Number(value) : value;
  }
  return filters;
}

export class SearchFilters {
  #form = byId("search-filters", HTMLFormElement);

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#form.addEventListener("change", onChange);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("reset", () => setTimeout(onChange));
  }

  /** @returns {Filters} */
  get value() {
    return filtersOf(new FormData(this.#form));
  }

  /** @param {Filters} filters */
  set(filters) {
    for (const field of this.#form.querySelectorAll("select, input")) {
      const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (field);
      input.value = String(filters[/** @type {keyof Filters} */ (input.name)] ?? "");
    }
  }

  clear() {
    this.set({});
  }

  /** What there is to choose from; what was chosen stays. @param {Known} known */
  offer({ people, departments, tags, languages }) {
    this.#fill("status", ["waiting", "open", "closed"].map((status) => [status, say(`filter_${status}`)]));
    this.#fill("operator", [["0", say("nobody")], ...people.map(pairOf)]);
    this.#fill("department", [["0", say("filter_no_department")], ...departments.map(({ id, name }) => pair(id, name))]);
    this.#fill("tag", tags.map((tag) => [tag, tag]));
    this.#fill("priority", PRIORITIES.map((priority) => [priority, say(`priority_${priority}`)]));
    this.#fill("language", languages.map((tag) => [tag, languageName(tag, language()) || tag]));
  }

  /** @param {string} name @param {string[][]} options */
  #fill(name, options) {
    const field = /** @type {HTMLSelectElement} */ (this.#form.elements.namedItem(name));
    const chosen = field.value;
    field.replaceChildren(option("", say("filter_any")), ...options.map(([value = "", text = ""]) => option(value, text)));
    field.value = chosen;
  }
}

/** @param {Person} person */
function pairOf({ member, name }) {
  return pair(member, name);
}

/** @param {number} id @param {string} name */
function pair(id, name) {
  return [String(id), name];
}

/** @param {string} value @param {string} text */
function option(value, text) {
  const element = /** @type {HTMLOptionElement} */ (make("option", text));
  element.value = value;
  return element;
}
