"""What the widget tells the company besides messages, and that it says so: seen from both ends."""

import asyncio

import pytest
from django.db import connections
from playwright.async_api import expect

from helpdesk.tenancy import tenant_scope
from tenants.models import Department, DepartmentMember, Tenant
from tests.browser.conftest import Complaints, violations
from tests.browser.test_console import inbox, row

PATIENCE_MS = 15_000
SEEN = "We see what you type before you send it."


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def in_acme(committed_cast):
    """Database work beside the browser, in Acme's scope."""

    def work(what):
        try:
            with tenant_scope(committed_cast.acme):
                return what(committed_cast)
        finally:
            connections.close_all()

    return lambda what: asyncio.to_thread(work, what)


@pytest.fixture
async def shop_of_acme(shop, server, committed_cast, in_acme):
    def put_on_list(cast):
        Tenant.objects.filter(pk=cast.acme.pk).update(allowed_origins=[shop.origin])

    await in_acme(put_on_list)
    shop.carries(server, committed_cast.acme.site_key)
    return shop


async def customer(browser, address, **options):
    page = await (await browser.new_context(**options)).new_page()
    page.complaints = Complaints(page)
    await page.goto(address)
    await page.locator("helpdesk-widget").get_by_role("button").click()
    return page, page.frame_locator("helpdesk-widget iframe")


async def write(widget, text):
    field = widget.get_by_role("textbox")
    await field.fill(text)
    await field.press("Enter")
    await expect(widget.get_by_role("log")).to_contain_text(text)


# --- whom they would like to talk to -------------------------------------------------------------


def with_departments(cast):
    billing = Department.objects.create(
        tenant=cast.acme, name="Billing", about="Invoices and payments"
    )
    DepartmentMember.objects.create(tenant=cast.acme, department=billing, member=cast.omar)
    Department.objects.create(tenant=cast.acme, name="Orders")


async def test_a_customer_chooses_a_department(
    browser, server, shop_of_acme, in_acme, committed_cast
):
    await in_acme(with_departments)
    page, widget = await customer(browser, shop_of_acme.origin)
    chips = widget.get_by_role("group", name="What is it about?")
    billing = chips.get_by_role("button", name="Billing")
    await expect(billing).to_contain_text("nobody there now")
    await billing.click()
    await expect(billing).to_have_attribute("aria-pressed", "true")
    await expect(widget.get_by_text("Invoices and payments")).to_be_visible()
    assert await violations(page.frames[-1]) == []

    omar = await inbox(browser, server, committed_cast.omar)
    await expect(billing).not_to_contain_text("nobody there now")
    await write(widget, "An invoice, please")
    await expect(chips).to_be_hidden()
    await row(omar, "An invoice").click()
    await expect(omar.locator("#context-department")).to_have_text("Billing")
    assert (page.complaints.besides(), omar.complaints.besides()) == ([], [])


# --- what is being typed -------------------------------------------------------------------------


async def test_what_is_typed_is_seen_and_the_customer_knows(
    browser, server, shop_of_acme, committed_cast
):
    page, widget = await customer(browser, shop_of_acme.origin)
    field = widget.get_by_role("textbox")
    await field.press_sequentially("Hel")
    await expect(widget.get_by_text(SEEN)).to_be_hidden()  # nobody sees it: there is no chat yet
    await write(widget, "Hello?")
    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, "Hello?").click()
    await expect(omar.get_by_role("log")).to_contain_text("Hello?")
    await field.press_sequentially("Where is order 20391")
    await expect(widget.get_by_text(SEEN)).to_be_visible()
    assert await violations(page.frames[-1]) == []
    await expect(omar.locator("#typing-peek")).to_have_text("Where is order 20391")
    await field.press("Enter")
    await expect(omar.get_by_role("log")).to_contain_text("Where is order 20391")
    await expect(omar.locator("#typing-peek")).to_be_hidden()
    await expect(widget.get_by_text(SEEN)).to_be_hidden()


async def test_where_the_company_does_not_look_nothing_is_sent(
    browser, server, shop_of_acme, in_acme
):
    await in_acme(lambda cast: Tenant.objects.filter(pk=cast.acme.pk).update(shows_typing=False))
    sent = []

    def listen(socket):
        socket.on("framesent", lambda text: sent.append(str(text)))

    context = await browser.new_context()
    page = await context.new_page()
    page.on("websocket", listen)
    await page.goto(shop_of_acme.origin)
    await page.locator("helpdesk-widget").get_by_role("button").click()
    widget = page.frame_locator("helpdesk-widget iframe")
    await write(widget, "Hello?")
    await expect(widget.locator(".bubble[data-state=sent]")).to_have_count(1)
    await widget.get_by_role("textbox").press_sequentially("I wonder whether", delay=70)
    await asyncio.sleep(1)  # longer than the pause after which it would be told
    await expect(widget.get_by_text(SEEN)).to_be_hidden()
    assert any('"typing"' in text for text in sent)
    assert not [text for text in sent if "wonder" in text]


# --- where they are ------------------------------------------------------------------------------


def trail_of(omar):
    return omar.locator("#context-trail").get_by_role("listitem")


async def test_pages_of_the_chat_become_its_trail(browser, server, shop_of_acme, committed_cast):
    page, widget = await customer(browser, f"{shop_of_acme.origin}/spades?mail=maria@example.org")
    await write(widget, "Is this one blue?")
    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, "Is this one blue?").click()
    await expect(trail_of(omar)).to_have_count(1)
    assert "maria" not in await omar.content()

    await page.evaluate(
        """() => {
            history.pushState({}, "", "/cart?token=secret#pay");
            setTimeout(() => (document.title = "Your cart"), 300);
        }"""
    )
    await expect(trail_of(omar)).to_have_count(2, timeout=PATIENCE_MS)
    await expect(trail_of(omar).first).to_contain_text("Your cart")
    link = trail_of(omar).first.get_by_role("link")
    assert await link.get_attribute("href") == f"{shop_of_acme.origin}/cart"

    await page.goto(f"{shop_of_acme.origin}/checkout")  # loaded anew, the chat not opened
    await expect(trail_of(omar)).to_have_count(3, timeout=PATIENCE_MS)
    await omar.keyboard.press("r")
    await omar.keyboard.type("All of them are.")
    await omar.keyboard.press("Enter")
    button = page.locator("helpdesk-widget").get_by_role("button")
    await expect(button).to_have_accessible_name("Chat with Acme, 1 unread", timeout=PATIENCE_MS)
    assert page.complaints.besides() == []


async def test_without_a_chat_nothing_but_the_button_is_loaded(browser, shop_of_acme):
    page, widget = await customer(browser, shop_of_acme.origin)
    await expect(widget.get_by_role("textbox")).to_be_visible()
    await page.goto(f"{shop_of_acme.origin}/checkout")
    await expect(page.locator("helpdesk-widget").get_by_role("button")).to_be_visible()
    await page.wait_for_load_state("load")
    assert await page.locator("helpdesk-widget iframe").count() == 0
