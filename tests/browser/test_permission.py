"""An operator offers e-mail, a visitor allows some of it, sees on their page what is kept, and
takes it back."""

import json
import re

import pytest
from playwright.async_api import expect

from feedback.models import Address, ConsentEvent, LiveConsent, PrivacyNotice
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, violations
from tests.browser.test_two_browsers import (
    in_thread,
    inbox_page,
    put_on_list,
    visitor_page,
    widget_of,
    write,
)

EMAIL = "mia@gmail.com"


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


def held(tenant):
    with tenant_scope(tenant):
        return sorted(LiveConsent.objects.values_list("purpose", flat=True))


def ledger(tenant):
    with tenant_scope(tenant):
        lines = ConsentEvent.objects.order_by("pk")
        return list(lines.values_list("purpose", "what")), Address.objects.count()


def ask_for_news(tenant):
    with tenant_scope(tenant):
        PrivacyNotice.objects.create(tenant=tenant, asks_marketing=True)


async def in_a_chat(browser, server, cast, shop):
    """The visitor's page and the operator's, who has answered."""
    await in_thread(put_on_list, cast, shop)
    shop.carries(server, cast.acme.site_key)
    visitor = await visitor_page(browser, shop)
    await write(widget_of(visitor), "Do you ship to Norway?")
    operator = await inbox_page(browser, server, cast.omar)
    await operator.get_by_role("list", name="Chats").get_by_text("Norway").click()
    await write(operator.get_by_role("main"), "We do.")
    await expect(widget_of(visitor).get_by_text("We do.")).to_be_visible()
    return visitor, operator


async def own_page(visitor, link):
    """Opened from the widget in a tab of its own."""
    async with visitor.context.expect_page() as opened:
        await link.click()
    page = await opened.value
    page.complaints = Complaints(page)
    await page.wait_for_load_state()
    return page


async def test_offered_given_seen_and_taken_back(browser, server, committed_cast, shop):
    cast = committed_cast
    visitor, operator = await in_a_chat(browser, server, cast, shop)
    widget, details = widget_of(visitor), operator.get_by_role("complementary", name="Details")
    await expect(details.get_by_text("May not be written to.")).to_be_visible()
    await details.get_by_role("button", name="Offer e-mail").click()
    await expect(details.get_by_text("They have not answered yet")).to_be_visible()
    await expect(details.get_by_role("button", name="Offer e-mail")).to_have_count(0)

    boxes = widget.get_by_role("checkbox")
    await expect(boxes).to_have_count(4)
    for number in range(4):
        await expect(boxes.nth(number)).not_to_be_checked()
    assert await violations(visitor.frames[-1]) == []
    await widget.get_by_role("button", name="Allow this").click()
    await expect(widget.get_by_text("Tick what we may write to you for")).to_be_visible()
    await widget.get_by_role("checkbox", name=re.compile("^Answer my question")).check()
    await widget.get_by_role("checkbox", name=re.compile("^Send me a copy")).check()
    field = widget.get_by_role("textbox", name="Your e-mail address")
    await field.fill("mia@gmail")
    await widget.get_by_role("button", name="Allow this").click()
    await widget.get_by_role("button", name="Did you mean mia@gmail.com?").click()
    await expect(field).to_have_value(EMAIL)
    assert await in_thread(held, cast.acme) == []
    await widget.get_by_role("button", name="Allow this").click()
    await expect(widget.get_by_text("We write to you for this and nothing else")).to_be_visible()
    await expect(widget.get_by_role("checkbox")).to_have_count(0)
    assert await in_thread(held, cast.acme) == ["follow_up", "transcript"]

    told = details.get_by_text("May be written to for: an answer and a copy of the chat")
    await expect(told).to_be_visible()
    assert EMAIL not in await operator.content()
    assert EMAIL not in await visitor.frames[-1].evaluate("JSON.stringify({...localStorage})")

    await widget.get_by_role("button", name="Your data and e-mail").last.click()
    page = await own_page(visitor, widget.get_by_role("link", name="See what is kept"))
    await expect(page.get_by_role("heading", name="Your data at Acme")).to_be_visible()
    await expect(page.get_by_text("Acme may write to this address to answer")).to_have_count(2)
    await expect(page.get_by_text("m…@gmail.com")).to_have_count(2)
    assert await violations(page) == []
    await page.get_by_role("button", name=re.compile("^Take back.*Answer my")).click()
    await expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert await in_thread(held, cast.acme) == ["transcript"]
    await expect(details.get_by_text("May be written to for: a copy of the chat")).to_be_visible()
    assert page.complaints.heard == []

    await page.get_by_role("button", name="Take everything back").click()
    await expect(page.get_by_text("No e-mail address of yours is kept")).to_be_visible()
    lines, addresses = await in_thread(ledger, cast.acme)
    assert [what for _, what in lines] == ["given", "given", "withdrawn", "withdrawn"]
    assert addresses == 0


async def test_no_thank_you_is_taken_for_an_answer(browser, server, committed_cast, shop):
    cast = committed_cast
    visitor, operator = await in_a_chat(browser, server, cast, shop)
    widget, details = widget_of(visitor), operator.get_by_role("complementary", name="Details")
    await operator.get_by_role("heading", level=2).first.click()
    await operator.keyboard.press("c")
    await widget.get_by_role("button", name="No, thank you").click()
    await expect(widget.get_by_role("checkbox")).to_have_count(0)
    await expect(details.get_by_text("They would rather not get e-mail")).to_be_visible()
    await visitor.reload()
    await visitor.locator("helpdesk-widget button").click()
    await expect(widget_of(visitor).get_by_text("No e-mail for you.")).to_be_visible()
    await expect(widget_of(visitor).get_by_role("checkbox")).to_have_count(0)


async def test_a_visitor_asks_takes_it_along_and_is_erased(browser, server, committed_cast, shop):
    cast = committed_cast
    await in_thread(ask_for_news, cast.acme)
    visitor, _ = await in_a_chat(browser, server, cast, shop)
    widget = widget_of(visitor)
    await widget.get_by_role("button", name="Your data and e-mail").click()
    await expect(widget.get_by_role("heading", name="Your data and e-mail")).to_be_focused()
    await widget.get_by_role("checkbox", name=re.compile("^Send me news")).check()
    await widget.get_by_role("textbox", name="Your e-mail address").fill("mia@customer.example")
    await widget.get_by_role("button", name="Allow this").click()
    await expect(widget.get_by_text("One more step for news")).to_be_visible()
    assert await in_thread(held, cast.acme) == ["confirmation"]

    page = await own_page(visitor, widget.get_by_role("link", name="See what is kept"))
    await expect(page.get_by_text("News and offers: not yet").first).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download as data").click()
    data = json.loads((await (await download.value).path()).read_text())
    assert data["permissions"][0]["address"] == "mia@customer.example"
    assert data["chats"][0]["entries"][0]["words"] == "Do you ship to Norway?"
    await page.get_by_role("link", name="Erase everything…").click()
    await expect(page.get_by_role("heading", name="Erase everything?")).to_be_visible()
    await page.get_by_role("button", name="Erase for good").click()
    await expect(page.get_by_role("heading", name="Erased")).to_be_visible()
    assert page.complaints.heard == []
    assert await in_thread(held, cast.acme) == []
    await expect(widget.get_by_text("Do you ship to Norway?")).to_have_count(0)
