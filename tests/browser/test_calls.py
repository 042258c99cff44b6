"""What calls an operator, in a real browser: offers and alerts in their order and no more than fit,
sound that a browser keeps back, push for this browser, the number in the title."""

import asyncio
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.async_api import expect

from chat import actions, alerts
from chat.models import Conversation, PushSubscription
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations
from tests.browser.test_console import PHONE, WIDE, inbox, says
from tests.browser.test_waiting_and_ladder import PUSH, open_wishes
from tests.queue import fake_push


@pytest.fixture
def acme(committed_cast):
    """Does something in Acme's scope, as a worker would."""

    def unit(work, *args, **kwargs):
        try:
            with tenant_scope(committed_cast.acme):
                return work(*args, **kwargs)
        finally:
            connections.close_all()

    return lambda *args, **kwargs: asyncio.to_thread(unit, *args, **kwargs)


async def ask(cast, *words):
    return [await asyncio.to_thread(says, cast, each) for each in words]


def shown(page, what):
    return page.locator(f".{what}:visible")


# --- Offers --------------------------------------------------------------------------------------


@pytest.fixture
async def offered(committed_cast, acme):
    """Three chats to Omar; the first asked ends last."""
    cast = committed_cast
    numbers = await ask(cast, "Ends last", "Ends first", "Ends second")

    def offer():
        for number, seconds in zip(numbers, (300, 100, 200), strict=True):
            until = timezone.now() + timedelta(seconds=seconds)
            rows = Conversation.objects.filter(pk=number)
            rows.update(offered_to=cast.omar, offer_ends_at=until)

    await acme(offer)
    return numbers


async def test_two_offers_at_once_and_the_one_that_ends_first_on_top(
    browser, server, committed_cast, offered
):
    omar = await inbox(browser, server, committed_cast.omar)
    banners = shown(omar, "offer")
    await expect(banners).to_have_count(2)
    await expect(banners.nth(0)).to_contain_text("Ends first")
    await expect(banners.nth(1)).to_contain_text("Ends second")
    await expect(banners.nth(0).locator(".offer-time")).to_have_text(re.compile(r"1:[0-3]\d"))
    await expect(omar.get_by_text("1 more is offered to you")).to_be_visible()
    await expect(omar.locator(".offer kbd:visible")).to_have_text(["y", "d"])
    assert await violations(omar) == []
    await omar.keyboard.press("d")
    await expect(banners.nth(0)).to_contain_text("Ends second")
    await expect(banners.nth(1)).to_contain_text("Ends last")
    await expect(omar.get_by_text("more is offered to you")).to_be_hidden()
    await expect(omar.locator(".offer kbd:visible")).to_have_text(["y", "d"])
    await banners.nth(1).get_by_role("button", name="Accept").click()
    await expect(omar.locator("#chat-facts")).to_contain_text("Assigned to you")
    await expect(banners).to_have_count(1)
    await expect(banners).to_contain_text("Ends second")
    assert omar.complaints.besides() == []


async def test_a_phone_shows_one_offer_at_a_time(browser, server, committed_cast, offered):
    omar = await inbox(browser, server, committed_cast.omar, viewport=PHONE)
    banners = shown(omar, "offer")
    await expect(banners).to_have_count(1)
    await expect(banners).to_contain_text("Ends first")
    await expect(omar.get_by_text("2 more are offered")).to_be_visible()
    await omar.set_viewport_size(WIDE)
    await expect(banners).to_have_count(2)


# --- Alerts --------------------------------------------------------------------------------------


@pytest.fixture
async def calls(committed_cast, acme):
    """Calls Sam to four chats, one after the other; the least pressing first."""
    cast = committed_cast
    numbers = await ask(cast, "Nobody has it", "Nobody still", "Omar is silent", "Sam is silent")

    def take():
        for number, member in ((numbers[2], cast.omar), (numbers[3], cast.sam)):
            actions.take(member=member, conversation_id=number, client_id=uuid.uuid4())

    def call():
        steps = ("tell_everybody", "tell_supervisors", "escalate", "nudge")
        for number, step in zip(numbers, steps, strict=True):
            alerts.alert(Conversation.objects.get(pk=number), step, cast.sam.pk)

    await acme(take)
    return lambda: acme(call)


async def test_the_most_pressing_alerts_come_first_and_two_at_once(
    browser, server, committed_cast, calls
):
    sam = await inbox(browser, server, committed_cast.sam)
    await expect(sam.locator("#presence-button")).to_contain_text("Online")
    await calls()
    lines = shown(sam, "alert")
    await expect(lines).to_have_count(2)
    await expect(lines.nth(0)).to_contain_text("for your answer")
    await expect(lines.nth(1)).to_contain_text("Omar has not answered")
    await expect(lines.nth(0).get_by_role("button", name="Take")).to_be_hidden()
    await expect(sam.get_by_role("button", name="2 more need somebody")).to_be_visible()
    assert await violations(sam) == []

    await lines.nth(1).get_by_role("button", name="Open").click()
    await expect(sam.locator("#chat-facts")).to_contain_text("Assigned to Omar")
    await expect(lines.nth(0)).to_contain_text("for your answer")
    await expect(lines.nth(1)).to_contain_text("Any department may help")  # the other is open
    await lines.nth(1).get_by_role("button", name="Dismiss").click()
    await expect(lines.nth(1)).to_contain_text("Nobody has taken")
    await expect(sam.get_by_role("button", name="more need")).to_be_hidden()
    assert sam.complaints.besides() == []


