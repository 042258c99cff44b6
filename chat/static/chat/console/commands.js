/**
 * Everything one can do, once: buttons, keys, the palette and the overview of keys all read this.
 *
 * @typedef {object} Command
 * @property {string} id what buttons name in data-command
 * @property {string} name in words.js
 * @property {string[]} keys "j", "g w" …; shown in the overview and, the first one, in the palette
 * @property {"move" | "write" | "chat" | "views" | "more"} group
 * @property {() => void} run
 * @property {() => boolean} [may] default: always
 * @property {boolean} [inPalette] default: true
 * @property {boolean} [bound] default: true; false for keys that somebody else handles
 */

/**
 * @param {Record<string, () => void>} run
 * @param {(id: "offer" | "take" | "release" | "close" | "reopen" | "chat" | "undo" | "several") => boolean} may
 * @returns {Command[]}
 */
export function commands(run, may) {
  /**
   * @param {Command["group"]} group
   * @param {string} id
   * @param {string[]} keys
   * @param {Partial<Command>} [more]
   * @returns {Command}
   */
  const one = (group, id, keys, more = {}) => ({ id, name: `do_${id}`, keys, group, run: run[id] ?? nothing, ...more });
  const unlisted = { inPalette: false };
  const elsewhere = { inPalette: false, bound: false };
  const inChat = { may: () => may("chat") };
  return [
    one("move", "next", ["j"], unlisted),
    one("move", "previous", ["k"], unlisted),
    one("move", "enter", ["Enter"], elsewhere),
    one("move", "list", ["Escape"], unlisted),
    one("move", "nextOpen", ["]"], { may: () => may("several") }),
    one("move", "previousOpen", ["["], { may: () => may("several") }),
    one("move", "altOpen", ["Alt ↓", "Alt ↑"], elsewhere),
    one("move", "leave", ["x"], inChat),
    one("write", "reply", ["r"], inChat),
    one("write", "note", ["n"], inChat),
    one("write", "canned", ["/"], inChat),
    one("write", "articles", ["A"], inChat),
    one("write", "insertArticle", ["Alt 1…3"], elsewhere),
    one("write", "offerReplies", ["c"], inChat),
    one("write", "attach", ["+"], inChat),
    one("write", "emoji", [":"], inChat),
    one("write", "send", ["Enter", "Ctrl Enter"], elsewhere),
    one("write", "sendAndClose", ["Ctrl Shift Enter"], elsewhere),
    one("write", "takeFix", ["Tab"], elsewhere),
    one("write", "dismissCheck", ["Escape"], elsewhere),
    one("write", "nextCheck", ["F8", "Shift F8"], elsewhere),
    one("write", "houseRules", ["R"]),
    one("write", "newline", ["Shift Enter"], elsewhere),
    one("write", "stopWriting", ["Escape"], elsewhere),
    one("chat", "accept", ["y"], { may: () => may("offer") }),
    one("chat", "decline", ["d"], { may: () => may("offer") }),
    one("chat", "take", ["t", "a"], { may: () => may("take") }),
    one("chat", "release", ["p"], { may: () => may("release") }),
    one("chat", "close", ["e"], { may: () => may("close") }),
    one("chat", "undo", ["z"], { may: () => may("undo") }),
    one("chat", "reopen", ["o"], { may: () => may("reopen") }),
    one("chat", "details", ["i"], inChat),
    one("views", "waiting", ["g w"]),
    one("views", "mine", ["g m"]),
    one("views", "snoozed", ["g z"]),
    one("views", "all", ["g a"]),
    one("views", "closed", ["g c"]),
    one("more", "palette", ["Ctrl K"], elsewhere),
    one("more", "presence", ["g s"]),
    one("more", "notices", []),
    one("more", "keys", ["?"]),
    one("more", "signOut", []),
  ];
}

function nothing() {}
