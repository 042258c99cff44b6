/**
 * The widget: one session, what shows it, and what the visitor does.
 *
 * @typedef {object} Site what the server put into the page, see chat/widget.py
 * @property {string} key
 * @property {string} socket path of the socket
 * @property {string} frames path of the POST door
 * @property {string} files path of the door for files
 * @property {string} words path of what later/extras.js says
 * @property {string[]} origins pages that may embed this frame
 */

import { Bubbles } from "shared/bubbles.js";
import { Connection } from "shared/connection.js";
import { Outbox } from "shared/outbox.js";
import { readJson } from "shared/page_data.js";
import { part, pause, say } from "shared/parts.js";
import { ownStorage, safeStorage } from "shared/storage.js";
import { TypingSender } from "shared/typing.js";
import { Asking } from "widget/asking.js";
import { Composer } from "widget/composer.js";
import { Extending } from "widget/extending.js";
import { HostStorage } from "widget/host_storage.js";
import { Identity } from "widget/identity.js";
import { Language } from "widget/language.js";
import { Lazily } from "widget/lazily.js";
import { hostLock, ownLock } from "widget/locks.js";
import { Parent } from "widget/parent.js";
import { Presence } from "widget/presence.js";
import { Session } from "widget/session.js";
import { Status } from "widget/status.js";
import { Waiting } from "widget/waiting.js";

const site = /** @type {Site} */ (readJson("site"));
const strings = /** @type {Record<string, string>} */ (readJson("widget-strings"));

const parent = new Parent(site.origins);
const kept = await parent.meet();
await pause();
const isRefused = !ownStorage() && parent.met;
const storage = isRefused ? new HostStorage(parent, kept) : safeStorage();
const lock = isRefused ? hostLock(parent) : ownLock(`helpdesk:${site.key}`);
const language = new Language(storage, site.key, parent);
const identity = new Identity(storage, site.key, lock, () => connection.restart());
/** @type {Asking} */
const asking = new Asking(() => session, identity, () => parent.page, () => language.chosen);
const connection = new Connection({
  socketUrl: new URL(site.socket, location.href.replace(/^http/, "ws")).href,
  framesUrl: site.frames,
  hello: (over) => asking.hello(over),
  headers: () => asking.headers(),
  pollFrames: (over) => asking.pollFrames(over),
});
const outbox = new Outbox(storage, `helpdesk:outbox:${site.key}`);
const session = new Session(connection, outbox, identity);
const typing = new TypingSender((on) => session.tellTyping(on, on ? extending.seen : undefined));
const form = /** @type {HTMLFormElement} */ (part("composer"));
const extending = new Extending({ form, session, site, storage, headers: () => asking.headers() }, () => render());

/** What modules beside this one build on: they import it, and add to `decorators` and `lookers`. */
export const widget = {
  site,
  storage,
  parent,
  session,
  outbox,
  connection,
  headers: () => asking.headers(),
  render: () => render(),
  /** Called for each bubble that is painted. @type {((element: HTMLElement, item: import("shared/types.js").Item) => void)[]} */
  decorators: [(element, item) => extending.decorate(element, item)],
  /** Called before anything is painted. @type {(() => void)[]} */
  lookers: [],
};

const bubbles = new Bubbles({
  side: "visitor",
  list: part("bubbles"),
  pane: part("pane"),
  template: /** @type {HTMLTemplateElement} */ (document.getElementById("bubble")),
  onRetry: (id) => outbox.retry(id),
  onDiscard: (id) => outbox.drop(id),
  onEarlier: () => session.askEarlier(),
  onBottom: () => render(),
  decorate: (element, item) => {
    for (const decorate of widget.decorators) decorate(element, item);
  },
});
const composer = new Composer({
  form,
  storage,
  draftKey: `helpdesk:draft:${site.key}`,
  strings,
  mayGo: (body) => extending.mayGo(body),
  onSend: send,
  onInput: typed,
});
await pause();
let wasShown = false;
/** @type {Promise<import("later/hosting.js").Hosting> | null} */
let host = null;
const presence = new Presence(strings);
/** @param {import("shared/types.js").Frame} frame */
const tell = (frame) => connection.send(frame);
const views = [
  new Lazily(({ masked }) => masked, async () => new (await import("later/masked.js")).Masked(tell)),
  new Lazily(
    ({ conversation, welcome }) => !conversation && Boolean(welcome?.departments.length),
    async () => (await import("later/departments.js")).offerDepartments(form, site.words, tell),
  ),
  new Lazily(({ log }) => log.entries.some(({ data }) => data.sources), async () => new (await import("later/sources.js")).Sources(tell)),
];
const status = new Status(strings);
const waitingLine = new Waiting(strings);

