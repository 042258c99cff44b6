/**
 * What a conversation will be once the server has taken what was done here, so that every action
 * shows at once. The server's own word replaces it as soon as it comes.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Colleague} Colleague
 * @typedef {import("console/types.js").Unsettled} Unsettled
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
  return ahead.reduce((held, item) => foresee(held, item, me), summary);
}

/**
 * One frame's effect.
 * @param {Summary} summary
 * @param {Unsettled} item
 * @param {Colleague} me
 * @returns {Summary}
 */
function foresee(summary, item, me) {
  const { frame } = item;
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
      return answered(summary, item, me);
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
 * @param {Unsettled} item
 * @param {Colleague} me
 * @returns {Summary}
 */
function answered(summary, { frame, at, shown }, me) {
  const file = shown?.attachments?.[0]?.name;
  /** @type {Summary} */
  const after = {
    ...summary,
    waiting_since: null,
    preview: { author: "operator", body: frame.body || (file ? `📎 ${file}` : "") },
    changed_at: at > summary.changed_at ? at : summary.changed_at,
  };
  return summary.operator ? after : { ...after, status: "open", operator: me };
}
