"""Nobody waits in silence, seen from both ends: places in the line, offers, steps, calls."""

import asyncio
import re
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F
from playwright.async_api import expect

from chat import actions
from chat.models import Conversation, PushSubscription
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Routing, Tenant
from tests.browser.conftest import Complaints, signed_in, violations
from tests.browser.test_console import PHONE, WIDE, inbox, row, says
from tests.queue import fake_push

PUSH = """
  let made = null;
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async () => (made = {
    endpoint: "https://push.example.com/abc",
    toJSON: () => ({endpoint: made.endpoint, keys: KEYS}),
    unsubscribe: async () => { made = null; return true; },
  });
"""


@pytest.fixture
def later(committed_cast):
    """So many seconds pass, and a worker looks at the company; again, if a row was in use."""

    def pass_by(seconds):
        shift = timedelta(seconds=seconds)
        try:
            with tenant_scope(committed_cast.acme):
                Conversation.objects.update(
                    situation_at=F("situation_at") - shift,
                    due_at=F("due_at") - shift,
                    waiting_since=F("waiting_since") - shift,
                )
            for _ in range(3):
                tend(committed_cast.acme.pk)
                time.sleep(0.05)
        finally:
            connections.close_all()

    return lambda seconds=0: asyncio.to_thread(pass_by, seconds)


@pytest.fixture
def change(committed_cast):
    def update(rows, **columns):
        try:
            with tenant_scope(committed_cast.acme):
                rows().update(**columns)
        finally:
            connections.close_all()

    return lambda rows, **columns: asyncio.to_thread(update, rows, **columns)


async def visitor(browser, server, cast, text, **options):
    """Opens the widget as a page of its own and writes."""
    page = await (await browser.new_context(**options)).new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/widget/{cast.acme.site_key}/")
    await page.get_by_role("textbox").fill(text)
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("log")).to_contain_text(cast.acme.acknowledgement)
    return page


def place_of(page):
    return page.locator("[data-part=waiting-place]")


async def take(cast, member, text):
    def work():
        try:
            with tenant_scope(cast.acme):
                chat = Conversation.objects.get(preview=text)
                actions.take(member=member, conversation_id=chat.pk, client_id=uuid.uuid4())
        finally:
            connections.close_all()

    await asyncio.to_thread(work)


async def test_three_wait_and_move_up(browser, server, committed_cast, later, change):
    cast = committed_cast
    await change(lambda: Membership.objects.filter(pk=cast.omar.pk), capacity=1)
    await asyncio.to_thread(says, cast, "Somebody before")
    omar = await inbox(browser, server, cast.omar)
    await expect(row(omar, "Somebody before")).to_be_visible()
    await take(cast, cast.omar, "Somebody before")
    pages = [await visitor(browser, server, cast, f"Number {number}") for number in (1, 2, 3)]
    await later()
    places = ["You are next.", "You are 2nd in line.", "You are 3rd in line."]
    for page, words in zip(pages, places, strict=True):
        await expect(place_of(page)).to_have_text(words)
        await expect(page.get_by_text(re.compile(r"Usually (less than )?\d"))).to_be_visible()
    assert await violations(pages[2]) == []

    await take(cast, cast.omar, "Number 1")
    await expect(pages[0].get_by_text("Omar is with you now.")).to_be_visible()
    await expect(place_of(pages[0])).to_be_hidden()
    await later()
    for page, words in zip(pages[1:], places, strict=False):
        await expect(place_of(page)).to_have_text(words)
    await pages[2].reload()
    await expect(place_of(pages[2])).to_have_text("You are 2nd in line.")
    assert [page.complaints.besides() for page in pages] == [[], [], []]


async def test_when_people_leave_the_reason_is_told(browser, server, committed_cast, later, change):
    cast = committed_cast
    omar = await inbox(browser, server, cast.omar)
    await expect(omar.locator("#presence-button")).to_contain_text("Online")
    await change(lambda: Tenant.objects.filter(pk=cast.acme.pk), routing=Routing.MANUAL)
    page = await visitor(browser, server, cast, "Hello?")
    await later()
    await expect(page.get_by_text("Usually less than 1 minute.")).to_be_visible()
    await omar.locator("#presence-button").click()
    await omar.get_by_role("radio", name="Away").check()
    await expect(omar.locator("#presence-button")).to_contain_text("Away")
    await later()
    await expect(page.get_by_text("We cannot say how long.")).to_be_visible()
    await expect(page.get_by_text("Fewer of us are here than a moment ago.")).to_be_visible()


