/**
 * What a conversation will be once the server has taken what was done here, so that every action
 * shows at once. The server's own word replaces it as soon as it comes.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Colleague} Colleague
 * @typedef {import("console/types.js").Unsettled} Unsettled
 * @typedef {import("shared/types.js").Send} Send
 */

/** Frames that add words; every other one changes the state of a conversation. */
const WORDS = new Set(["send", "note", "whisper"]);

/** @param {{type: string}} frame */
export function isMove(frame) {
  return !WORDS.has(frame.type);
}

/**
 * @param {Summary} summary
 * @param {readonly Unsettled[]} items of this conversation, in order
 * @param {Colleague} me
 * @returns {Summary}
 */
export function project(summary, items, me) {
  const ahead = items.filter((item) => !item.error && !(item.seq && item.seq <= summary.head));
  return ahead.reduce((held, item) => foresee(held, item.frame, item.at, me), summary);
}

/**
 * One frame's effect.
 * @param {Summary} summary
 * @param {Send} frame
 * @param {string} at ISO 8601
 * @param {Colleague} me
 * @returns {Summary}
 */
function foresee(summary, frame, at, me) {
  switch (frame.type) {
    case "take":
    case "accept":
    case "reopen":
      return { ...summary, status: "open", operator: me, offer: null };
    case "release":
      return { ...summary, status: "waiting", operator: null };
    case "close":
      return { ...summary, status: "closed", waiting_since: null };
    case "send":
      return answered(summary, frame, at, me);
    default:
      return sorted(summary, frame, me);
  }
}

/**
 * What triage and hand-overs change.
 * @param {Summary} summary
 * @param {Record<string, any>} frame
 * @param {Colleague} me
 * @returns {Summary}
 */
function sorted(summary, frame, me) {
  const tags = summary.tags ?? [];
  /** @type {Record<string, () => Partial<Summary>>} */
  const changes = {
    transfer_accept: () => ({ status: "open", operator: me, transfer: null }),
    transfer_cancel: () => ({ transfer: null }),
    take_over: () => ({ status: "open", operator: me, transfer: null }),
    block: () => ({ status: "closed", waiting_since: null }),
    tag: () => ({ tags: [...new Set([...tags, frame.tag])].sort() }),
    untag: () => ({ tags: tags.filter((tag) => tag !== frame.tag) }),
    priority: () => ({ priority: frame.priority }),
    snooze: () => ({ snoozed_until: frame.until }),
    wake: () => ({ snoozed_until: null }),
  };
  return { ...summary, ...changes[frame.type]?.() };
}

/**
 * @param {Summary} summary
 * @param {Send} frame
 * @param {string} at
 * @param {Colleague} me
 * @returns {Summary}
 */
function answered(summary, frame, at, me) {
  /** @type {Summary} */
  const after = {
    ...summary,
    waiting_since: null,
    preview: { author: "operator", body: frame.body ?? "" },
    changed_at: at > summary.changed_at ? at : summary.changed_at,
  };
  return summary.operator ? after : { ...after, status: "open", operator: me };
}
