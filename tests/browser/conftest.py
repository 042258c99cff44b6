"""A real Chromium, a customer's page on another origin, and a server that may be killed."""

import asyncio
import http.server
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Frame, Page, async_playwright, expect

from tests.browser.chromium import executable, shell
from tests.server import Server

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with launched(shell()) as running:
        yield running


@pytest.fixture
async def whole_browser() -> AsyncIterator[Browser]:
    """With what belongs to its windows, too: only there are pages pushed to."""
    async with launched(executable()) as running:
        yield running


@asynccontextmanager
async def launched(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        await running.close()


@pytest.fixture(scope="session")
def mortal_server(django_db_setup: None, owner_url: str, tmp_path_factory: Any) -> Iterator[Server]:
    """Like `server`, for tests that kill it."""
    url = owner_url.replace("helpdesk_owner@", "helpdesk@", 1)
    running = Server(database_url=url, log=tmp_path_factory.mktemp("mortal") / "daphne.log")
    yield running.start()
    running.stop()


class Shop:
    """A customer's site, the snippet on every page of it, served from an origin of its own."""

    def __init__(self) -> None:
        self.snippet = ""
        shop = self

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = b"" if self.path == "/favicon.ico" else shop.page().encode()
                self.send_response(200 if body else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        serve = {"poll_interval": 0.01}  # so that closing does not wait
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()

    def page(self) -> str:
        return (
            '<!doctype html><html lang="en"><head><title>Garden shop</title></head><body>'
            f"<main><h1>Garden shop</h1><p>Spades and seeds.</p></main>{self.snippet}</body></html>"
        )

    def carries(self, server: Server, site_key: str) -> None:
        source = f"{server.origin}/widget.js?site={site_key}"
        self.snippet = f'<script src="{source}" data-site="{site_key}" async></script>'

    def close(self) -> None:
        self._server.shutdown()


@pytest.fixture
def shop() -> Iterator[Shop]:
    open_shop = Shop()
    yield open_shop
    open_shop.close()


class Complaints:
    """What a page complained of: console errors and exceptions. `expected` texts are let pass."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("console", lambda line: line.type == "error" and self.heard.append(line.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def besides(self, *expected: str) -> list[str]:
        return [line for line in self.heard if not any(part in line for part in expected)]


async def signed_in(
    browser: Browser, server: Server, member: Any, **options: Any
) -> BrowserContext:
    context = await browser.new_context(**options)
    name, _, value = member.cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    return context


async def violations(frame: Page | Frame) -> list[str]:
    """What axe finds in this frame, as readable lines."""
    await frame.evaluate(AXE.read_text())
    found = await frame.evaluate("axe.run(document, {iframes: false})")
    return [
        f"{problem['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


async def restart(server: Server) -> None:
    """As a crash and the supervisor do it."""
    server.kill()
    await asyncio.to_thread(server.start)
