"""Settings > Mail and the copy of a chat in a real browser."""

import asyncio
import uuid

import pytest
from django.db import connections
from playwright.async_api import expect

from chat import actions
from feedback.links import transcript_link
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations
from tests.mail.workers import many_mails

PAGES = ["", "words/answer/", "words/survey/?language=ar", "sender/", "outbox/"]


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied."""
    return browser


def some_mails(cast):
    try:
        with tenant_scope(cast.acme):
            [unknown, *_] = many_mails(cast.acme, 3)
            type(unknown).objects.filter(pk=unknown.pk).update(state="unknown", problem="no_answer")
            return unknown.pk
    finally:
        connections.close_all()


def a_chat(cast):
    try:
        with tenant_scope(cast.acme):
            said = actions.post_visitor_message(
                visitor=cast.visitor, client_id=uuid.uuid4(), body="Where is my parcel?"
            )
            return transcript_link(cast.visitor, said.entry.conversation_id)
    finally:
        connections.close_all()


async def page_of(browser, server, member):
    page = await (await signed_in(browser, server, member)).new_page()
    page.complaints = Complaints(page)
    return page


async def test_the_preview_follows_and_the_words_are_saved(browser, server, committed_cast):
    page = await page_of(browser, server, committed_cast.ada)
    await page.goto(f"{server.origin}/t/acme/mail/words/answer/")
    preview = page.frame_locator("iframe[name=mail-preview]")
    await expect(preview.get_by_text("Hello Mia,")).to_be_visible()
    words = page.get_by_label("Text", exact=True)
    await words.fill("In short, {oops} {answer}")
    await expect(preview.get_by_text("{oops} is not a field")).to_be_visible()
    await words.fill("In short, {operator} says:\n{answer}")
    await expect(preview.get_by_text("In short, Ada says:")).to_be_visible()
    await page.get_by_role("button", name="As plain text").click()
    await expect(preview.get_by_text("Your answer from Acme")).to_be_visible()
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("It counts from the next mail on.")).to_be_visible()
    await expect(page.get_by_text("your words")).to_be_visible()
    assert not page.complaints.heard


async def test_every_page_of_mail_can_be_used_by_everybody(browser, server, committed_cast):
    number = await asyncio.to_thread(some_mails, committed_cast)
    page = await page_of(browser, server, committed_cast.ada)
    for path in (*PAGES, f"outbox/{number}/"):
        await page.goto(f"{server.origin}/t/acme/mail/{path}")
        assert not await violations(page), path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_what_nobody_can_know_is_decided_by_clicking(browser, server, committed_cast):
    await asyncio.to_thread(some_mails, committed_cast)
    page = await page_of(browser, server, committed_cast.ada)
    await page.goto(f"{server.origin}/t/acme/settings/")
    await page.get_by_role("link", name="Connections").click()
    await page.get_by_role("link", name="Mail", exact=True).click()
    await page.get_by_role("link", name="Outbox").click()
    await page.get_by_role("link", name="Show them").click()
    await page.get_by_role("listitem").get_by_text("not known").click()
    await page.get_by_role("button", name="Send it again").click()
    await expect(page.get_by_text("leaves within a minute")).to_be_visible()


async def test_a_copy_of_a_chat_can_be_read_and_printed(browser, server, committed_cast):
    link = await asyncio.to_thread(a_chat, committed_cast)
    page = await browser.new_page()
    complaints = Complaints(page)
    await page.goto(server.origin + link.removeprefix("http://127.0.0.1:8000"))
    await expect(page.get_by_text("Where is my parcel?")).to_be_visible()
    await expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert not await violations(page) and not complaints.heard