async def test_on_a_phone_one_alert_and_the_way_to_the_others(
    browser, server, committed_cast, calls
):
    sam = await inbox(browser, server, committed_cast.sam, viewport=PHONE)
    await expect(sam.locator("#presence-button")).to_contain_text("Online")
    await calls()
    lines = shown(sam, "alert")
    await expect(lines).to_have_count(1)
    await lines.get_by_role("button", name="Open").click()
    await expect(sam.locator("#chat-facts")).to_contain_text("Assigned to you")
    assert not await sam.evaluate("document.documentElement.scrollWidth > innerWidth")
    await sam.get_by_role("button", name="3 more need somebody").click()
    await expect(sam.get_by_role("list", name="Chats").get_by_role("link")).to_have_count(4)


async def test_beside_an_offer_there_is_less_room(browser, server, committed_cast, calls, offered):
    cast = committed_cast
    await asyncio.to_thread(offers_to, cast, cast.sam)
    sam = await inbox(browser, server, cast.sam)
    await expect(sam.locator("#presence-button")).to_contain_text("Online")
    await expect(shown(sam, "offer")).to_have_count(2)
    await calls()
    await expect(shown(sam, "alert")).to_have_count(1)
    await sam.set_viewport_size(PHONE)
    await expect(shown(sam, "alert")).to_have_count(0)
    await expect(shown(sam, "offer")).to_have_count(1)


def offers_to(cast, member):
    try:
        with tenant_scope(cast.acme):
            Conversation.objects.filter(offered_to__isnull=False).update(offered_to=member)
    finally:
        connections.close_all()


# --- Sound, push and the title -------------------------------------------------------------------


SILENT = """
  let isTouched = false;
  addEventListener("pointerdown", () => (isTouched = true), {capture: true});
  window.AudioContext = class extends EventTarget {
    state = "suspended";
    async resume() {
      if (!isTouched) return new Promise(() => {});
      this.state = "running";
      this.dispatchEvent(new Event("statechange"));
    }
  };
"""


async def test_a_browser_that_keeps_silent_says_so_until_the_first_click(
    browser, server, committed_cast
):
    context = await signed_in(browser, server, committed_cast.omar, viewport=WIDE)
    await context.add_init_script(SILENT)  # as most do, and not every one a test may meet
    omar = await context.new_page()
    omar.complaints = Complaints(omar)
    await omar.goto(f"{server.origin}/t/acme/inbox/")
    word = omar.get_by_text("No sound until you click into this page.")
    await expect(word).to_be_visible()
    await omar.locator("#presence-button").click()
    await expect(word).to_be_hidden()
    await omar.get_by_role("button", name="How you want to be called").click()
    await omar.get_by_role("checkbox", name="Mute everything").check()
    await omar.keyboard.press("Escape")
    await omar.locator("#presence-button").click()
    await expect(omar.get_by_role("button", name="How you want to be called")).to_contain_text(
        "muted"
    )
    await omar.reload()
    await expect(omar.locator("#presence-button")).to_contain_text("Online")
    await expect(word).to_be_hidden()  # who wants no sound misses none
    assert omar.complaints.besides() == []


async def test_the_title_counts_what_is_new(browser, server, committed_cast):
    omar = await inbox(browser, server, committed_cast.omar)
    await expect(omar).to_have_title("Inbox · Acme")
    await ask(committed_cast, "Hello?")
    await expect(omar).to_have_title("(1) Inbox · Acme")


async def test_push_is_for_this_browser_and_can_be_tried(
    whole_browser, server, committed_cast, acme
):
    cast = committed_cast
    allowed = {"viewport": WIDE, "permissions": ["notifications"]}
    context = await signed_in(whole_browser, server, cast.omar, **allowed)
    await context.add_init_script(PUSH.replace("KEYS", str(fake_push.Browser("").keys)))
    omar = await context.new_page()
    omar.complaints = Complaints(omar)
    await omar.goto(f"{server.origin}/t/acme/inbox/")
    dialog = await open_wishes(omar)
    push = dialog.get_by_role("checkbox", name="Push")
    await push.check()
    tests = dialog.locator("#test-push")
    await tests.click()
    await expect(dialog.locator("#push-hint")).to_contain_text("Sent.")
    assert await violations(omar) == []

    other = await inbox(whole_browser, server, cast.omar, **allowed)
    elsewhere = await open_wishes(other)
    await expect(elsewhere.get_by_role("checkbox", name="Push")).not_to_be_checked()

    await push.uncheck()
    await expect(tests).to_be_hidden()
    for _ in range(50):
        if not (found := await acme(PushSubscription.objects.count)):
            break
        await asyncio.sleep(0.1)
    assert found == 0
    assert omar.complaints.besides() == []
