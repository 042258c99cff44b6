/**
 * The widget: one session, what shows it, and what the visitor does.
 *
 * @typedef {object} Site what the server put into the page, see chat/widget.py
 * @property {string} key
 * @property {string} socket path of the socket
 * @property {string} frames path of the POST door
 * @property {string[]} origins pages that may embed this frame
 */

import { Bubbles } from "shared/bubbles.js";
import { Connection } from "shared/connection.js";
import { Outbox } from "shared/outbox.js";
import { readJson } from "shared/page_data.js";
import { safeStorage } from "shared/storage.js";
import { TypingSender } from "shared/typing.js";
import { Asking } from "widget/asking.js";
import { Composer } from "widget/composer.js";
import { Identity } from "widget/identity.js";
import { Parent } from "widget/parent.js";
import { Presence } from "widget/presence.js";
import { Session } from "widget/session.js";
import { Status } from "widget/status.js";

const MEETING_MS = 1_000;

const site = /** @type {Site} */ (readJson("site"));
const strings = /** @type {Record<string, string>} */ (readJson("widget-strings"));
const storage = safeStorage();
const root = document.body;

const parent = new Parent(site.origins);
const identity = new Identity(storage, site.key, () => connection.restart());
/** @type {Asking} */
const asking = new Asking(() => session, identity, () => parent.page);
const connection = new Connection({
  socketUrl: new URL(site.socket, location.href.replace(/^http/, "ws")).href,
  framesUrl: site.frames,
  hello: (over) => asking.hello(over),
  headers: () => asking.headers(),
  pollFrames: (over) => asking.pollFrames(over),
});
const outbox = new Outbox(storage, `helpdesk:outbox:${site.key}`);
const session = new Session(connection, outbox, identity);
const typing = new TypingSender((on) => session.tellTyping(on));

const bubbles = new Bubbles({
  side: "visitor",
  list: part("bubbles"),
  pane: part("pane"),
  template: /** @type {HTMLTemplateElement} */ (document.getElementById("bubble")),
  onRetry: (id) => outbox.retry(id),
  onDiscard: (id) => outbox.drop(id),
  onEarlier: () => session.askEarlier(),
  onBottom: () => render(),
});
const composer = new Composer({
  form: /** @type {HTMLFormElement} */ (part("composer")),
  storage,
  draftKey: `helpdesk:draft:${site.key}`,
  strings,
  onSend: send,
  onInput: (text) => typing.input(text),
});
const presence = new Presence(root, strings);
const status = new Status(root, strings);

session.addEventListener("change", render);
for (const name of ["focus", "blur"]) window.addEventListener(name, render);
document.addEventListener("visibilitychange", render);
parent.addEventListener("attention", render);
parent.addEventListener("shown", enter);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) parent.close();
});
part("close").hidden = !parent.embedded;
part("close").addEventListener("click", () => parent.close());
part("newest").addEventListener("click", () => {
  bubbles.toBottom();
  composer.focus();
});

render();
await parent.meet(MEETING_MS);
if (parent.shown) enter();
connection.start();

/** @param {string} body */
function send(body) {
  typing.stop();
  session.post(body);
  bubbles.toBottom();
}

/** The visitor came to us: put the cursor where they write, but do not pull up a phone's keyboard. */
function enter() {
  if (matchMedia("(pointer: coarse)").matches) part("title").focus();
  else composer.focus();
  render();
}

function render() {
  const { log, conversation, loaded, refused } = session;
  const waiting = outbox.items();
  bubbles.render({ entries: log.entries, waiting, read: conversation?.read.operator, more: log.moreBefore });
  presence.show(session);
  status.show(session, connection.state);
  root.dataset.started = String(log.entries.length + waiting.length > 0);
  part("greeting").hidden = log.moreBefore;
  part("skeleton").hidden = loaded || !identity.token || connection.state === "offline";
  if (refused !== null) composer.lock();
  showUnread();
}

/** Being read is told when it is true: at the newest message, in a window somebody looks at. */
function showUnread() {
  if (parent.attentive && bubbles.atBottom) session.markRead();
  const { unread } = session;
  part("newest").hidden = bubbles.atBottom;
  part("newest-count").textContent = unread ? String(unread) : "";
  parent.tellUnread(parent.shown ? 0 : unread);
}

/** @param {string} name @returns {HTMLElement} */
function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`);
  if (!found) throw new Error(`the widget's page has no part "${name}"`);
  return /** @type {HTMLElement} */ (found);
}
