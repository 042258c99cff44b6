// What was sent, and when its acknowledgement and the operator's copy were here.

/** @typedef {{due: number, acked: number, got: number}} Sent times in ms, 0 for not yet */

/** @type {Map<string, Sent>} */
let sent = new Map();
/** @type {Record<string, number>} */
let errors = {};
/** @type {(id: string) => void} */
let completed = () => {};

export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** A new measurement. @param {(id: string) => void} whenComplete acknowledged and received */
export function begin(whenComplete = () => {}) {
  sent = new Map();
  errors = {};
  completed = whenComplete;
}

/** @param {string} id @param {number} due */
export function note(id, due) {
  sent.set(id, { due, acked: 0, got: 0 });
}

/** @param {string} id @param {"acked" | "got"} what */
function mark(id, what) {
  const one = sent.get(id);
  if (!one || one[what]) return;
  one[what] = now();
  if (one.acked && one.got) completed(id);
}

export const heard = {
  /** @param {string} id */
  ack: (id) => mark(id, "acked"),
  /** @param {string} id */
  message: (id) => mark(id, "got"),
  /** @param {string} code */
  error: (code) => {
    errors[code] = (errors[code] ?? 0) + 1;
  },
};

export const isComplete = () => [...sent.values()].every((one) => one.acked && one.got);

/**
 * What is told of the messages due within [from, to). One that never came counts with the time
 * that was waited for it.
 * @param {number} from @param {number} to
 */
export function summed(from, to) {
  const end = now();
  const counted = [...sent.values()].filter((one) => one.due >= from && one.due < to);
  return {
    total: sent.size,
    due: counted.length,
    lost: counted.filter((one) => !one.got).length,
    unacknowledged: counted.filter((one) => !one.acked).length,
    errors,
    received: spread(counted.map((one) => (one.got || end) - one.due)),
    acknowledged: spread(counted.map((one) => (one.acked || end) - one.due)),
  };
}

/** @param {number} from @param {number} to how many operators' copies came in between */
export function arrivals(from, to) {
  let count = 0;
  for (const one of sent.values()) if (one.got >= from && one.got < to) count += 1;
  return count;
}

/** @param {number[]} times */
export function spread(times) {
  times.sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