async def test_after_two_minutes_an_answer_later_is_offered(browser, server, committed_cast, later):
    page = await visitor(browser, server, committed_cast, "Hello?")
    for seconds in (31, 30, 60):
        await later(seconds)
    await expect(page.get_by_role("log")).to_contain_text("leave your question here")
    await expect(page.get_by_text("Automatic reply").first).to_be_visible()


async def test_a_silent_operator(browser, server, committed_cast, later):
    cast = committed_cast
    page = await visitor(browser, server, cast, "Is anybody there?")
    omar = await inbox(browser, server, cast.omar)
    await row(omar, "Is anybody there?").click()
    await omar.get_by_role("button", name="Take", exact=True).click()
    await expect(page.get_by_text("Omar is with you now.")).to_be_visible()
    sam = await inbox(browser, server, cast.sam)
    tess = await inbox(browser, server, cast.tess)
    await expect(row(sam, "Is anybody there?")).to_be_visible()

    await later(61)
    calls = omar.get_by_role("region", name="Needs you now")
    await expect(calls).to_contain_text("for your answer")
    await expect(omar.get_by_role("log")).to_contain_text("The operator was nudged")
    await expect(sam.get_by_role("region", name="Needs you now")).to_be_hidden()

    await later(60)
    await expect(page.get_by_role("log")).to_contain_text("We are still with you")

    await later(120)
    called = sam.get_by_role("region", name="Needs you now")
    await expect(called).to_contain_text("Omar has not answered")
    await expect(tess.get_by_role("region", name="Needs you now")).to_be_hidden()
    assert await violations(sam) == []
    await called.get_by_role("button", name="Take").click()
    await expect(page.get_by_text("Sam is with you now.")).to_be_visible()
    await expect(sam.get_by_role("log")).to_contain_text(
        "Sam took over from Omar, who had not answered"
    )
    await expect(called).to_be_hidden()
    await expect(calls).to_be_hidden()
    await expect(page.get_by_role("log")).not_to_contain_text("took over from")
    assert [each.complaints.besides() for each in (page, omar, sam)] == [[], [], []]


async def test_an_answer_ends_the_call(browser, server, committed_cast, later):
    cast = committed_cast
    number = await asyncio.to_thread(says, cast, "Hello?")
    omar = await inbox(browser, server, cast.omar, f"{number}/")
    await omar.get_by_role("button", name="Take", exact=True).click()
    await expect(omar.get_by_role("log")).to_contain_text("Omar took this chat")  # it is stored
    await later(61)
    calls = omar.get_by_role("region", name="Needs you now")
    await expect(calls).to_contain_text("for your answer")
    await omar.get_by_role("textbox").fill("Here I am.")
    await omar.keyboard.press("Enter")
    await expect(calls).to_be_hidden()


# --- Offers --------------------------------------------------------------------------------------


@pytest.fixture
def by_offer(committed_cast, change):
    return lambda: change(
        lambda: Tenant.objects.filter(pk=committed_cast.acme.pk), routing=Routing.OFFER
    )


async def test_an_offer_is_accepted_with_one_key(browser, server, committed_cast, later, by_offer):
    cast = committed_cast
    await by_offer()
    omar = await inbox(browser, server, cast.omar)
    await expect(omar.locator("#presence-button")).to_contain_text("Online")
    await asyncio.to_thread(says, cast, "Blue spades?")
    await later()
    banner = omar.get_by_role("article").filter(has_text="Offered to you")
    await expect(banner).to_contain_text("Blue spades?")
    await expect(banner.locator(".offer-time")).to_have_text(re.compile(r"0:(1\d|20)"))
    assert await violations(omar) == []
    await omar.keyboard.press("y")
    await expect(omar.locator("#chat-facts")).to_contain_text("Assigned to you")
    await expect(banner).to_be_hidden()
    assert omar.complaints.besides() == []


async def test_what_is_declined_is_offered_to_the_next(
    browser, server, committed_cast, later, by_offer
):
    cast = committed_cast
    await by_offer()
    people = {name: await inbox(browser, server, getattr(cast, name)) for name in ("omar", "sam")}
    for page in people.values():
        await expect(page.locator("#presence-button")).to_contain_text("Online")
    await asyncio.to_thread(says, cast, "Blue spades?")
    await later()
    banners = [page.locator(".offer") for page in people.values()]
    first, second = await in_order(banners)
    await first.get_by_role("button", name="Decline").click()
    await expect(first).to_have_count(0)
    await later()
    await expect(second).to_contain_text("Blue spades?")


async def in_order(banners):
    """The one that shows first, then the other."""
    for _ in range(50):
        for here, other in (banners, banners[::-1]):
            if await here.count():
                return here, other
        await asyncio.sleep(0.1)
    raise AssertionError("nobody was asked")


