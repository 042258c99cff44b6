"""A task from a supervisor: a quiet line in the operator's console, done with a word, confirmed."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Complaints, signed_in, violations


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied."""
    return browser


async def page_of(browser, server, member, path):
    page = await (await signed_in(browser, server, member)).new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/t/acme/{path}")
    return page


async def test_a_task_is_given_done_and_confirmed(browser, server, committed_cast):
    omar = await page_of(browser, server, committed_cast.omar, "inbox/")
    await expect(omar.get_by_role("region", name="Chats").get_by_text("Connected")).to_be_visible()
    sam = await page_of(browser, server, committed_cast.sam, "coaching/team/")
    await sam.get_by_role("link", name="Omar").first.click()
    await sam.get_by_role("link", name="Give a task").click()
    await sam.get_by_label("What to do").fill("Say when, not soon")
    await sam.get_by_label("Until").fill("2001-01-01")
    await sam.get_by_role("button", name="Give the task").click()
    await expect(sam.get_by_text("That day is over.")).to_be_visible()
    await expect(sam.get_by_label("What to do")).to_have_value("Say when, not soon")
    await sam.get_by_label("Until").fill(await sam.get_by_label("Until").get_attribute("max"))
    await sam.get_by_role("button", name="Give the task").click()

    news = omar.get_by_role("link", name="Read it")
    await news.click()
    await expect(omar.get_by_role("heading", level=1)).to_have_text("Say when, not soon")
    assert await violations(omar) == []
    await omar.get_by_role("textbox").fill("I name a day now.")
    await omar.get_by_role("button", name="It is done").click()

    await sam.get_by_role("link", name="Say when, not soon").first.click()
    await expect(sam.get_by_text("I name a day now.")).to_be_visible()
    await sam.get_by_role("button", name="Confirm it").click()
    await expect(sam.get_by_text("Confirmed").first).to_be_visible()
    assert [each.complaints.besides() for each in (omar, sam)] == [[], []]
