/**
 * Where the outbox lies: one storage key for each waiting frame, so that two tabs never overwrite
 * each other's list. What storage will not take is held in memory for this tab alone.
 *
 * @typedef {import("shared/types.js").Waiting} Waiting
 */

export class Shelf {
  /** @type {Map<string, Waiting>} */
  #held = new Map();
  #storage;
  #prefix;

  /** @param {Storage} storage @param {string} key */
  constructor(storage, key) {
    this.#storage = storage;
    this.#prefix = `${key}:`;
    this.reload();
  }

  /** @returns {Waiting[]} in the order in which they are to be sent */
  all() {
    return [...this.#held.values()].sort(
      (a, b) => a.order - b.order || (a.frame.id < b.frame.id ? -1 : 1),
    );
  }

  /** @param {string} id */
  get(id) {
    return this.#held.get(id);
  }

  /** @param {Waiting} item */
  put(item) {
    this.#held.set(item.frame.id, item);
    try {
      this.#storage.setItem(this.#prefix + item.frame.id, JSON.stringify(item));
    } catch {
      // No room: it stays in memory and is still sent; only a reload would lose it.
    }
  }

  /** @param {string} id @returns {boolean} whether it was there */
  remove(id) {
    this.#storage.removeItem(this.#prefix + id);
    return this.#held.delete(id);
  }

  /**
   * Another tab changed a key.
   * @param {string | null} key null: everything was cleared
   * @param {string | null} value
   * @returns {boolean} whether it was one of ours
   */
  changed(key, value) {
    if (key === null) return false; // keep what we hold: a cleared storage is not an acknowledgement
    if (!key.startsWith(this.#prefix)) return false;
    const id = key.slice(this.#prefix.length);
    const item = value === null ? null : parse(value);
    if (item) this.#held.set(id, item);
    else this.#held.delete(id);
    return true;
  }

  reload() {
    for (let index = 0; index < this.#storage.length; index += 1) {
      const key = this.#storage.key(index);
      if (!key?.startsWith(this.#prefix)) continue;
      const item = parse(this.#storage.getItem(key) ?? "");
      if (item) this.#held.set(item.frame.id, item);
    }
  }
}

/** @param {string} text @returns {Waiting | null} null for what an older version left behind */
function parse(text) {
  try {
    const item = JSON.parse(text);
    return typeof item?.frame?.id === "string" && typeof item.order === "number" ? item : null;
  } catch {
    return null;
  }
}
