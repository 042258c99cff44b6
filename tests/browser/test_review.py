"""A low rating lands in the queue of reviews, is scored, appealed, decided and closed."""

import asyncio

from playwright.async_api import expect

from feedback.models import Review, ReviewTask
from feedback.reviews.tending import care
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations
from tests.browser.test_rating import a_closed_chat
from tests.browser.test_two_browsers import in_thread, widget_of


def look(cast):
    """What a worker does."""
    with tenant_scope(cast.acme):
        care(cast.acme)
        return ReviewTask.objects.values_list("pk", "reasons").first()


async def chosen(cast):
    """A tap shows before it is stored."""
    for _ in range(50):
        if found := await in_thread(look, cast):
            return found
        await asyncio.sleep(0.1)
    raise AssertionError("no rule chose it")


def outcome(cast):
    with tenant_scope(cast.acme):
        review = Review.objects.get()
        return review.first_score, review.score, review.closed_at is not None


async def page_of(browser, server, member, path="/t/acme/reviews/"):
    context = await signed_in(browser, server, member)
    page = await context.new_page()
    page.complaints = Complaints(page)
    await page.goto(server.origin + path)
    return page


async def test_from_a_low_rating_to_a_closed_review(browser, server, committed_cast, shop):
    cast = committed_cast
    visitor, operator = await a_closed_chat(browser, server, cast, shop)
    widget = widget_of(visitor)
    await widget.get_by_role("button", name="Bad", exact=True).click()
    await widget.get_by_role("button", name="Yes, here in this chat").click()
    await expect(widget.get_by_role("heading", name="How helpful was Omar?")).to_be_focused()
    task, reasons = await chosen(cast)
    assert reasons == ["low_rating"]

    sam = await page_of(browser, server, cast.sam)
    await expect(sam.get_by_text("Chosen by a rule")).to_be_visible()
    await sam.get_by_role("button", name="Review the next chat").click()
    said = sam.get_by_role("button", name="Yes, in two sizes.")
    criterion = sam.get_by_role("button", name="Greets and says who they are")
    await said.click()
    await criterion.click()
    await expect(said.get_by_text("To improve: 1 Greets and says who they are")).to_be_visible()
    await expect(sam.get_by_text("Counted: The operator does not")).to_be_hidden()
    assert await violations(sam) == []
    for key in "3j1j1j3j0j1j1j1j1j0j1":  # no, yes, yes, no (critical), does not apply …
        await sam.keyboard.press(key)
    await expect(sam.get_by_text("Counted: The operator does not")).to_be_visible()
    await sam.get_by_label("For the operator").fill("Say hello, and look it up first.")
    await expect(sam.get_by_text("Saved at")).to_be_visible()
    await sam.reload()
    await expect(sam.get_by_label("For the operator")).to_have_value(
        "Say hello, and look it up first."
    )
    await expect(said.get_by_text("To improve: 1")).to_be_visible()
    assert await sam.get_by_text("of 5").count() == 0
    await sam.get_by_role("button", name="Done").click()
    await expect(sam.get_by_text("The customer gave 2 of 5.")).to_be_visible()
    await expect(sam.get_by_text("Not passed")).to_be_visible()
    assert await violations(sam) == []

    news = operator.get_by_role("region", name="Needs you now")
    await expect(news.get_by_text("A colleague has read a chat of yours")).to_be_visible()
    await news.get_by_role("link", name="Read it").click()
    await operator.wait_for_url(f"**/reviews/{task}/")
    await operator.get_by_label("In your own words").fill("There are two sizes. It is true.")
    await operator.get_by_role("button", name="Appeal").click()
    await expect(
        operator.get_by_text("Somebody else than the first reviewer decides.").first
    ).to_be_visible()

    await sam.reload()
    assert await sam.get_by_role("button", name="Decide").count() == 0
    ada = await page_of(browser, server, cast.ada, "/t/acme/reviews/?view=appeals")
    await ada.get_by_role("link", name="with Omar").click()
    await ada.get_by_role("group", name="Says what is true").get_by_label("Yes").check()
    await ada.get_by_label("Your reasons").fill("Our list says so, too.")
    assert await violations(ada) == []
    await ada.get_by_role("button", name="Decide").click()
    await expect(ada.get_by_text("The review was changed")).to_be_visible()
    await operator.reload()
    await expect(operator.get_by_text("Our list says so, too.")).to_be_visible()
    assert await in_thread(outcome, cast) == (76, 94, True)
    assert [page.complaints.besides() for page in (sam, ada, operator)] == [[], [], []]
