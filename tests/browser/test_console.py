"""An operator's day in a real browser: keyboard, drafts, undo, and lines that break."""

import asyncio
import uuid

import pytest
from django.db import connections
from playwright.async_api import expect

from chat import actions
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations

LINE_DOWN = ("WebSocket connection to", "Failed to load resource", "net::ERR")
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 640}


def says(cast, text, page="/pricing"):
    """A new customer writes; returns the conversation's number. For a thread of its own."""
    at = {"url": f"https://shop.acme.example{page}", "title": "A page"}
    try:
        with tenant_scope(cast.acme):
            visitor, _ = actions.new_visitor(tenant=cast.acme, locale="de", page=at)
            appended = actions.post_visitor_message(
                visitor=visitor, client_id=uuid.uuid4(), body=text
            )
        return appended.entry.conversation_id
    finally:
        connections.close_all()


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def customer(committed_cast):
    return lambda *args, **more: asyncio.to_thread(says, committed_cast, *args, **more)


async def inbox(browser, server, member, path="", **options):
    context = await signed_in(browser, server, member, **({"viewport": WIDE} | options))
    page = await context.new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/t/acme/inbox/{path}")
    return page


def row(page, text):
    return page.get_by_role("list", name="Chats").get_by_role("link").filter(has_text=text)


async def test_three_chats_are_answered_with_the_keyboard_alone(
    browser, server, committed_cast, customer
):
    for number in range(3):
        await customer(f"Question {number}", page=f"/{number}")
    page = await inbox(browser, server, committed_cast.omar)
    await expect(row(page, "Question 2")).to_be_visible()
    for number in range(3):
        await page.keyboard.press("g")
        await page.keyboard.press("w")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text(f"Question {number}")
        await page.keyboard.press("r")
        await page.keyboard.type(f"Answer {number}")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text(f"Answer {number}")
        await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await page.keyboard.press("m")
    await expect(page.get_by_role("list", name="Chats").get_by_role("listitem")).to_have_count(3)
    await expect(page.get_by_text("Nobody waiting")).to_be_visible()
    assert page.complaints.besides() == []


async def test_letters_typed_into_an_answer_are_letters(browser, server, committed_cast, customer):
    number = await customer("Hello?")
    page = await inbox(browser, server, committed_cast.omar, f"{number}/")
    await expect(page.get_by_role("button", name="Take", exact=True)).to_be_visible()
    await page.keyboard.press("r")
    await page.keyboard.type("take e note ? g w")
    await expect(page.get_by_role("textbox")).to_have_value("take e note ? g w")
    await expect(page.get_by_role("button", name="Take", exact=True)).to_be_visible()


async def test_closing_can_be_undone(browser, server, committed_cast, customer):
    number = await customer("Hello?")
    page = await inbox(browser, server, committed_cast.omar, f"{number}/")
    await page.get_by_role("button", name="Take", exact=True).click()
    await expect(page.locator("#chat-facts")).to_contain_text("Assigned to you")
    await page.get_by_role("button", name="Close", exact=True).click()
    await expect(page.locator("#chat-facts")).to_contain_text("Closed")
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator("#chat-facts")).to_contain_text("Assigned to you")
    await expect(page.get_by_role("log")).to_contain_text("Opened again by Omar")


async def test_a_colleagues_chat_can_be_noted_but_not_answered(
    browser, server, committed_cast, customer
):
    number = await customer("Hello?")
    omar = await inbox(browser, server, committed_cast.omar, f"{number}/")
    tess = await inbox(browser, server, committed_cast.tess, f"{number}/")
    await omar.get_by_role("button", name="Take", exact=True).click()
    await expect(tess.get_by_text("Omar answers this chat.")).to_be_visible()
    await expect(tess.get_by_role("button", name="Reply")).to_be_disabled()
    await tess.get_by_role("textbox").fill("She is a regular.")
    await tess.get_by_role("button", name="Add note").click()
    await expect(omar.get_by_role("log")).to_contain_text("She is a regular.")


async def test_drafts_survive_switching_and_a_reload(browser, server, committed_cast, customer):
    first, second = await customer("One", page="/1"), await customer("Two", page="/2")
    page = await inbox(browser, server, committed_cast.omar, f"{first}/")
    field = page.get_by_role("textbox")
    await field.fill("Half an ans")
    await row(page, "Two").click()
    await expect(field).to_have_value("")
    await field.fill("Another")
    await page.reload()
    await expect(field).to_have_value("Another")
    await row(page, "One").click()
    await expect(field).to_have_value("Half an ans")
    await expect(row(page, "Two")).to_contain_text("Draft")
    assert page.url.endswith(f"/inbox/{first}/") and first != second


