/**
 * What a bubble shows, worked out from an entry of the log or from a send that still waits.
 *
 * @typedef {import("shared/types.js").Entry} Entry
 * @typedef {import("shared/types.js").Item} Item
 * @typedef {import("shared/types.js").Side} Side
 * @typedef {import("shared/types.js").Strings} Strings
 * @typedef {import("shared/types.js").Me} Me
 */

import { pageLocale } from "shared/clock.js";

/**
 * @param {Entry} entry
 * @param {Side} side
 * @param {number} read what the other side was shown, in the visitor's numbering
 * @param {Strings} strings
 * @returns {Item | null} null for kinds that are not shown
 */
export function fromEntry(entry, side, read, strings) {
  const base = { id: entry.id, at: new Date(entry.at), photo: entry.author.photo ?? null, problem: "", stored: true, data: entry.data };
  const tone = toneOf(entry);
  if (tone) return { ...base, ...spoken(entry, tone, side, strings), state: tick(entry, tone, side, read) };
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
export function fromWaiting({ frame, at, error, acknowledged, shown }, side, me, strings) {
  const tone = frame.type === "note" || frame.type === "whisper" ? frame.type : side;
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
    data: shown ?? {},
  };
}

/** Of what somebody said, rather than did. @param {Entry} entry @returns {Item["tone"] | null} */
function toneOf({ kind, author, data }) {
  if (kind === "message") return author.kind;
  if (kind === "card") return author.kind === "system" ? "automatic" : author.kind;
  if (kind === "transfer" && data.step === "asked") return "handover";
  return kind === "note" || kind === "whisper" ? kind : null;
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
    badge: tone === "handover" ? line(entry, strings) : badgeOf(tone, strings),
    body: entry.body || (entry.data.forgotten && strings.forgotten) || "",
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
  if (tone === "whisper") return strings.whisper ?? "";
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
  const text = keysOf(entry).map((key) => strings.lines[key]).find((one) => one !== undefined) ?? "";
  const value = data.what === "snoozed" ? moment(String(data.value)) : data.value;
  const values = /** @type {Record<string, unknown>} */ ({ ...data, name: data.name || entry.author.name, value });
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The names of its words, the most fitting first. @param {Entry} entry */
function keysOf({ kind, data }) {
  if (kind === "assigned") return [...assignmentKeys(data), data.name ? "assigned" : "released"];
  const what = data.by ?? data.step ?? data.what ?? data.signal;
  const why = data.why ? [`${kind}:${what}:why`] : [];
  const supervisor = data.supervisor ? [`${kind}:${what}:supervisor`] : [];
  return [`${kind}:${what}:${data.value}`, ...supervisor, ...why, `${kind}:${what}`, kind];
}

/** Who handed over, or took over, and why. @param {import("shared/types.js").EntryData} data */
function assignmentKeys({ by, over, name, why }) {
  const how = over ? "assigned:over" : by && name ? "assigned:handed" : by ? "released:handed" : "";
  return how ? [...(why ? [`${how}:why`] : []), how] : [];
}

/** @param {string} at ISO 8601 */
function moment(at) {
  return new Date(at).toLocaleString(pageLocale(), { dateStyle: "medium", timeStyle: "short" });
}
