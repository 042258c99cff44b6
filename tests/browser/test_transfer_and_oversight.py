"""A chat in several hands, seen by all of them: handed over, declined, watched, taken over; and a
canned reply that is not sent before it is somebody's own."""

import asyncio
import re
import time
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.async_api import expect

from chat.models import CannedReply, Entry, Transfer
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.browser.test_console import inbox, row, says
from tests.browser.test_waiting_and_ladder import visitor

QUESTION = "Where is parcel 20391?"
WHY = "Sam can look into the depot."


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def in_acme(committed_cast):
    """Database work beside the browser, in Acme's scope."""

    def work(what, *args):
        try:
            with tenant_scope(committed_cast.acme):
                return what(*args)
        finally:
            connections.close_all()

    return lambda what, *args: asyncio.to_thread(work, what, *args)


@pytest.fixture
async def omars(browser, server, committed_cast):
    """(the customer, Omar, who answers them in his inbox)"""
    customer = await visitor(browser, server, committed_cast, QUESTION)
    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, QUESTION).click()
    await omar.get_by_role("button", name="Take", exact=True).click()
    await expect(omar.locator("#chat-facts")).to_contain_text("Assigned to you")
    return customer, omar


async def answers(page, text):
    await page.keyboard.press("r")
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text(text)


async def hands_over(page, to, why=""):
    """With the keyboard alone; the draft of the summary is taken as it is."""
    await page.keyboard.press("h")
    dialog = page.get_by_role("dialog", name="Hand over")
    await expect(dialog.get_by_label("What they should know first")).to_have_value(
        f"Asked: {QUESTION}\nFacts: 20391", timeout=10_000
    )
    await dialog.get_by_label("To", exact=True).select_option(label=to)
    if why:
        await dialog.get_by_label("Why").fill(why)
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Hand over").click()
    await expect(bar(page)).to_contain_text("It stays yours until somebody takes it")


def bar(page):
    """What is said above the messages while somebody is asked."""
    return page.locator("[data-bar=asked]")


def complaints(*pages):
    return [line for page in pages for line in page.complaints.besides()]


# --- Handing over --------------------------------------------------------------------------------


async def test_a_colleague_reads_the_summary_first_and_takes_it(
    browser, server, committed_cast, omars
):
    customer, omar = omars
    sam = await inbox(browser, server, committed_cast.sam)
    await expect(row(sam, QUESTION)).to_be_visible()
    await hands_over(omar, "Sam · 0 of 3 chats", WHY)
    card = sam.get_by_role("article", name="Omar hands over")
    await expect(card).to_contain_text(f"Asked: {QUESTION}")
    await expect(card).to_contain_text(WHY)
    assert await violations(sam) == []
    await sam.keyboard.press("y")
    await expect(sam.locator("#chat-facts")).to_contain_text("Assigned to you")
    await expect(card).to_be_hidden()
    told = customer.get_by_role("log")
    await expect(told).to_contain_text(f"Omar has asked Sam to go on with you: {WHY}")
    await expect(told).not_to_contain_text("Asked:")
    await expect(omar.get_by_text("Sam answers this chat.")).to_be_visible()
    await answers(sam, "It is at the depot.")
    await expect(told).to_contain_text("It is at the depot.")
    assert complaints(customer, omar, sam) == []


async def test_who_cannot_says_so_and_it_stays_where_it_was(browser, server, committed_cast, omars):
    customer, omar = omars
    sam = await inbox(browser, server, committed_cast.sam)
    await expect(row(sam, QUESTION)).to_be_visible()
    await hands_over(omar, "Sam · 0 of 3 chats")
    await (
        sam.get_by_role("article", name="Omar hands over")
        .get_by_role("button", name="I cannot")
        .click()
    )
    await expect(omar.get_by_role("log")).to_contain_text("Sam cannot take over")
    await expect(
        omar.get_by_text("Sam cannot take it over. The chat is still yours.")
    ).to_be_visible()
    await answers(omar, "Then I look myself.")
    log = customer.get_by_role("log")
    await expect(log).to_contain_text("Then I look myself.")
    await expect(log).not_to_contain_text("Sam")
    assert complaints(customer, omar, sam) == []


def a_minute_passes(tenant_id):
    Transfer.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    for _ in range(3):
        tend(tenant_id)
        time.sleep(0.05)


