"""One chat in two real browsers: a visitor on a customer's page, an operator in the console."""

import asyncio

from django.db import connection
from playwright.async_api import Page, expect

from chat.models import Entry
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, restart, signed_in, violations
from tests.server import Server

LINE_DOWN = ("WebSocket connection to", "Failed to load resource", "net::ERR")
PATIENCE_MS = 45_000


async def visitor_page(browser, shop) -> Page:
    context = await browser.new_context()
    page = await context.new_page()
    page.complaints = Complaints(page)
    await page.goto(shop.origin)
    await page.locator("helpdesk-widget").get_by_role("button").click()
    return page


def widget_of(page):
    return page.frame_locator("helpdesk-widget iframe")


async def write(frame, text):
    box = frame.get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


async def inbox_page(browser, server: Server, member) -> Page:
    context = await signed_in(browser, server, member, viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/t/acme/inbox/")
    return page


async def in_thread(work, *args):
    """Database work beside the browser; the thread gives its connection back."""

    def unit():
        try:
            return work(*args)
        finally:
            connection.close()

    return await asyncio.to_thread(unit)


def stored(tenant) -> list[str]:
    with tenant_scope(tenant):
        rows = Entry.objects.filter(kind="message").exclude(author="automatic").order_by("seq")
        return list(rows.values_list("body", flat=True))


def put_on_list(cast, shop):
    cast.acme.allowed_origins = [shop.origin]
    cast.acme.save()


async def test_a_chat_goes_through_a_dropped_line(browser, mortal_server, committed_cast, shop):
    await in_thread(put_on_list, committed_cast, shop)
    shop.carries(mortal_server, committed_cast.acme.site_key)
    visitor = await visitor_page(browser, shop)
    widget = widget_of(visitor)
    await write(widget, "Do you have blue spades?")
    await expect(widget.get_by_text(committed_cast.acme.acknowledgement)).to_be_visible()

    operator = await inbox_page(browser, mortal_server, committed_cast.omar)
    await operator.get_by_role("list", name="Chats").get_by_text("blue spades").click()
    await expect(operator.get_by_role("log").get_by_text("blue spades")).to_be_visible()
    await write(operator.get_by_role("main"), "Yes, in two sizes.")
    await expect(widget.get_by_text("Yes, in two sizes.")).to_be_visible()
    await expect(widget.get_by_text("Omar").first).to_be_visible()
    await expect(widget.get_by_text("Human").first).to_be_visible()

    assert visitor.complaints.besides() == []
    assert operator.complaints.besides() == []
    assert await violations(operator) == []
    assert await violations(visitor.frames[-1]) == []

    mortal_server.kill()
    await write(widget, "Which is lighter?")
    await write(operator.get_by_role("main"), "Are you still there?")
    await restart(mortal_server)
    for page in (widget, operator.get_by_role("log")):
        for text in ("Which is lighter?", "Are you still there?"):
            await expect(page.get_by_text(text)).to_have_count(1, timeout=PATIENCE_MS)
    await write(widget, "Hello?")
    await expect(operator.get_by_role("log").get_by_text("Hello?")).to_have_count(1)

    kept = await in_thread(stored, committed_cast.acme)
    assert sorted(kept) == sorted(
        [
            "Do you have blue spades?",
            "Yes, in two sizes.",
            "Which is lighter?",
            "Are you still there?",
            "Hello?",
        ]
    )
    assert visitor.complaints.besides(*LINE_DOWN) == []
    assert operator.complaints.besides(*LINE_DOWN) == []


async def test_a_second_tab_shows_the_same_chat(browser, server, committed_cast, shop):
    await in_thread(put_on_list, committed_cast, shop)
    shop.carries(server, committed_cast.acme.site_key)
    first = await visitor_page(browser, shop)
    await write(widget_of(first), "One")
    await expect(widget_of(first).get_by_text(committed_cast.acme.acknowledgement)).to_be_visible()
    second = await first.context.new_page()
    await second.goto(shop.origin)
    await second.locator("helpdesk-widget").get_by_role("button").click()
    await expect(widget_of(second).get_by_text("One")).to_be_visible()
    await write(widget_of(second), "Two")
    await expect(widget_of(first).get_by_text("Two")).to_be_visible()
    await first.reload()
    await first.locator("helpdesk-widget").get_by_role("button").click()
    await expect(widget_of(first).get_by_text("Two")).to_be_visible()


async def test_a_page_that_is_not_on_the_list_gets_no_button(browser, server, committed_cast, shop):
    shop.carries(server, committed_cast.acme.site_key)
    page = await (await browser.new_context()).new_page()
    complaints = Complaints(page)
    await page.goto(shop.origin)
    await page.wait_for_load_state("networkidle")
    assert await page.locator("helpdesk-widget").count() == 0
    assert [line for line in complaints.heard if line.startswith("helpdesk:")] == [
        f"helpdesk: this address ({shop.origin}) is not on the list of sites of this company. "
        "Add it under Settings > Sites."
    ]


async def test_nothing_but_the_loader_comes_before_the_click(browser, server, committed_cast, shop):
    await in_thread(put_on_list, committed_cast, shop)
    shop.carries(server, committed_cast.acme.site_key)
    page = await (await browser.new_context()).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(shop.origin)
    await expect(page.locator("helpdesk-widget").get_by_role("button")).to_be_visible()
    ours = [url.removeprefix(server.origin) for url in asked if url.startswith(server.origin)]
    assert ours == [f"/widget.js?site={committed_cast.acme.site_key}"]  # one, and it is there
    assert all(url.startswith((server.origin, shop.origin)) for url in asked)
