/**
 * What the page around the chat says and is told (docs/page-api.md): who the visitor is, what else is
 * known of them, that they are to be forgotten; that somebody wrote, and when, but never what.
 *
 * @typedef {import("shared/types.js").Frame} Frame
 */

const REFUSED = new Set(["bad_identity", "identity_required", "bad_frame", "too_many"]);

export class Hosting {
  #widget;
  /** @type {Record<string, Frame>} not answered yet, by type */
  #unsaid = {};
  #listens = false;
  #seen = Infinity;
  #score = 0;

  /** @param {typeof import("widget/app.js").widget} widget */
  constructor(widget) {
    this.#widget = widget;
    widget.connection.addEventListener("frame", (event) => this.#receive(/** @type {CustomEvent} */ (event).detail));
    this.#welcomed(widget.session.welcome);
    this.#seen = Math.max(this.#seen, widget.session.log.last);
  }

  /** @param {{name: string, value?: any}} call */
  call({ name, value }) {
    if (name === "reset") this.#forget();
    if (name === "listen") this.#listens = true;
    if (name === "identify") this.#say({ type: name, ...(value?.token ? { token: value.token } : { claim: value }) });
    if (name === "attributes") this.#say({ type: name, attributes: value });
  }

  /** @param {Frame} frame */
  #say(frame) {
    this.#unsaid[frame.type] = frame;
    if (this.#widget.session.welcome) this.#widget.connection.send(frame);
  }

  /** @param {any} frame */
  #receive(frame) {
    const { type, code } = frame;
    delete this.#unsaid[type.replace("identity", "identify")];
    if (type === "welcome") this.#welcomed(frame);
    if (type === "conversation" && frame.conversation.fresh) this.#seen = 0;
    if (type === "entries" && !frame.earlier) frame.entries.forEach(this.#heard);
    if (type === "survey") this.#rated(frame.survey);
    if (code === "other_person") this.#forget();
    if (REFUSED.has(code) && !frame.id) this.#refused(frame);
  }

  /** @param {any} welcome */
  #welcomed(welcome) {
    if (!welcome) return;
    if (welcome.resume === "fresh" || !welcome.conversation) this.#seen = welcome.conversation?.head ?? 0;
    this.#score = welcome.survey?.score;
    for (const frame of Object.values(this.#unsaid)) this.#widget.connection.send(frame);
  }

  /** @param {import("shared/types.js").Entry} entry */
  #heard = ({ seq, kind, at, author }) => {
    if (seq <= this.#seen) return;
    this.#seen = seq;
    if (kind === "message") this.#tell("message", { author: author.kind, at });
  };

  /** @param {import("shared/types.js").Survey | null} survey */
  #rated(survey) {
    const score = survey?.score;
    if (score && score !== this.#score) this.#tell("rating", { score, scale: survey.scale });
    this.#score = score ?? 0;
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    if (this.#listens) this.#widget.parent.tell({ type: "told", name, detail });
  }

  /** Nothing is sent again: it would be refused again. @param {{code: string, field?: string}} frame */
  #refused({ code, field }) {
    const [name] = Object.keys(this.#unsaid);
    if (name) this.#widget.parent.tell({ type: "problem", name, code, field });
    if (name) delete this.#unsaid[name];
  }

  /** All but the language they read. The page begins anew, and is told again who is there now. */
  #forget() {
    const { connection, parent, site, storage } = this.#widget;
    connection.stop();
    const keys = Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? "");
    for (const key of keys) {
      const [, what, of] = key.split(":");
      if (of === site.key && what !== "language") storage.removeItem(key);
    }
    parent.tell({ type: "keep", key: `helpdesk:reset:${site.key}`, value: null });
    location.reload();
  }
}
