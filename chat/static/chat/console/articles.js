/**
 * Articles for the customer's last question: asked for when it changes, read in the pane, and put
 * into the answer with one key. Out-of-date ones ask first.
 *
 * @typedef {import("console/app.js").App} App
 * @typedef {import("shared/types.js").Frame} Frame
 * @typedef {import("console/types.js").Article} Article
 */

import { askBefore } from "console/articles_ask.js";
import { ArticleReader } from "console/articles_reader.js";
import { ArticlesView } from "console/articles_view.js";
import { byId } from "console/dom.js";

const SETTLES_MS = 400;
/** So many can be put in with Alt and a number. */
const BY_KEY = 3;

export class Articles {
  #app;
  #view;
  #reader;
  /** @type {Article[]} */
  #found = [];
  /** What was asked for last: the chat, and how far the customer had spoken. */
  #asked = "";
  /** Words whose best article is wanted as soon as it is known. */
  #wanted = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#view = new ArticlesView(BY_KEY, app.config.links, {
      onSearch: (words) => this.#ask(words),
      onFirst: (words) => this.#chooseFirst(words),
      onInsert: (index) => void this.#insert(this.#found[index]),
      onRead: (index) => this.#read(this.#found[index]),
      onLeave: () => this.#leave(),
    });
    this.#reader = new ArticleReader(app.config.links, {
      onInsert: (article, text) => void this.#insert(article, text),
      onClose: () => this.#view.show(),
    });
    app.desk.addEventListener("frame", (event) => this.#told(/** @type {CustomEvent<Frame>} */ (event).detail));
    app.desk.addEventListener("welcome", () => (this.#asked = ""));
  }

  /** Something changed; ask again if it was what the customer said. */
  refresh() {
    const { id } = this.#app.chat;
    const log = id === null ? undefined : this.#app.desk.chats.get(id)?.log;
    const last = log?.entries.findLast((entry) => entry.kind === "message" && entry.author.kind === "visitor");
    const wanted = id === null || !last ? "" : `${id} ${last.seq}`;
    if (wanted === this.#asked) return;
    if (wanted.split(" ")[0] !== this.#asked.split(" ")[0]) this.#startOver();
    this.#asked = wanted;
    clearTimeout(this.#soon);
    if (wanted) this.#soon = setTimeout(() => this.#ask(this.#view.words), SETTLES_MS);
  }

  /** To the search, from anywhere. */
  search() {
    const { screen } = this.#app;
    if (byId("context").hidden) screen.toggleDetails();
    this.#reader.close();
    this.#view.focus();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it was one of the keys for articles */
  chord(event) {
    const { altKey, ctrlKey, metaKey, code } = event;
    const number = Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]);
    if (!altKey || ctrlKey || metaKey || !(number <= BY_KEY) || !this.#found[number - 1]) return false;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return true;
    if (byId("context").hidden) this.#app.screen.toggleDetails(); // nobody uses what they have not seen
    else void this.#insert(this.#found[number - 1]);
    return true;
  }

  /** @param {Article | undefined} article @param {string} [text] of it, instead of all */
  async #insert(article, text = article?.text) {
    if (!article || !text) return;
    const { id } = this.#app.chat;
    if (article.is_out_of_date && !(await askBefore(article))) return;
    if (id !== this.#app.chat.id) return; // it would answer somebody else
    this.#leave();
    this.#app.composer.insert(text);
  }

  /** Back to what is being written. */
  #leave() {
    const { screen, composer } = this.#app;
    if (screen.showsDetailsOver) screen.toggleDetails();
    composer.focus();
  }

  /** @param {Article | undefined} article */
  #read(article) {
    if (!article) return;
    this.#view.hide();
    this.#reader.open(article);
    this.#app.desk.line.send({ type: "article", article: article.id });
  }

  /** The best for what is typed, also when it is still being looked for. @param {string} words */
  #chooseFirst(words) {
    if (this.#view.shown === words) return void this.#insert(this.#found[0]);
    this.#wanted = words;
    this.#ask(words);
  }

  #startOver() {
    this.#reader.close();
    this.#wanted = "";
    this.#found = [];
    this.#view.blank();
  }

  /** @param {string} [words] instead of the customer's question */
  #ask(words = "") {
    const { id } = this.#app.chat;
    if (id === null) return;
    const isOut = this.#app.desk.line.send({ type: "articles", conversation: id, ...(words && { words }) });
    if (!isOut) this.#view.offline();
  }

  /** @param {Frame} frame */
  #told({ type, id, article, conversation, words, ...found }) {
    if (type === "article") return this.#reader.fill(id, article);
    if (type !== "articles" || conversation !== this.#app.chat.id || words !== this.#view.words) return;
    this.#found = found.articles;
    this.#view.paint(words, /** @type {any} */ (found));
    if (words && words === this.#wanted) void this.#insert(this.#found[0]);
    this.#wanted = "";
  }
}
