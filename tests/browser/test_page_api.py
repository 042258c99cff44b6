"""docs/page-api.md, run: one shop with a strict policy of its own does all that a page can do."""

import asyncio
import http.server
import re
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from playwright.async_api import expect

from chat import actions
from chat.identity import shown
from chat.identity.secrets import renew_secret
from chat.models import Conversation, Visitor
from helpdesk.tenancy import tenant_scope
from tenants.caps import within
from tenants.views.install import PAGE_API
from tests.browser.conftest import Complaints
from tests.identity.tokens import token

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "page-api.md").read_text()
EXAMPLES = [*re.findall(r"```js\n(.*?)```", DOCS, re.DOTALL), re.sub("<.*>", "", PAGE_API)]
SCRIPT = "\n".join(EXAMPLES)
POLICY = re.search(r"Content-Security-Policy: (.*)", DOCS)[1]
PAGE = """<!doctype html><html lang="de"><head><title>Garden shop</title></head><body>
<h1>Garden shop</h1>
<button id="agree">Agree</button><button id="talk">Talk</button>
<button id="sign-out">Sign out</button>
<script src="/chat.js"></script>
<script src="HOST/widget.js" data-site="KEY" data-start="manual" async></script></body></html>"""


class StrictShop:
    """Allows nothing but its own script, and what the page on the API says it has to."""

    def __init__(self, host, site_key, secret):
        self.customer = "42"
        shop = self
        own = "default-src 'none'; script-src 'self' HOST; connect-src 'self' HOST; frame-src HOST"
        assert {"script-src", "connect-src", "frame-src"} == set(re.findall(r"\w+-src", POLICY))
        policy = f"{own}; require-trusted-types-for 'script'".replace("HOST", host)
        page = PAGE.replace("HOST", host).replace("KEY", site_key)

        class Door(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, body = {
                    "/": ("text/html", page),
                    "/chat.js": ("text/javascript", SCRIPT),
                    "/chat-token": ("text/plain", token(secret, site_key, sub=shop.customer)),
                }.get(self.path, ("text/plain", ""))
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_): ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


class Received:
    """What the sockets of a page were told."""

    def __init__(self, page):
        self.frames = []
        page.on("websocket", lambda line: line.on("framereceived", self.hear))

    def hear(self, frame):
        self.frames.append(str(frame))


@pytest.fixture
async def in_acme(committed_cast):
    def work(what):
        try:
            with tenant_scope(committed_cast.acme):
                return what(committed_cast)
        finally:
            connections.close_all()

    return lambda what: asyncio.to_thread(work, what)


def people(cast):
    """Every visitor who has said something, as operators are shown them."""
    rows = Visitor.objects.exclude(conversations=None).order_by("pk")
    return [(shown(row) and shown(row)["id"], row.attributes, row.language) for row in rows]


def run_hot(cast):
    """As if a flood of strangers came, to this company, in this minute."""
    for what, most in (("visitors", 100_000), ("messages", 1_000_000)):
        within(f"{most}/minute", "guard", what, cast.acme.pk, cost=2 * most)


def close(cast):
    about = {"conversation_id": Conversation.objects.get().pk, "member": cast.omar}
    actions.take(client_id=uuid4(), **about)
    actions.post_operator_message(client_id=uuid4(), body="Es ist da.", **about)
    actions.close(client_id=uuid4(), **about)


async def heard(page, name):
    return await page.evaluate(
        "(name) => heard.filter(([one]) => one === name).map((e) => e[1])", name
    )


async def until(page, name, count):
    wait = "([name, count]) => heard.filter(([one]) => one === name).length >= count"
    await page.wait_for_function(wait, arg=[name, count], timeout=20_000)
    return await heard(page, name)


async def are(in_acme, expected):
    """Who somebody is comes beside what they say, a moment sooner or later."""
    for _ in range(100):
        if (found := await in_acme(people)) == expected:
            return True
        await asyncio.sleep(0.1)
    raise AssertionError(found)


async def test_a_strict_page_does_all_a_page_can_do(browser, server, committed_cast, in_acme):
    cast = committed_cast
    secret = await in_acme(lambda cast: renew_secret(cast.acme))
    shop = StrictShop(server.origin, cast.acme.site_key, secret)
    cast.acme.allowed_origins = [shop.origin]
    await asyncio.to_thread(cast.acme.save)
    await in_acme(run_hot)
    page = await (await browser.new_context()).new_page()
    complaints, asked = Complaints(page), []
    page.on("request", lambda request: asked.append(request.url))
    received = Received(page)

    await page.goto(shop.origin, wait_until="networkidle")  # not a yes yet: a function, no more
    assert [url for url in asked if url.startswith(server.origin)] == [f"{server.origin}/widget.js"]
    assert await page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert await page.locator("helpdesk-widget").count() == 0

    await page.click("#agree")
    button = page.locator("helpdesk-widget").get_by_role("button")
    await expect(button).to_be_visible()
    assert await until(page, "ready", 1) == [{"state": "open"}]
    await page.click("#talk")
    widget = page.frame_locator("helpdesk-widget iframe")
    field = widget.get_by_role("textbox")
    await expect(widget.locator("html")).to_have_attribute("lang", "de")
    await field.fill("Wo ist mein Paket?")
    await field.press("Enter")
    told = await until(page, "message", 2)
    assert [each["author"] for each in told] == ["visitor", "automatic"]
    assert all(each.keys() == {"author", "at"} for each in told)
    said = {"plan": "gold", "orders": 3, "newsletter": False}
    assert await are(in_acme, [("42", said, "de")])

    await in_acme(close)
    await widget.get_by_role("button", name="Gut", exact=True).click()
    assert await until(page, "rating", 1) == [{"score": 4, "scale": "faces"}]

    await page.click("#sign-out")  # somebody else, who does a sum first: it has become hot
    await expect(widget.get_by_role("log")).not_to_contain_text("Paket")
    shop.customer = "7"
    await page.evaluate(
        """async () => {
          const token = await (await fetch("/chat-token")).text();
          helpdesk("identify", { token });
        }"""
    )
    await field.fill("Guten Tag")
    await field.press("Enter")
    await until(page, "message", len(told) + 3)
    assert await are(in_acme, [("42", said, "de"), ("7", {}, "de")])
    assert any('"proof_needed"' in text for text in received.frames)
    await page.evaluate("helpdesk('close')")
    assert len(await until(page, "close", 1)) == 1 == len(await heard(page, "open"))
    assert complaints.besides() == []
    await page.context.close()
    shop.server.shutdown()
