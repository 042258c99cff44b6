/** Which conversation the address names, and going there. */

export class Address {
  #inbox;

  /** @param {string} inbox "/t/acme/inbox/" */
  constructor(inbox) {
    this.#inbox = inbox;
  }

  /** @param {number} id */
  of(id) {
    return `${this.#inbox}${id}/`;
  }

  /** @returns {number | null} */
  get conversation() {
    const match = /^(\d+)\/$/.exec(location.pathname.slice(this.#inbox.length));
    return match ? Number(match[1]) : null;
  }

  /** @param {number | null} id null: the list @param {boolean} [fromList] */
  go(id, fromList = false) {
    if (id === this.conversation) return;
    history.pushState({ fromList }, "", id === null ? this.#inbox : this.of(id));
  }

  /** Back to where the list was, without making a longer way back each time. */
  back() {
    if (history.state?.fromList) history.back();
    else this.go(null);
  }
}
