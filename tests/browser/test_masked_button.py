"""At night in a real browser: what the button says, what it opens to, and how it opens live."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from chat.models import Article, Conversation
from helpdesk.tenancy import tenant_scope
from tenants.hours import keep_week
from tenants.models import ContactWay, Tenant
from tests.browser.conftest import Complaints, violations
from tests.wire import operator_line

PATIENCE_MS = 15_000


def opening_in(hours: int) -> datetime:
    """The full hour that begins so many hours from now."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)


@pytest.fixture
async def night(shop, server, committed_cast):
    """Acme has closed. It opens in some hours, on a page of its own site; yields when."""
    opens = opening_in(9)

    def close(acme: Tenant) -> None:
        acme.allowed_origins = [shop.origin]
        acme.last_left_at = None
        acme.save()
        with tenant_scope(acme):
            closes = opens + timedelta(hours=2)
            keep_week(acme, {opens.weekday(): [(opens.time(), closes.time())]})
            ContactWay.objects.create(
                tenant=acme, kind="phone", label="Call us", value="+49 30 5550127"
            )
            Article.objects.create(
                tenant=acme,
                title="Sending something back",
                body="Within 30 days.",
                reviewed_on=opens.date(),
            )

    await asyncio.to_thread(close, committed_cast.acme)
    shop.carries(server, committed_cast.acme.site_key)
    return opens


def on_duty(acme: Tenant) -> None:
    """Omar may open the chat outside the hours."""
    with tenant_scope(acme):
        acme.memberships.filter(display_name="Omar").update(works_after_hours=True)


def resting(acme: Tenant) -> list:
    with tenant_scope(acme):
        return list(Conversation.objects.values_list("status", "due_at"))


async def test_the_masked_button_at_night(browser, server, night, committed_cast, shop):
    context = await browser.new_context(timezone_id="America/New_York", locale="en-US")
    page = await context.new_page()
    complaints = Complaints(page)
    await page.goto(shop.origin)
    button = page.locator("helpdesk-widget").get_by_role("button")
    in_new_york = await page.evaluate(
        """(at) => new Intl.DateTimeFormat("en-US", {hour: "numeric", minute: "2-digit"})
            .format(new Date(at))""",
        night.isoformat(),
    )
    await expect(button).to_have_accessible_name(re.compile(f"Back at {in_new_york}"))
    await button.click()

    widget = page.frame_locator("helpdesk-widget iframe")
    title = widget.get_by_role("heading", name="We are back")
    await expect(title).to_contain_text(f"at {in_new_york}")
    await expect(widget.get_by_text("Opening times, in your time zone")).to_be_visible()
    call = widget.get_by_role("link", name=re.compile("Call us"))
    await expect(call).to_have_attribute("href", "tel:+49305550127")
    await widget.get_by_text("Sending something back").click()
    await expect(widget.get_by_text("Within 30 days.")).to_be_visible()
    assert await violations(page.frames[-1]) == []

    field = widget.get_by_role("textbox", name="Your message")
    await field.fill("Do you ship to Norway?")
    await field.press("Enter")
    await expect(
        widget.get_by_text("Your question is safe: we answer in this chat")
    ).to_be_visible()
    assert await asyncio.to_thread(resting, committed_cast.acme) == [("waiting", None)]

    await field.fill("And what does it")
    await asyncio.to_thread(on_duty, committed_cast.acme)
    async with operator_line(server, "acme", committed_cast.omar.cookie) as omar:
        await omar.hello(epoch=None, open=[])
        await expect(widget.get_by_text("We are here now.")).to_be_visible(timeout=PATIENCE_MS)
        await expect(title).to_be_hidden()
        await expect(field).to_have_value("And what does it")
        await page.keyboard.press("Escape")
        await expect(button).to_have_accessible_name("Chat with Acme")
    assert complaints.besides() == []
