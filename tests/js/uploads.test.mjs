import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

globalThis.document ??= { documentElement: { lang: "en" } };
globalThis.URL.createObjectURL = () => "blob:1";
let requests;

class Request extends EventTarget {
  upload = new EventTarget();
  headers = {};
  status = 0;
  responseText = "";
  open(method, url) {
    Object.assign(this, { method, url });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  send(body) {
    this.body = body;
    requests.push(this);
  }
  abort() {
    this.aborted = true;
  }
  answer(status, body) {
    Object.assign(this, { status, responseText: typeof body === "string" ? body : JSON.stringify(body) });
    this.dispatchEvent(new Event("loadend"));
  }
}
globalThis.XMLHttpRequest = Request;

const { Uploads } = await import("later/uploads.js");
const { MemoryStorage } = await import("shared/storage.js");

const words = { tooMany: "at most {count}", tooLarge: "larger than {size}", emptyFile: "empty", failed: "did not arrive", refused: "refused" };
const told = (name, more = {}) => ({ file: { token: name.padEnd(32, "0"), name, type: "image/png", size: 10, width: 1, height: 1, url: `/files/${name}`, state: "ready", ...more } });
const file = (name, size = 10) => ({ name, size, type: "image/png" });
let storage, asked;
const make = () => new Uploads({ url: "/door/", headers: async () => ({ Authorization: "Bearer t" }), storage, key: "k", words, limits: { file: 1000, attachments: 3 } });
const soon = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  requests = [];
  asked = [];
  storage = new MemoryStorage();
  globalThis.fetch = async (url, options) => {
    asked.push([options.method, url]);
    return { status: 200, json: async () => told("a") };
  };
});

test("a file is brought in at once, by its own name", async () => {
  const uploads = make();
  uploads.add([file("Größe \ud800.png")]);
  await soon();
  const [request] = requests;
  assert.deepEqual([request.method, request.url, request.headers.Authorization], ["POST", "/door/", "Bearer t"]);
  assert.equal(decodeURIComponent(request.headers["X-File-Name"]), "Größe .png");
  assert.ok(uploads.busy);
  request.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: 5, total: 10 }));
  assert.equal(uploads.items[0].progress, 0.5);
  request.answer(201, told("a"));
  assert.deepEqual([uploads.busy, uploads.ready[0].file.token, uploads.items[0].name], [false, "a".padEnd(32, "0"), "a"]);
});

test("what is ready goes with one message and is forgotten", async () => {
  const uploads = make();
  uploads.add([file("a"), file("b")]);
  await soon();
  requests[0].answer(201, told("a"));
  requests[1].answer(422, { error: { code: "damaged", message: "It is damaged." } });
  assert.deepEqual(uploads.take().map(({ name }) => name), ["a"]);
  assert.deepEqual(uploads.items.map(({ state, error, again }) => [state, error, again]), [["failed", "It is damaged.", false]]);
  assert.deepEqual(uploads.take(), []);
});

test("what did not arrive can be sent again", async () => {
  const uploads = make();
  uploads.add([file("a")]);
  await soon();
  requests[0].answer(0, "");
  const [item] = uploads.items;
  assert.deepEqual([item.state, item.error, Boolean(item.again)], ["failed", "did not arrive", true]);
  uploads.retry(item.key);
  await soon();
  requests[1].answer(201, told("a"));
  assert.equal(uploads.ready.length, 1);
});

test("who may not write is told so, and need not try again", async () => {
  const uploads = make();
  uploads.add([file("a"), file("b")]);
  await soon();
  requests[0].answer(403, { error: { code: "blocked", message: "This chat has been ended." } });
  requests[1].answer(403, "<h1>Forbidden</h1>");
  assert.deepEqual(uploads.items.map(({ error, again }) => [error, again]), [["This chat has been ended.", false], ["did not arrive", false]]);
});

test("a proxy's page of complaint is no answer", async () => {
  const uploads = make();
  uploads.add([file("a")]);
  await soon();
  requests[0].answer(502, "<html>Bad gateway</html>");
  assert.equal(uploads.items[0].error, "did not arrive");
});

test("too large, empty and too many are told before anything is sent", async () => {
  const uploads = make();
  uploads.add([file("a", 1001), file("b", 0), file("c"), file("d")]);
  await soon();
  assert.deepEqual([requests.length, uploads.items.length, uploads.notice], [1, 3, "at most 3"]);
  assert.deepEqual(uploads.items.map(({ error }) => error), ["larger than 1 kB", "empty", ""]);
});

test("that they were too many is told until there are fewer", async () => {
  const uploads = make();
  uploads.add([file("a"), file("b"), file("c"), file("d")]);
  await soon();
  requests[0].answer(201, told("a"));
  assert.equal(uploads.notice, "at most 3");
  uploads.remove(uploads.items[2].key);
  assert.equal(uploads.notice, "");
});

test("taking one out stops it, and takes it back", async () => {
  const uploads = make();
  uploads.add([file("a"), file("b")]);
  await soon();
  requests[0].answer(201, told("a"));
  for (const { key } of uploads.items) uploads.remove(key);
  assert.deepEqual([uploads.items, requests[1].aborted], [[], true]);
  await soon();
  assert.deepEqual(asked, [["DELETE", `/door/${"a".padEnd(32, "0")}/`]]);
});

test("a file that is being scanned is looked at until it is known", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const uploads = make();
  uploads.add([file("a")]);
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  requests[0].answer(201, told("a", { state: "scanning" }));
  assert.deepEqual([uploads.busy, uploads.items[0].state], [true, "scanning"]);
  t.mock.timers.tick(2_000);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  assert.equal(uploads.items[0].state, "ready");
});

test("what the scanner refuses is told", async () => {
  const uploads = make();
  uploads.add([file("a")]);
  await soon();
  requests[0].answer(201, told("a", { state: "refused" }));
  assert.deepEqual([uploads.items[0].state, uploads.items[0].error], ["failed", "refused"]);
});

test("what is ready survives a reload", async () => {
  const uploads = make();
  uploads.add([file("a")]);
  await soon();
  requests[0].answer(201, told("a"));
  assert.deepEqual(make().ready.map(({ name }) => name), ["a"]);
  uploads.take();
  assert.deepEqual(make().items, []);
});
