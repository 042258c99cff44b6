/**
 * What this member can do with a conversation now; the server has the last word.
 *
 * @typedef {import("console/types.js").Summary} Summary
 * @typedef {import("console/types.js").Me} Me
 * @typedef {object} Abilities
 * @property {boolean} take
 * @property {boolean} release
 * @property {boolean} close
 * @property {boolean} reopen
 * @property {boolean} reply
 * @property {boolean} handover
 * @property {"" | "closed" | "colleague"} blocked why a reply is not possible
 */

/** @param {Summary} summary @param {Me} me @returns {Abilities} */
export function abilities(summary, me) {
  const mine = summary.operator?.member === me.member;
  const [waiting, open] = [summary.status === "waiting", summary.status === "open"];
  return {
    take: waiting || (open && !mine && summary.wants_help === true),
    release: open && mine,
    close: waiting || (open && (mine || me.oversees)),
    reopen: summary.status === "closed",
    handover: open && mine && !summary.transfer,
    reply: waiting || (open && mine),
    blocked: waiting || (open && mine) ? "" : open ? "colleague" : "closed",
  };
}
