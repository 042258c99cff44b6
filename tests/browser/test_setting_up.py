"""A brand-new company in a real browser: from signing up to the first chat and the last tick."""

import re
import uuid

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Complaints, violations

PATIENCE_MS = 15_000


@pytest.fixture
async def founder(browser, server, committed_db) -> Page:
    """Has signed up and followed the link in the mail."""
    context = await browser.new_context(timezone_id="Europe/Berlin")
    page = await context.new_page()
    await page.goto(f"{server.origin}/accounts/signup/")
    await page.get_by_label("Your name").fill("Grace")
    await page.get_by_label("Company name").fill("Cobol & Daughters")
    await page.get_by_label("E-mail").fill(f"{uuid.uuid4().hex[:8]}@cobol.example")
    await page.get_by_label("Password", exact=True).fill("correct horse battery")
    await page.get_by_role("button", name="Sign up").click()
    await follow_the_mail(page)
    await page.get_by_role("button", name="Yes, this is my address").click()
    return page


async def follow_the_mail(page: Page) -> None:
    await page.get_by_role("heading", name=re.compile("mailbox|Set up")).wait_for()
    await page.goto(re.sub(r"^(https?://[^/]+).*", r"\1/dev/mail/", page.url))
    link = await page.locator(".mail-text a").first.get_attribute("href")
    await page.goto(link)


def step(page: Page, name: str):
    return page.locator(f"[data-step={name}]")


async def is_done(page: Page, name: str) -> None:
    await expect(step(page, name)).to_have_class(re.compile("done"), timeout=PATIENCE_MS)


async def test_a_new_company_is_led_to_its_first_chat(founder, shop, server):
    complaints = Complaints(founder)
    await expect(founder.get_by_role("heading", level=1)).to_have_text("Set up Cobol & Daughters")
    assert await violations(founder) == []

    await step(founder, "hours").get_by_role("link").click()
    await founder.get_by_label("Around the clock").check()
    await founder.get_by_role("button", name="Save the hours").click()
    await founder.get_by_role("link", name="Go on with the first steps").click()
    await is_done(founder, "hours")

    await the_snippet_is_put_on_a_site(founder, shop, server)
    await a_chat_is_had(founder)

    await step(founder, "mail").get_by_role("button", name="Send a mail").click()
    await follow_the_mail(founder)
    await is_done(founder, "mail")
    await expect(founder.locator("[data-progress]")).to_have_text("4 of 5 done")
    await founder.get_by_role("button", name="Put this list aside").click()
    await expect(founder.locator("#toasts")).to_contain_text("under Install")
    assert complaints.besides() == []


async def the_snippet_is_put_on_a_site(founder: Page, shop, server) -> None:
    """The page carries the line before anybody named it: the list asks whose it is."""
    key = await step(founder, "chat").get_by_role("link", name="customer").get_attribute("href")
    shop.carries(server, key.strip("/").split("/")[-1])
    customer = await founder.context.new_page()
    await customer.goto(shop.origin)
    await founder.bring_to_front()
    await expect(step(founder, "snippet")).to_contain_text(shop.origin, timeout=PATIENCE_MS)
    await step(founder, "snippet").get_by_role("link", name="Add this site").click()
    await founder.get_by_role("button", name="Add", exact=True).last.click()
    await founder.get_by_role("link", name="Go on with the first steps").click()
    await customer.reload()
    await founder.bring_to_front()
    await is_done(founder, "snippet")


async def a_chat_is_had(founder: Page) -> None:
    async with founder.expect_popup() as opened:
        await step(founder, "chat").get_by_role("link", name="Open the inbox").click()
    inbox = await opened.value
    await expect(inbox.locator("#presence-button")).to_contain_text("Online", timeout=PATIENCE_MS)
    async with founder.expect_popup() as opened:
        await step(founder, "chat").get_by_role("link", name="Ask as a customer").click()
    customer = await opened.value
    await customer.get_by_role("textbox").fill("Do you ship to Norway?")
    await customer.keyboard.press("Enter")
    await inbox.bring_to_front()
    await inbox.get_by_text("Do you ship to Norway?").first.click(timeout=PATIENCE_MS)
    await inbox.get_by_role("textbox", name=re.compile("Reply|Write to the customer")).fill("Yes!")
    await inbox.keyboard.press("Enter")
    await expect(customer.get_by_text("Yes!")).to_be_visible(timeout=PATIENCE_MS)
    await founder.bring_to_front()
    await is_done(founder, "chat")
