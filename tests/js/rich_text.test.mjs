import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces } from "shared/rich_text.js";

const links = (body) => pieces(body).flatMap(({ text, href }) => (href ? [text] : []));

test("an address becomes a link, its surroundings stay text", () => {
  assert.deepEqual(pieces("see https://example.com/a?b=1 now"), [
    { text: "see ", href: null },
    { text: "https://example.com/a?b=1", href: "https://example.com/a?b=1" },
    { text: " now", href: null },
  ]);
});

test("the stop and the bracket around an address are not part of it", () => {
  assert.deepEqual(links("(https://example.com/a)."), ["https://example.com/a"]);
  assert.deepEqual(links("https://example.com/a_(b)!"), ["https://example.com/a_(b)"]);
});

test("nothing but http and https is a link", () => {
  const body = "javascript:alert(1) data:text/html,x ftp://x file:///etc/passwd //x www.example.com";
  assert.deepEqual(pieces(body), [{ text: body, href: null }]);
});

test("an address with a user name, made to look like another, is not a link", () => {
  assert.deepEqual(links("https://bank.example@evil.example/"), []);
});

test("markup is only text", () => {
  const body = '<img src=x onerror=alert(1)> <a href="https://e.example">x</a>';
  assert.equal(pieces(body).map(({ text }) => text).join(""), body);
  assert.deepEqual(links(body), ["https://e.example"]);
});

test("whatever the text, nothing of it is lost", () => {
  for (const body of ["", "https://", "http://)", "https://[", "a\nhttps://b.example…\n", "https://x.example".repeat(400)]) {
    assert.equal(pieces(body).map(({ text }) => text).join(""), body);
  }
});

test("a long hostile text takes no time", () => {
  const started = performance.now();
  pieces(`https://${")".repeat(8000)}`);
  pieces("http://".repeat(1100));
  assert.ok(performance.now() - started < 500);
});