async def test_rows_stay_put_under_the_pointer(browser, server, committed_cast, customer):
    await customer("First of all", page="/1")
    page = await inbox(browser, server, committed_cast.omar)
    await row(page, "First of all").click()
    await page.keyboard.press("r")
    await page.keyboard.type("Answered")
    await page.keyboard.press("Enter")
    await page.locator(".rows .row").first.hover()
    await customer("Newcomer", page="/2")
    await expect(row(page, "Newcomer")).to_be_visible()
    await expect(page.locator(".rows .row").first).to_contain_text("Answered")
    await page.mouse.move(900, 300)
    await expect(page.locator(".rows .row").first).to_contain_text("Newcomer")


async def test_a_new_customer_is_announced_and_counted_in_the_title(
    browser, server, committed_cast, customer
):
    page = await inbox(browser, server, committed_cast.omar)
    await expect(page.get_by_text("No open chats")).to_be_visible()
    await customer("Hello?", page="/shop")
    await expect(page.locator("#announcer")).to_have_text("New chat waiting: Visitor from /shop")
    await expect(page).to_have_title("(1) Inbox · Acme")
    await row(page, "Hello?").click()
    await expect(page).to_have_title("Inbox · Acme")


async def test_where_sockets_are_blocked_it_works_by_http_and_says_so(
    browser, server, committed_cast, customer
):
    number = await customer("Hello?")
    context = await signed_in(browser, server, committed_cast.omar, viewport=WIDE)
    page = await context.new_page()
    await page.route_web_socket("**/ws/**", lambda socket: socket.close(code=1011))
    await page.goto(f"{server.origin}/t/acme/inbox/{number}/")
    await expect(page.get_by_text("Using fallback (slower)").first).to_be_visible(timeout=30_000)
    await page.get_by_role("textbox").fill("By another way")
    await page.keyboard.press("Enter")
    await expect(page.locator(".bubble[data-state=sent]")).to_contain_text("By another way")
    await customer("Me too", page="/2")
    await expect(row(page, "Me too")).to_be_visible(timeout=10_000)


async def test_without_a_line_messages_wait_visibly_and_go_out_once(
    browser, server, committed_cast, customer
):
    number = await customer("Hello?")
    page = await inbox(browser, server, committed_cast.omar, f"{number}/")
    await expect(page.get_by_role("log")).to_contain_text("Hello?")
    await page.context.set_offline(True)
    await page.get_by_role("textbox").fill("From a tunnel")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("1 message waits")).to_be_visible(timeout=30_000)
    await page.context.set_offline(False)
    await expect(page.locator(".bubble[data-state=sent]")).to_have_count(1, timeout=30_000)
    await expect(page.get_by_text("Connected", exact=True).first).to_be_visible()
    assert page.complaints.besides(*LINE_DOWN) == []


async def test_signing_out_elsewhere_says_so_and_keeps_the_draft(
    browser, server, committed_cast, customer
):
    number = await customer("Hello?")
    page = await inbox(browser, server, committed_cast.omar, f"{number}/")
    await page.get_by_role("textbox").fill("Not finished")
    other = await page.context.new_page()
    await other.goto(f"{server.origin}/t/acme/inbox/")
    await other.keyboard.press("Control+k")
    await other.get_by_role("combobox").fill("sign out")
    await other.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible(
        timeout=15_000
    )
    link = page.get_by_role("link", name="Sign in")
    assert await link.get_attribute("href") == (
        f"/accounts/login/?next=%2Ft%2Facme%2Finbox%2F{number}%2F"
    )
    kept = await page.evaluate("Object.values(localStorage)")
    assert "Not finished" in kept


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
async def test_no_barrier_is_found_in_any_pane(
    browser, server, committed_cast, customer, viewport, scheme
):
    number = await customer("Hello?")
    look = {"viewport": viewport, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = await inbox(browser, server, committed_cast.ada, **look)
    await expect(row(page, "Hello?")).to_be_visible()
    assert await violations(page) == []
    await row(page, "Hello?").click()
    await expect(page.get_by_role("log")).to_contain_text("Hello?")
    assert await violations(page) == []
    for keys in ("?", "Control+k", "/"):
        await page.keyboard.press(keys)
        assert await violations(page) == []
        await page.keyboard.press("Escape")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.url.endswith(f"/{number}/")


async def test_on_a_phone_one_goes_from_the_list_into_a_chat_and_back(
    browser, server, committed_cast, customer
):
    await customer("Hello?")
    page = await inbox(browser, server, committed_cast.omar, viewport=PHONE, has_touch=True)
    await row(page, "Hello?").tap()
    await expect(page.get_by_role("log")).to_be_visible()
    await expect(row(page, "Hello?")).to_be_hidden()
    await page.get_by_role("button", name="Back to the list").tap()
    await expect(row(page, "Hello?")).to_be_visible()
    await row(page, "Hello?").tap()
    await page.go_back()
    await expect(row(page, "Hello?")).to_be_visible()
