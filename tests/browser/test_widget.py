"""The widget in a real Chromium, with an operator at the other end of a socket."""

import asyncio
import re
import uuid
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.async_api import expect

from chat.models import Entry
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.wire import operator_line

PATIENCE_MS = 20_000


@pytest.fixture
def shop_of_acme(shop, server, committed_cast):
    """The customer's page under two names: of the chat's own host, and of a host foreign to it,
    where the browser may refuse storage to the frame."""
    shop.other_site = f"http://localhost:{urlsplit(shop.origin).port}"
    committed_cast.acme.allowed_origins = [shop.origin, shop.other_site]
    committed_cast.acme.save()
    shop.carries(server, committed_cast.acme.site_key)
    return shop


async def opened(page, address):
    await page.goto(address)
    await launcher(page).click()
    return page.frame_locator("helpdesk-widget iframe")


def launcher(page):
    return page.locator("helpdesk-widget button")


def bubble(frame, text):
    return frame.get_by_role("listitem").filter(has_text=text)


async def write(frame, text):
    await frame.get_by_role("textbox").fill(text)
    await frame.get_by_role("textbox").press("Enter")


@asynccontextmanager
async def omar_answers(server, cast):
    """Omar, who has taken the only chat there is; yields his line and the chat's number."""
    async with operator_line(server, "acme", cast.omar.cookie) as line:
        await line.hello(epoch=None, open=[])
        await line.say(type="list", view="all")
        (chat,) = (await line.hear("conversations"))["items"]
        await line.say(type="open", conversation=chat["id"])
        await line.say(type="take", conversation=chat["id"], id=str(uuid.uuid4()))
        await line.hear("ack")
        yield line, chat["id"]


async def test_the_cursor_comes_in_and_goes_back(browser, shop_of_acme):
    page = await browser.new_page()
    frame = await opened(page, shop_of_acme.origin)
    await expect(frame.get_by_role("textbox")).to_be_focused()
    await expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(launcher(page)).to_be_focused()
    await expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("Enter")
    await expect(frame.get_by_role("textbox")).to_be_focused()
    await frame.get_by_role("button", name="Close the chat").click()
    await expect(launcher(page)).to_be_focused()


async def test_what_comes_while_it_is_closed_is_counted_and_read_when_it_opens(
    browser, server, shop_of_acme, committed_cast
):
    page = await browser.new_page()
    frame = await opened(page, shop_of_acme.origin)
    await write(frame, "Hello")
    await expect(bubble(frame, "Hello")).to_have_attribute("data-state", "sent")
    await page.keyboard.press("Escape")
    async with omar_answers(server, committed_cast) as (omar, chat):
        await omar.post("Good morning!", conversation=chat)
        await expect(launcher(page)).to_have_accessible_name(re.compile(r", 1 unread$"))
        await launcher(page).click()
        while (told := await omar.hear("read"))["by"] != "visitor" or told["seq"] < 4:
            pass  # question, acknowledgement, Omar's coming, and now what he said
        await expect(bubble(frame, "Good morning!")).to_contain_text("Human")
    await page.keyboard.press("Escape")
    await expect(launcher(page)).not_to_have_accessible_name(re.compile("unread"))


async def test_typing_and_reading_show_on_the_other_side(
    browser, server, shop_of_acme, committed_cast
):
    page = await browser.new_page()
    frame = await opened(page, shop_of_acme.origin)
    await write(frame, "Hello")
    await expect(bubble(frame, "Hello")).to_have_attribute("data-state", "sent")
    async with omar_answers(server, committed_cast) as (omar, chat):
        await omar.say(type="typing", conversation=chat, on=True)
        await expect(frame.get_by_text("Omar is typing")).to_be_visible()
        await omar.say(type="read", conversation=chat, seq=1)
        await expect(bubble(frame, "Hello")).to_have_attribute("data-state", "read")
        await frame.get_by_role("textbox").press_sequentially("Are")
        assert (await omar.hear("typing"))["on"] is True


