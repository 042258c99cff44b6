/**
 * What can be done on the desk besides answering: for buttons, keys, the palette and the overview.
 *
 * @typedef {import("console/commands.js").Command} Command
 * @typedef {"handover" | "snooze" | "mine" | "chat" | "live" | "whisper" | "takeOver" | "unseen" | "merge" | "abuse" | "unblock" | "views"} What
 */

/**
 * @param {Record<string, () => void>} run
 * @param {(what: What) => boolean} may
 * @returns {Command[]}
 */
export function deskCommands(run, may) {
  /**
   * @param {Command["group"]} group
   * @param {string} id
   * @param {string[]} keys
   * @param {What} [what] default: always
   * @returns {Command}
   */
  const one = (group, id, keys, what) => ({
    id,
    name: `do_${id}`,
    keys,
    group,
    run: () => run[id]?.(),
    ...(what ? { may: () => may(what) } : {}),
  });
  return [
    one("write", "whisper", ["w"], "whisper"),
    one("chat", "handover", ["h"], "handover"),
    one("chat", "snooze", ["s"], "snooze"),
    one("chat", "tags", ["l"], "chat"),
    one("chat", "priority", ["u"], "live"),
    one("chat", "department", ["b"], "live"),
    one("chat", "merge", ["m"], "merge"),
    one("chat", "abuse", ["!"], "abuse"),
    one("chat", "unblock", [], "unblock"),
    one("chat", "takeOver", ["T"], "takeOver"),
    one("chat", "unseen", ["v"], "unseen"),
    one("views", "mentions", ["g n"]),
    one("views", "savedViews", ["g v"], "views"),
    one("more", "search", ["q"]),
  ];
}
