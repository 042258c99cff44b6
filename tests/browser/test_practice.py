"""Practice in a real browser: an angry customer calms down when handled well and not otherwise."""

import pytest
from playwright.async_api import expect

from chat.models import Conversation
from feedback.practice.shipped import shipped
from feedback.practice.starting import start
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, signed_in, violations
from tests.browser.test_two_browsers import in_thread, write
from tests.practice.test_the_simulated_customer import CURT, KIND

PACE = 0.1  # of a person's


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


def begin(cast):
    with tenant_scope(cast.acme):
        start(member=cast.tess, scenario=shipped()["angry"], seed=7, pace=PACE)


def chats_of_the_company(cast):
    with tenant_scope(cast.acme):
        return Conversation.objects.count()


async def page_of(browser, server, member):
    page = await (await signed_in(browser, server, member)).new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/t/acme/practice/")
    return page


async def practise(page, cast, messages):
    """Until the customer is gone; the page is that of the result."""
    await in_thread(begin, cast)
    await page.goto(page.url.partition("/practice/")[0] + "/practice/")
    await page.get_by_role("link", name="Back to it").click()
    banner = page.get_by_role("region", name="Practice: Angry, and says it again and again")
    await expect(banner.get_by_text("Nobody real is waiting.")).to_be_visible()
    said = page.get_by_role("log").locator("[data-tone=visitor]")
    heard = page.get_by_role("log").get_by_text("second time", exact=False)
    await expect(heard).to_be_visible()
    over = banner.get_by_role("link", name="See how it went")
    for message in messages:
        if await over.is_visible():
            break
        before = await said.count()
        await write(page.get_by_role("main"), message)
        await expect(said.nth(before).or_(over).first).to_be_visible()
    await expect(over).to_be_visible()
    assert await violations(page) == []
    await over.click()


async def test_an_angry_customer_calms_down_when_handled_well_and_not_otherwise(
    browser, server, committed_cast
):
    cast = committed_cast
    tess = await page_of(browser, server, cast.tess)
    await practise(tess, cast, [*CURT, "ok", "brb", "k", "cant do that"])
    await expect(tess.get_by_role("heading", name="They gave up and left")).to_be_visible()
    await expect(tess.get_by_text("Write words in full")).to_be_visible()

    await practise(tess, cast, KIND)
    await expect(tess.get_by_role("heading", name="Solved", exact=True)).to_be_visible()
    await expect(tess.get_by_text("You said sorry, and meant it")).to_be_visible()
    assert await violations(tess) == []
    assert await in_thread(chats_of_the_company, cast) == 0

    sam = await page_of(browser, server, cast.sam)
    await sam.get_by_role("link", name="Practice of the team").click()
    await sam.get_by_role("link", name="Solved").click()
    await sam.get_by_label("What you want to say to them").fill("Sorry first: just right.")
    await sam.get_by_role("button", name="Passed").click()
    await expect(sam.get_by_text("Saved. They read it with their result.")).to_be_visible()
    assert await violations(sam) == []

    await tess.reload()
    await expect(tess.get_by_text("Sorry first: just right.")).to_be_visible()
    assert tess.complaints.besides() == [] and sam.complaints.besides() == []
