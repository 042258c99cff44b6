/**
 * What a bubble shows, worked out from an entry of the log or from a send that still waits.
 *
 * @typedef {import("shared/types.js").Entry} Entry
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {import("shared/types.js").Side} Side
 * @typedef {import("shared/types.js").Strings} Strings
 * @typedef {import("shared/types.js").Me} Me
 */

/**
 * @param {Entry} entry
 * @param {Side} side
 * @param {number} read what the other side was shown, in the visitor's numbering
 * @param {Strings} strings
 * @returns {Item | null} null for kinds that are not shown
 */
export function fromEntry(entry, side, read, strings) {
  const base = { id: entry.id, at: new Date(entry.at), photo: entry.author.photo ?? null, problem: "", stored: true };
  if (entry.kind === "message" || entry.kind === "note") {
    const tone = entry.kind === "note" ? "note" : entry.author.kind;
    return { ...base, ...spoken(entry, tone, side, strings), state: tick(entry, tone, side, read) };
  }
  const body = line(entry, strings);
  if (!body) return null;
  return { ...base, place: "line", tone: "system", who: "system", name: "", badge: "", body, state: "" };
}

/**
 * @param {import("shared/types.js").Waiting} waiting
 * @param {Side} side
 * @param {Me} me
 * @param {Strings} strings
 * @returns {Item}
 */
export function fromWaiting({ frame, at, error, acknowledged }, side, me, strings) {
  const tone = frame.type === "note" ? "note" : side;
  return {
    id: frame.id,
    place: "end",
    tone,
    who: groupOf(tone, me),
    name: me.name || strings.you,
    photo: null,
    badge: badgeOf(tone, strings),
    body: frame.body ?? "",
    at: new Date(at),
    state: error ? "failed" : acknowledged ? "sent" : "sending",
    problem: error ? (strings.errors[error.code] ?? strings.failed) : "",
    stored: false,
  };
}

/** @param {Entry} entry @param {Item["tone"]} tone @param {Side} side @param {Strings} strings */
function spoken(entry, tone, side, strings) {
  const own = (entry.author.kind === "visitor") === (side === "visitor");
  const visitorName = entry.author.name || (side === "visitor" ? strings.you : strings.visitor);
  return {
    place: /** @type {"start" | "end"} */ (own ? "end" : "start"),
    tone,
    who: groupOf(tone, entry.author),
    name: entry.author.kind === "visitor" ? visitorName : entry.author.name,
    badge: badgeOf(tone, strings),
    body: entry.body,
  };
}

/** @param {Item["tone"]} tone @param {Me} author */
function groupOf(tone, author) {
  return `${tone}:${author.member ?? ""}:${author.name}`;
}

/** @param {Item["tone"]} tone @param {Strings} strings */
function badgeOf(tone, strings) {
  if (tone === "operator") return strings.human;
  if (tone === "automatic") return strings.automatic;
  return tone === "note" ? strings.note : "";
}

/** @param {Entry} entry @param {Item["tone"]} tone @param {Side} side @param {number} read */
function tick(entry, tone, side, read) {
  if (tone !== side) return "";
  const number = side === "operator" ? entry.public_seq : entry.seq;
  return number && number <= read ? "read" : "sent";
}

/** @param {Entry} entry @param {Strings} strings */
function line(entry, strings) {
  const { data } = entry;
  const key = entry.kind === "assigned" && !data.name ? "released" : entry.kind;
  const text = strings.lines[`${key}:${data.by}`] ?? strings.lines[key] ?? "";
  return text.replace("{name}", () => data.name || entry.author.name || "");
}