async def test_what_nobody_answers_comes_back_by_itself(
    browser, server, committed_cast, omars, in_acme
):
    _, omar = omars
    sam = await inbox(browser, server, committed_cast.sam)
    await expect(row(sam, QUESTION)).to_be_visible()
    await hands_over(omar, "Any supervisor")
    card = sam.get_by_role("article", name="Omar hands over")
    await expect(card).to_be_visible()
    await in_acme(a_minute_passes, committed_cast.acme.pk)
    await expect(omar.get_by_role("log")).to_contain_text("Nobody answered within 60 seconds")
    await expect(bar(omar)).to_be_hidden()
    await expect(card).to_be_hidden()
    assert complaints(omar, sam) == []


async def test_where_nobody_is_there_the_queue_has_it(browser, server, committed_cast, omars):
    customer, omar = omars
    await omar.keyboard.press("h")
    dialog = omar.get_by_role("dialog", name="Hand over")
    await expect(dialog.get_by_label("What they should know first")).not_to_have_value("")
    await dialog.get_by_label("To", exact=True).select_option(label="Ada · Offline")
    await expect(dialog).to_contain_text("it goes to the head of the queue")
    await dialog.get_by_role("button", name="Hand over").click()
    await expect(customer.get_by_role("log")).to_contain_text("You are next in line.")
    await expect(omar.get_by_role("button", name="Take", exact=True)).to_be_visible()
    assert complaints(customer, omar) == []


# --- Overseeing ----------------------------------------------------------------------------------


async def test_a_supervisor_watches_unseen_whispers_and_takes_over(
    browser, server, committed_cast, omars
):
    customer, omar = omars
    sam = await inbox(browser, server, committed_cast.sam)
    await expect(row(sam, QUESTION)).to_be_visible()
    await sam.keyboard.press("v")
    await row(sam, QUESTION).click()
    await expect(sam.get_by_text("You watch unseen. Omar and the customer")).to_be_visible()
    assert await violations(sam) == []

    await sam.keyboard.press("w")
    await sam.keyboard.type("Offer her the express delivery")
    await sam.keyboard.press("Enter")
    await expect(omar.get_by_role("log")).to_contain_text("Offer her the express delivery")
    await expect(omar.get_by_text("Sam whispers to you")).to_be_visible()
    await expect(omar.get_by_text("Sam is looking")).to_be_hidden()

    await sam.get_by_role("button", name="Let them see me").click()
    await expect(omar.get_by_text("Sam is looking")).to_be_visible()
    await sam.locator("#chat-title").focus()
    await sam.keyboard.press("Shift+T")
    dialog = sam.get_by_role("dialog", name="Take over this chat?")
    await dialog.get_by_label("Why").fill("I can decide that.")
    assert await violations(sam) == []
    await dialog.get_by_role("button", name="Take over").click()
    log = customer.get_by_role("log")
    await expect(log).to_contain_text("Sam goes on with you in place of Omar: I can decide that.")
    await expect(log).not_to_contain_text("express delivery")
    await expect(omar.get_by_text("Sam answers this chat.")).to_be_visible()
    assert complaints(customer, omar, sam) == []


# --- Canned replies ------------------------------------------------------------------------------


def with_replies(acme):
    CannedReply.objects.create(
        tenant=acme, shortcut="late", body="{greeting}! Order [[order number]] is late. I am sorry."
    )


def said():
    rows = Entry.objects.filter(kind="message", author="operator")
    return list(rows.values_list("body", flat=True))


async def test_a_canned_reply_is_not_sent_before_it_is_filled_in(
    browser, server, committed_cast, in_acme
):
    await in_acme(with_replies, committed_cast.acme)
    number = await asyncio.to_thread(says, committed_cast, QUESTION)
    omar = await inbox(browser, server, committed_cast.omar, f"{number}/")
    await expect(omar.get_by_role("log")).to_contain_text(QUESTION)
    await omar.keyboard.press("r")
    await omar.keyboard.type("/la")
    await omar.keyboard.press("Enter")
    field = omar.locator("#words")
    await expect(field).to_have_value(re.compile(r"\w! Order \[\[order number\]\] is late"))
    await omar.keyboard.press("Control+End")
    await omar.keyboard.press("Enter")
    await expect(omar.get_by_text("Fill in [[order number]] before you send this")).to_be_visible()
    assert await violations(omar) == []
    assert await in_acme(said) == []
    await omar.keyboard.type("20391")  # the hole is selected
    await omar.keyboard.press("Enter")
    await expect(omar.get_by_role("log")).to_contain_text("Order 20391 is late. I am sorry.")
    assert complaints(omar) == []