@pytest.mark.parametrize("site", ["origin", "other_site"])
async def test_tabs_opened_at_once_are_one_visitor(browser, shop_of_acme, committed_cast, site):
    """One who chats. On a busy machine the server may have made another before the tabs agreed, who
    then stays without a word."""
    address = getattr(shop_of_acme, site)
    context = await browser.new_context()
    pages = [await context.new_page() for _ in range(3)]
    frames = await asyncio.gather(*(opened(page, address) for page in pages))
    await asyncio.gather(*(write(frame, f"tab {n}") for n, frame in enumerate(frames)))
    for frame in frames:
        await expect(frame.get_by_text("tab ")).to_have_count(3, timeout=PATIENCE_MS)
    await pages[0].reload()
    again = await opened(pages[0], address)
    await expect(again.get_by_text("tab ")).to_have_count(3, timeout=PATIENCE_MS)
    said = await asyncio.to_thread(who_said, committed_cast.acme)
    assert sorted(body for _, body in said) == ["tab 0", "tab 1", "tab 2"]
    assert len({visitor for visitor, _ in said}) == 1


def who_said(tenant) -> list[tuple[int, str]]:
    """(visitor, message) of all that customers wrote."""
    try:
        with tenant_scope(tenant):
            rows = Entry.objects.filter(kind="message", author="visitor")
            return list(rows.values_list("conversation__visitor", "body"))
    finally:
        connection.close()  # the thread ends; what it took from the pool has to go back


async def test_where_sockets_are_blocked_it_chats_by_http(
    browser, server, shop_of_acme, committed_cast
):
    page = await browser.new_page()
    await page.route_web_socket(lambda url: True, lambda route: route.close(code=1011))
    frame = await opened(page, shop_of_acme.origin)
    await write(frame, "Through the door")
    sent = bubble(frame, "Through the door")
    await expect(sent).to_have_attribute("data-state", "sent", timeout=PATIENCE_MS)
    async with omar_answers(server, committed_cast) as (omar, chat):
        await omar.post("I hear you", conversation=chat)
        await expect(frame.get_by_text("I hear you")).to_be_visible(timeout=PATIENCE_MS)
        await expect(frame.get_by_text("Omar is with you").first).to_be_visible(timeout=PATIENCE_MS)


async def test_a_refused_message_stays_with_its_reason_and_can_be_sent_again(browser, shop_of_acme):
    page = await browser.new_page()
    refuse = True

    def relay(route):
        to_server = route.connect_to_server()

        def up(text):
            if refuse and '"send"' in text:
                number = text.split('"id":"')[1][:36]
                route.send(
                    f'{{"type":"error","code":"too_long","message":"","retry":false,"id":"{number}"}}'
                )
            else:
                to_server.send(text)

        route.on_message(up)

    await page.route_web_socket(lambda url: True, relay)
    frame = await opened(page, shop_of_acme.origin)
    await write(frame, "Much")
    await expect(bubble(frame, "Much")).to_contain_text("too long")
    assert await violations(page.frames[-1]) == []
    refuse = False
    await frame.get_by_role("button", name="Try again").click()
    await expect(bubble(frame, "Much")).to_have_attribute("data-state", "sent")


async def test_what_was_written_without_a_line_survives_a_reload(browser, shop_of_acme):
    page = await browser.new_page()
    frame = await opened(page, shop_of_acme.other_site)
    await expect(frame.get_by_role("textbox")).to_be_focused()
    await page.context.set_offline(True)
    await page.route_web_socket(lambda url: True, lambda route: route.close(code=1011))
    await write(frame, "Kept")
    await page.context.set_offline(False)
    await page.reload()
    again = await opened(page, shop_of_acme.other_site)
    sent = bubble(again, "Kept")
    await expect(sent).to_have_attribute("data-state", "sent", timeout=PATIENCE_MS)
    await expect(sent).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_everybody_can_use_it(browser, shop_of_acme, scheme, width):
    page = await browser.new_page(
        color_scheme=scheme, viewport={"width": width, "height": 640}, reduced_motion="reduce"
    )
    frame = await opened(page, shop_of_acme.origin)
    await write(frame, "https://example.com/" + "long" * 60)
    await expect(bubble(frame, "example.com")).to_have_attribute("data-state", "sent")
    assert await violations(page.frames[-1]) == []
    assert await violations(page) == []
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await page.frames[-1].evaluate(wider)


async def test_the_snippet_twice_gives_one_button_and_one_global(browser, shop_of_acme):
    page = await browser.new_page()
    shop_of_acme.snippet *= 2
    await page.goto(shop_of_acme.origin)
    await expect(launcher(page)).to_have_count(1)
    assert await page.evaluate("Object.keys(window).filter(name => /helpdesk/i.test(name))") == [
        "helpdesk"
    ]
