/**
 * What the palette offers: actions on the chat at hand, every chat that is known, views, pages.
 *
 * @typedef {import("console/commands.js").Command} Command
 * @typedef {import("console/palette.js").Thing} Thing
 * @typedef {import("console/types.js").Links} Links
 * @typedef {import("console/store.js").Store} Store
 */

import { keyName } from "console/keys_sheet.js";
import { label, preview, statusText } from "console/labels.js";
import { byNeed } from "console/order.js";
import { say } from "console/words.js";

/**
 * @param {{commands: Command[], store: Store, links: Links, open: (id: number) => void}} from
 * @returns {Thing[]}
 */
export function things({ commands, store, links, open }) {
  const offered = commands.filter((command) => command.inPalette !== false && (command.may?.() ?? true));
  const atHand = offered.filter((command) => command.group === "chat" || command.group === "write");
  const rest = offered.filter((command) => !atHand.includes(command));
  return [
    ...atHand.map((one) => action(one, say("palette_chat"))),
    ...chats(store, open),
    ...rest.map((one) => action(one, say("palette_do"))),
    ...pages(links),
  ];
}

/** @param {Command} command @param {string} group @returns {Thing} */
function action(command, group) {
  const keys = (command.keys[0] ?? "").split(" ").map(keyName).join(" ");
  return { group, name: say(command.name), detail: "", keys, run: command.run };
}

/** @param {Store} store @param {(id: number) => void} open @returns {Thing[]} */
function chats(store, open) {
  const member = store.me.member;
  const known = store.everything().sort((a, b) => Number(a.status === "closed") - Number(b.status === "closed") || byNeed(a, b));
  return known.map((summary) => ({
    group: say("palette_chats"),
    name: label(summary),
    detail: [statusText(summary, member), preview(summary, member)].filter(Boolean).join(" · "),
    keys: "",
    run: () => open(summary.id),
  }));
}

/** @param {Links} links @returns {Thing[]} */
function pages(links) {
  const all = [...links.pages, { label: say("your_profile"), url: links.me }, { label: say("your_companies"), url: links.companies }];
  return all.map(({ label: name, url }) => ({ group: say("palette_pages"), name, detail: "", keys: "", run: () => location.assign(url) }));
}
