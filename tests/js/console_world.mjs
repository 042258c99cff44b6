// A company's conversations as the server keeps them: the model the console's store is held against.

const SECOND = 1_000;
const START = Date.parse("2026-11-22T09:00:00Z");
export const ME = { member: 3, name: "Omar", photo: null };
const SAM = { member: 4, name: "Sam", photo: null };

/** The same numbers for the same seed. */
export function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** @param {Record<string, unknown>} [more] */
export function summary(id, more = {}) {
  const at = new Date(START + id * SECOND).toISOString();
  return {
    id,
    visitor: { id: id + 100, name: "", locale: "de" },
    status: "waiting",
    priority: "normal",
    operator: null,
    head: 2,
    public_head: 2,
    preview: { author: "visitor", body: "Hello?" },
    waiting_since: at,
    visitor_messages: 1,
    read: { visitor: 0, operator: 0 },
    page: { url: "https://shop.example/pricing", title: "Pricing" },
    created_at: at,
    changed_at: at,
    ...more,
  };
}

export function pageOf(view, items, more = {}) {
  const counts = { waiting: 0, mine: 0, all: items.length };
  return { type: "conversations", view, items, next: null, counts, inbox: "1", ...more };
}

export class World {
  /** @type {Map<number, any>} */
  rows = new Map();
  seen = new Map();
  #tick = 0;
  #version = 0;

  get inbox() {
    return String(this.#version);
  }

  /** One page of a list, with this member's `seen`. */
  list(view, cursor = null, size = 50) {
    const from = Number(cursor ?? 0);
    const rows = this.of(view);
    const items = rows.slice(from, from + size).map((row) => ({ ...row, seen: this.seen.get(row.id) ?? 0 }));
    const next = from + size < rows.length ? String(from + size) : null;
    return { type: "conversations", view, items, next, counts: this.counts, inbox: this.inbox };
  }

  of(view) {
    const rows = [...this.rows.values()].filter((row) => this.#belongs(row, view));
    return view === "closed" ? rows.sort(byClosing) : rows.sort(byWaiting);
  }

  get counts() {
    const [waiting, mine, snoozed, all] = ["waiting", "mine", "snoozed", "all"].map((view) => this.of(view).length);
    return { waiting, mine, snoozed, all };
  }

  /** Something happens. @returns the push that tells of it */
  happen(roll) {
    const known = [...this.rows.keys()];
    if (!known.length || roll(4) === 0) return this.#add();
    const row = this.rows.get(known[roll(known.length)]);
    const what = [
      () => this.#asks(row),
      () => this.#answers(row, [ME, SAM][roll(2)]),
      () => this.#closes(row),
      () => this.#goesBack(row),
      () => this.#notes(row),
      () => this.#snoozes(row),
    ];
    return what[roll(what.length)]();
  }

  #add() {
    const id = this.rows.size + 1;
    return this.#put(summary(id, { waiting_since: this.#now(), created_at: this.#now(), changed_at: this.#now() }));
  }

  #asks(row) {
    const opened = row.status === "closed" ? { status: row.operator ? "open" : "waiting" } : {};
    const waiting_since = row.waiting_since ?? this.#now();
    return this.#grow(row, { ...opened, snoozed_until: null, waiting_since, visitor_messages: row.visitor_messages + 1 });
  }

  #answers(row, operator) {
    return this.#grow(row, { status: "open", operator: row.status === "open" ? row.operator : operator, waiting_since: null });
  }

  #closes(row) {
    return this.#grow(row, { status: "closed", waiting_since: null, snoozed_until: null });
  }

  #goesBack(row) {
    return row.status === "open" ? this.#grow(row, { status: "waiting", operator: null, snoozed_until: null }) : this.#notes(row);
  }

  #snoozes(row) {
    const isOpen = row.status === "open" && !row.waiting_since;
    return this.#grow(row, isOpen ? { snoozed_until: row.snoozed_until ? null : this.#now() } : {});
  }

  #notes(row) {
    return this.#grow(row, {});
  }

  #grow(row, change) {
    return this.#put({ ...row, head: row.head + 1, changed_at: this.#now(), ...change });
  }

  #put(row) {
    this.rows.set(row.id, row);
    this.#version += 1;
    return { ...row };
  }

  #belongs(row, view) {
    if (view === "closed") return row.status === "closed";
    if (row.status === "closed") return false;
    if (view === "waiting") return row.status === "waiting";
    if (view === "all") return true;
    return row.operator?.member === ME.member && (view === "snoozed") === Boolean(row.snoozed_until);
  }

  #now() {
    return new Date(START + 3_600_000 + (this.#tick += 1) * SECOND).toISOString();
  }
}

function byWaiting(a, b) {
  const [first, second] = [a.waiting_since ?? "~", b.waiting_since ?? "~"];
  return first < second ? -1 : first > second ? 1 : b.id - a.id;
}

function byClosing(a, b) {
  return a.changed_at > b.changed_at ? -1 : a.changed_at < b.changed_at ? 1 : b.id - a.id;
}