connection.addEventListener("frame", (event) => {
  const frame = /** @type {CustomEvent} */ (event).detail;
  for (const view of views) view.receive(frame);
  if (frame.challenge) void asking.prove(frame.challenge, proved);
});
session.addEventListener("change", render);
for (const name of ["focus", "blur"]) window.addEventListener(name, render);
document.addEventListener("visibilitychange", render);
parent.addEventListener("attention", attend);
parent.addEventListener("call", (event) => hosted(/** @type {CustomEvent} */ (event).detail));
parent.addEventListener("page", () => tell({ type: "page", ...parent.page }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) close();
});
part("close").hidden = !parent.met;
part("close").addEventListener("click", close);
part("newest").addEventListener("click", () => {
  bubbles.toBottom();
  composer.focus();
});

parent.listen();
await pause();
attend();
document.body.hidden = Boolean(kept[`helpdesk:reset:${site.key}`]); // whose it was is not shown first
if (document.body.hidden) hosted({ name: "reset" });
else if (!language.leaves()) connection.start();

/** What the page around us asks for. @param {any} call */
function hosted(call) {
  host ??= import("later/hosting.js").then(({ Hosting }) => new Hosting(widget));
  host.then((hosting) => hosting.call(call), () => (host = null));
}

/** @param {string} proof */
function proved(proof) {
  if (!tell({ type: "proof", proof })) return false;
  outbox.flush();
  return true;
}

/** @param {string} body */
function send(body) {
  typing.stop();
  const { more, shown } = extending.enclose(body);
  session.post(body, more, shown);
  bubbles.toBottom();
}

/** @param {string} text */
function typed(text) {
  typing.input(text);
  extending.typed(text);
}

function close() {
  parent.tell({ type: "close" });
}

/** The visitor came to us: put the cursor where they write, but do not pull up a phone's keyboard. */
function attend() {
  if (parent.shown && !wasShown) {
    if (matchMedia("(pointer: coarse)").matches) part("title").focus();
    else composer.focus();
  }
  wasShown = parent.shown;
  render();
}

function render() {
  const { log, conversation, loaded, refused } = session;
  const waiting = outbox.items();
  extending.look(session, waiting.some(({ frame }) => "body" in frame));
  for (const look of widget.lookers) look();
  bubbles.render({ entries: log.entries, waiting, read: conversation?.read.operator, more: log.moreBefore });
  presence.show(session);
  for (const view of views) view.show(session);
  status.show(session, connection.state);
  waitingLine.show(session);
  if (bubbles.atBottom) bubbles.toBottom(); // the lines below the messages have come or gone
  document.body.dataset.started = String(log.entries.length + waiting.length > 0);
  part("greeting").hidden = log.moreBefore;
  part("skeleton").hidden = loaded || !identity.token || connection.state === "offline";
  if (refused !== null) composer.lock();
  showUnread();
}

/** Being read is told when it is true: at the newest message, in a window somebody looks at. */
function showUnread() {
  if (session.welcome) parent.tell({ type: "availability", ...session.welcome.availability });
  if (session.loaded) parent.keep(`helpdesk:live:${site.key}`, session.live ? "1" : null);
  if (parent.attentive && bubbles.atBottom) session.markRead();
  const { unread } = session;
  part("newest").hidden = bubbles.atBottom || !session.log.last;
  say("newest-count", unread ? String(unread) : "");
  parent.tell({ type: "unread", count: parent.shown ? 0 : unread });
}
