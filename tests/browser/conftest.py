"""A real Chromium, a customer's page on another origin, and a server that may be killed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Frame, Page, async_playwright, expect

from tests.browser.chromium import QUIET, executable, shell
from tests.browser.shop import Shop
from tests.server import Server

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


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


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Shop() as open_shop:
        yield open_shop


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
