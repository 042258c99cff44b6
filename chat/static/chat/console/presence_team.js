/**
 * Who works here and how they are, as the server tells it. Fires "change".
 *
 * @typedef {import("console/types.js").Person} Person
 * @typedef {import("console/types.js").Notices} Notices
 */

/** @type {Notices} until the server has told */
export const USUAL = { sound: true, desktop: false, push: false, muted: false, quiet: null };

export class Team extends EventTarget {
  notices = USUAL;
  /** @type {Map<number, Person>} */
  #people = new Map();
  #member;

  /** @param {number} member who looks */
  constructor(member) {
    super();
    this.#member = member;
  }

  /** @returns {Person | undefined} undefined before the first welcome */
  get me() {
    return this.#people.get(this.#member);
  }

  /** @param {number} member */
  get(member) {
    return this.#people.get(member);
  }

  /** @returns {Person[]} who can answer first, then by name */
  everybody() {
    return [...this.#people.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }

  /** @param {{people?: Person[], me: {notices?: Notices}}} welcome */
  welcomed({ people = [], me }) {
    this.#people = new Map(people.map((person) => [person.member, person]));
    this.notices = me.notices ?? USUAL;
    this.#changed();
  }

  /** @param {Person} person */
  apply(person) {
    this.#people.set(person.member, { ...this.#people.get(person.member), ...person });
    this.#changed();
  }

  /** @param {Notices} notices */
  keep(notices) {
    this.notices = notices;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {Person} person */
function rank({ presence }) {
  return ["online", "practice", "away", "offline"].indexOf(presence);
}
