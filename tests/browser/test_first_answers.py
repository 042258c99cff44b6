"""An automatic answer with its source, and one tap to a person: seen from both ends."""

import asyncio
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.async_api import expect

from chat.articles.stemming import save_article
from chat.bot.models import Bot
from chat.models import Article
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.browser.test_console import inbox, row
from tests.browser.test_waiting_and_ladder import PHONE, visitor

TITLE = "How long does a parcel take?"
BODY = "Within the EU two to four working days. To Norway six."


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def in_acme(committed_cast):
    """Database work beside the browser; `look`: a worker looks at the company."""

    def work(what):
        try:
            with tenant_scope(committed_cast.acme):
                what(committed_cast.acme)
        finally:
            connections.close_all()

    return lambda what: asyncio.to_thread(work, what)


def switch_on(acme):
    day = timezone.now().date() - timedelta(days=30)
    for title, body in [(TITLE, BODY), ("Which bulbs fit?", "E27, up to 8 W.")]:
        save_article(Article(tenant=acme, title=title, body=body, reviewed_on=day))
    Bot.objects.create(tenant=acme, is_on=True, on_since=timezone.now() - timedelta(hours=1))


def look(acme):
    tend(acme.pk)


async def test_an_answer_with_its_source_and_then_a_person_who_sees_everything(
    browser, server, committed_cast, in_acme
):
    await in_acme(switch_on)
    page = await visitor(
        browser, server, committed_cast, "How long does a parcel take to Norway?", viewport=PHONE
    )
    await in_acme(look)
    log = page.get_by_role("log")
    await expect(log).to_contain_text("I am the automatic assistant of Acme. From our article")
    await expect(log.get_by_text("Automatic reply").last).to_be_visible()
    source = log.get_by_role("list", name="Source").get_by_role("group")
    await source.get_by_text(TITLE).click()
    await expect(source).to_contain_text("To Norway six.")
    await expect(source).to_contain_text("Checked on")
    assert await violations(page) == []

    person = log.get_by_role("button", name="No, a person please")
    await person.focus()
    await page.keyboard.press("Enter")
    await expect(log).to_contain_text("A person answers you here. You keep your place")
    await expect(person).to_be_disabled()
    await expect(page.get_by_role("textbox")).to_be_focused()
    assert page.complaints.besides() == []

    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, "No, a person please").click()
    seen = omar.get_by_role("log")
    for words in ("How long does a parcel take to Norway?", TITLE, "A person is wanted."):
        await expect(seen).to_contain_text(words)
    await expect(seen.get_by_text("Automatic reply").first).to_be_visible()
    assert omar.complaints.besides() == []
