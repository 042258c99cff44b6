"""A chat is closed, its customer taps a face, and the company reads what came of it."""

import asyncio

from playwright.async_api import expect

from feedback.models import Answer, Rating
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations
from tests.browser.test_two_browsers import (
    in_thread,
    inbox_page,
    put_on_list,
    visitor_page,
    widget_of,
    write,
)


def stored(tenant):
    with tenant_scope(tenant):
        rating = Rating.objects.get()
        said = Answer.objects.order_by("question__position").values_list("number", "text")
        return (rating.score, rating.is_open, rating.wants_contact), list(said)


async def comes_to_be(cast, wanted):
    """A tap shows before it is stored."""
    for _ in range(50):
        if (found := await in_thread(stored, cast.acme)) == wanted:
            return
        await asyncio.sleep(0.1)
    assert found == wanted


async def a_closed_chat(browser, server, cast, shop):
    """The visitor's page, and the operator's."""
    await in_thread(put_on_list, cast, shop)
    shop.carries(server, cast.acme.site_key)
    visitor = await visitor_page(browser, shop)
    widget = widget_of(visitor)
    await write(widget, "Do you have blue spades?")
    operator = await inbox_page(browser, server, cast.omar)
    await operator.get_by_role("list", name="Chats").get_by_text("blue spades").click()
    await write(operator.get_by_role("main"), "Yes, in two sizes.")
    await expect(widget.get_by_text("Yes, in two sizes.")).to_be_visible()
    await operator.get_by_role("heading", level=2).first.click()
    await operator.keyboard.press("e")
    await expect(widget.get_by_role("heading", name="How was this chat?")).to_be_visible()
    return visitor, operator


async def test_a_tap_the_questions_and_the_page_of_ratings(browser, server, committed_cast, shop):
    cast = committed_cast
    visitor, operator = await a_closed_chat(browser, server, cast, shop)
    sam = await inbox_page(browser, server, cast.sam)
    calls = sam.get_by_role("region", name="Needs you now")
    widget = widget_of(visitor)
    await expect(widget.get_by_text("but not which chat it is")).to_be_visible()
    assert await violations(visitor.frames[-1]) == []

    await widget.get_by_role("button", name="Bad", exact=True).click()
    await expect(calls.get_by_text("A customer was not happy with a chat: 2 of 5.")).to_be_visible()
    await widget.get_by_role("button", name="Yes, here in this chat").click()
    await expect(calls.get_by_text("wants you to come back to them")).to_be_visible()
    await expect(calls.get_by_text("2 of 5")).to_have_count(0)

    await expect(widget.get_by_role("heading", name="How helpful was Omar?")).to_be_focused()
    assert await violations(visitor.frames[-1]) == []
    await widget.get_by_role("button", name="Very good").click()
    await widget.get_by_role("button", name="Partly").click()
    await widget.get_by_role("button", name="Skip").click()
    await widget.get_by_role("textbox", name="anything else you would like").fill("Too slow")
    await widget.get_by_role("button", name="Send", exact=True).first.click()
    await expect(widget.get_by_role("heading", name="Thank you, that helps us.")).to_be_visible()
    await expect(widget.get_by_text("may come back to you in it")).to_be_visible()
    await expect(widget.get_by_label("Acme may look at this chat")).to_be_checked()
    answers = [(5, ""), (1, ""), (None, "Too slow")]
    await comes_to_be(cast, ((2, True, True), answers))

    await sam.goto(f"{server.origin}/t/acme/ratings/")
    await expect(sam.get_by_role("heading", name="They want to hear from you")).to_be_visible()
    await expect(sam.get_by_text("Too slow")).to_be_visible()
    await expect(sam.get_by_text("1 of 1 who were asked")).to_be_visible()
    assert await violations(sam) == []
    await sam.get_by_role("link", name="Open the chat").first.click()
    await expect(sam.get_by_role("log").get_by_text("blue spades")).to_be_visible()
    for page in (visitor, operator, sam):
        assert page.complaints.besides() == []


async def test_without_a_line_a_tap_waits_and_another_tab_shows_it(
    browser, mortal_server, committed_cast, shop
):
    cast = committed_cast
    visitor, _ = await a_closed_chat(browser, mortal_server, cast, shop)
    widget = widget_of(visitor)
    await visitor.context.set_offline(True)
    await widget.get_by_role("button", name="Very good").click()
    await expect(widget.get_by_role("heading", name="How helpful was Omar?")).to_be_visible()
    await visitor.context.set_offline(False)
    other = await visitor.context.new_page()
    await other.goto(shop.origin)
    await other.locator("helpdesk-widget").get_by_role("button").click()
    await expect(widget_of(other).get_by_role("heading", name="Thank you")).to_be_visible()
    await comes_to_be(cast, ((5, False, False), []))

    await write(widget_of(other), "One more thing")
    await expect(widget.get_by_role("heading", name="How helpful")).to_be_hidden()
    await expect(widget_of(other).get_by_role("heading", name="Thank you")).to_be_hidden()


async def test_the_settings_and_their_preview(browser, server, committed_cast):
    context = await signed_in(browser, server, committed_cast.ada)
    page = await context.new_page()
    complaints = Complaints(page)
    await page.goto(f"{server.origin}/t/acme/settings/survey/")
    assert await violations(page) == []
    preview = page.get_by_role("complementary", name="What customers see")
    await preview.get_by_role("link", name="Very bad").click()
    await expect(preview.get_by_text("Shall Acme come back to you?")).to_be_visible()
    await page.get_by_role("link", name="Write your own").click()
    await expect(page.get_by_label("What can be chosen").first).to_be_hidden()
    await page.get_by_label("How it is answered").select_option("choice")
    await page.get_by_label("The question, in English").fill("Which lamp?")
    await page.get_by_label("What can be chosen").first.fill("Moon\nHeron")
    assert await violations(page) == []
    await page.get_by_role("button", name="Save the question").click()
    await expect(page.get_by_role("link", name="Which lamp? One of several")).to_be_visible()
    await preview.get_by_role("link", name="Good", exact=True).click()
    await expect(preview.get_by_text("Heron")).to_be_visible()
    assert complaints.besides() == []
