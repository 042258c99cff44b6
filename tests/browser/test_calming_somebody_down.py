"""An upset customer, in real browsers: the operator sees why and gets words that calm, a supervisor
is called, and the customer's own browser is never told a thing about it."""

import asyncio
import re
import time
import uuid

import pytest
from django.db import connections
from playwright.async_api import expect

from chat import actions
from chat.models import Conversation
from chat.mood.feeling import feel
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.browser.test_console import PHONE, inbox, row
from tests.browser.test_waiting_and_ladder import visitor

QUESTION = "Where is parcel 20391?"
ANGRY = "THIS IS RIDICULOUS!! Let me speak to a manager, your service is useless"
KEPT_FROM_CUSTOMERS = ("mood", "upset", "frustrat", "complaint")


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def worker(committed_cast):
    """The customer writes, and a worker looks after the company."""

    def work(words):
        try:
            with tenant_scope(committed_cast.acme):
                chat = Conversation.objects.select_related("visitor").get()
                if words:
                    actions.post_visitor_message(
                        visitor=chat.visitor, client_id=uuid.uuid4(), body=words
                    )
                look_until_felt(committed_cast.acme, chat)
        finally:
            connections.close_all()

    return lambda words="": asyncio.to_thread(work, words)


def look_until_felt(acme, chat):
    """A chat that somebody has locked just then is left to the next look."""
    for _ in range(50):
        feel(acme)
        chat.refresh_from_db()
        if chat.mood_seq == chat.last_seq:
            return
        time.sleep(0.1)
    raise AssertionError((chat.mood_seq, chat.last_seq, chat.mood))


def heard_by(customer):
    """Every frame the customer's browser gets over a new line, in small letters."""
    frames = []

    def heard(frame):
        frames.append(str(frame).lower())

    customer.on("websocket", lambda line: line.on("framereceived", heard))
    return frames


async def test_an_upset_customer_is_calmed_down_step_by_step(
    browser, server, committed_cast, worker
):
    customer = await visitor(browser, server, committed_cast, QUESTION)
    frames = heard_by(customer)
    await customer.reload()
    sam = await inbox(browser, server, committed_cast.sam)
    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, QUESTION).click()
    await omar.get_by_role("button", name="Take", exact=True).click()
    await expect(omar.locator("#mood")).to_contain_text("Calm")
    await expect(omar.locator("#calm")).to_be_hidden()

    await worker(ANGRY)
    await expect(omar.locator("#mood")).to_contain_text("Upset, rising")
    await expect(omar.locator("#mood")).to_contain_text("complains outright")
    await expect(row(omar, ANGRY).locator(".row-mood")).to_be_visible()
    await expect(omar.get_by_role("log")).to_contain_text("The customer seems upset")
    await expect(sam.get_by_text("is very upset")).to_be_visible()
    card = omar.get_by_role("region", name="The customer seems upset")
    await expect(card.get_by_role("listitem")).to_have_count(5)
    assert await violations(omar) == []

    words = omar.locator("#words")
    await card.get_by_role("button", name="Apologise").click()
    await expect(words).to_have_value(re.compile("went wrong"))
    before = await words.input_value()
    await omar.keyboard.press("Enter")  # what is open has to be filled first
    await expect(words).to_have_value(before)
    await omar.keyboard.type("the parcel was lost")
    await omar.keyboard.press("Enter")
    await expect(omar.get_by_role("log")).to_contain_text("the parcel was lost")
    await expect(card.get_by_role("button", name="Apologise: done")).to_be_visible()
    await card.get_by_role("button", name="Apologise").click()
    await expect(words).not_to_have_value(before)  # no tin-can answer twice

    await card.get_by_role("button", name="Put this away").click()
    await expect(card).to_be_hidden()
    await omar.set_viewport_size(PHONE)
    await omar.reload()
    await expect(omar.get_by_role("log")).to_contain_text("the parcel was lost")
    await expect(card).to_be_hidden()
    await worker()
    for frame in frames:
        assert not any(word in frame for word in KEPT_FROM_CUSTOMERS), frame
    assert frames