async def test_an_offer_fits_on_a_phone(browser, server, committed_cast, later, by_offer):
    cast = committed_cast
    await by_offer()
    omar = await inbox(browser, server, cast.omar, viewport=PHONE)
    await expect(omar.locator("#presence-button")).to_contain_text("Online")
    await asyncio.to_thread(says, cast, "Blue spades? " * 20)
    await later()
    await expect(omar.locator(".offer")).to_be_visible()
    wide = await omar.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    await omar.get_by_role("button", name="Accept").click()
    await expect(omar.locator("#chat-facts")).to_contain_text("Assigned to you")


# --- Presence and wishes -------------------------------------------------------------------------


async def test_colleagues_see_who_is_there(browser, server, committed_cast):
    cast = committed_cast
    sam = await inbox(browser, server, cast.sam)
    omar = await inbox(browser, server, cast.omar)
    await sam.locator("#presence-button").click()
    line = sam.get_by_role("listitem").filter(has_text="Omar")
    await expect(line).to_contain_text("Online")
    assert await violations(sam) == []
    await omar.keyboard.press("g")
    await omar.keyboard.press("s")
    await omar.get_by_role("radio", name="In practice").check()
    await expect(line).to_contain_text("In practice")
    await omar.get_by_role("checkbox", name="Pause after this chat").check()
    await expect(line).to_contain_text("Away")
    await expect(omar.get_by_role("radio", name="Away")).to_be_checked()


async def test_cut_off_is_not_online(browser, server, committed_cast):
    context = await signed_in(browser, server, committed_cast.omar, viewport=WIDE)
    await context.clock.install()
    omar = await context.new_page()
    await omar.goto(f"{server.origin}/t/acme/inbox/")
    await expect(omar.locator("#presence-button")).to_contain_text("Online")
    await context.set_offline(True)
    await context.clock.fast_forward("01:00")  # without a beat
    await expect(omar.locator("#presence-button")).to_contain_text("Cut off", timeout=60_000)
    await context.set_offline(False)
    await expect(omar.locator("#presence-button")).to_contain_text("Online", timeout=60_000)


async def open_wishes(page):
    await expect(page.locator("#presence-button")).to_contain_text("Online")
    await page.locator("#presence-button").click()
    await page.get_by_role("button", name="How you want to be called").click()
    return page.get_by_role("dialog", name="How you want to be called")


async def test_wishes_are_tried_and_kept(browser, server, committed_cast):
    omar = await inbox(browser, server, committed_cast.omar, permissions=["notifications"])
    dialog = await open_wishes(omar)
    await expect(dialog.get_by_role("checkbox", name="Sound")).to_be_checked()
    await dialog.get_by_role("button", name="Test").first.click()
    await expect(dialog.locator("#sound-hint")).to_contain_text("That was the sound")
    await dialog.get_by_role("checkbox", name="Desktop notification").check()
    await dialog.get_by_role("checkbox", name="Quiet hours").check()
    await dialog.get_by_label("from").fill("21:30")
    assert await violations(omar) == []
    await omar.reload()
    dialog = await open_wishes(omar)
    await expect(dialog.get_by_role("checkbox", name="Desktop notification")).to_be_checked()
    await expect(dialog.get_by_label("from")).to_have_value("21:30")
    assert omar.complaints.besides() == []


async def test_push_is_asked_for_on_the_click(browser, server, committed_cast):
    cast = committed_cast
    context = await signed_in(
        browser, server, cast.omar, viewport=WIDE, permissions=["notifications"]
    )
    keys = str(fake_push.Browser("").keys)
    await context.add_init_script(PUSH.replace("KEYS", keys))
    omar = await context.new_page()
    omar.complaints = Complaints(omar)
    await omar.goto(f"{server.origin}/t/acme/inbox/")
    dialog = await open_wishes(omar)
    await dialog.get_by_role("checkbox", name="Push").check()
    await expect(dialog.get_by_role("checkbox", name="Push")).to_be_checked()

    def endpoints():
        try:
            with tenant_scope(cast.acme):
                return list(PushSubscription.objects.values_list("endpoint", flat=True))
        finally:
            connections.close_all()

    for _ in range(50):
        if found := await asyncio.to_thread(endpoints):
            break
        await asyncio.sleep(0.1)
    assert found == ["https://push.example.com/abc"]
    scopes = await omar.evaluate(
        "navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.scope))"
    )
    assert scopes == [f"{server.origin}/t/acme/"]
    assert omar.complaints.besides() == []
