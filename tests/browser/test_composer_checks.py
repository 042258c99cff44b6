"""What an operator sees while writing: marks under the words, one line, one key; and no waiting."""

import asyncio

import pytest
from django.db import connections
from playwright.async_api import expect

from chat.etiquette.models import Etiquette, HouseRule
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.browser.test_console import inbox, says

DRAFT = "thx ur refund cant b done"
BLAME = "Hello, I'm Omar. You should have asked us first."
STORE, SHOP = "المستودع", "المتجر"
ARABIC = f"شكرا جزيلا على رسالتك، وصل طلبك رقم 4711 إلى {STORE} (store 4) اليوم. " * 3
COLD_MS = 20_000  # the first question of a server that has just begun
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# The marks lie under the very words only where the mirror breaks its lines as the field does.
SAME_LINES = """() => {
    const [mirror, field] = ["words-mirror", "words"].map((id) => document.getElementById(id));
    const same = ["direction", "width", "fontSize", "lineHeight", "unicodeBidi", "textAlign"];
    const [one, other] = [mirror, field].map((element) => getComputedStyle(element));
    const differ = same.filter((name) => one[name] !== other[name]);
    return [mirror.scrollHeight - field.scrollHeight, mirror.scrollTop - field.scrollTop, differ];
}"""


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


def wanted(cast):
    """Acme wants to be asked before anybody is blamed, and has rules of its own."""
    try:
        with tenant_scope(cast.acme):
            Etiquette.objects.create(tenant=cast.acme, severities={"blame": "ask"})
            house = {"text": "Customers know us as a shop.", "pattern": STORE, "instead": SHOP}
            HouseRule.objects.create(tenant=cast.acme, hit=STORE, miss=SHOP, **house)
            HouseRule.objects.create(tenant=cast.acme, is_do=True, text="Say what happens next.")
        return says(cast, "Can I have my money back?")
    finally:
        connections.close_all()


@pytest.fixture
async def chat(committed_cast):
    return await asyncio.to_thread(wanted, committed_cast)


def marks(page):
    return page.locator("#words-mirror mark")


async def written(page, text):
    await page.locator("#words").fill(text)
    await page.locator("#words").press("End")


async def test_one_key_puts_words_right_and_the_company_may_be_asked_first(
    browser, server, committed_cast, chat
):
    page = await inbox(browser, server, committed_cast.omar, f"{chat}/")
    field, line = page.locator("#words"), page.locator("#composer-check")
    await expect(page.get_by_role("log")).to_contain_text("money back")
    await page.keyboard.press("r")
    await page.keyboard.type(DRAFT)
    await expect(marks(page)).to_have_text(["thx", "ur", "cant", "b"], timeout=COLD_MS)
    await expect(line).to_contain_text("begins with a greeting")
    for value in (
        f"Hello, I'm Omar. {DRAFT}",
        "Hello, I'm Omar. Thanks, ur refund cant b done",
        "Hello, I'm Omar. Thanks, your refund cant b done",
        "Hello, I'm Omar. Thanks, your refund can't b done",
    ):
        await page.keyboard.press("Tab")
        await expect(field).to_have_value(value)
    await expect(marks(page)).to_have_text(["b"])
    await page.keyboard.press("Tab")
    await expect(field).to_have_value("Hello, I'm Omar. Thanks, your refund can't be done")
    await page.keyboard.press("Control+z")
    await expect(field).to_have_value("Hello, I'm Omar. Thanks, your refund can't b done")
    await expect(marks(page)).to_have_text(["b"])

    await page.keyboard.press("Escape")
    await expect(marks(page)).to_have_count(0)
    await expect(field).to_be_focused()
    await page.reload()
    await expect(field).to_have_value("Hello, I'm Omar. Thanks, your refund can't b done")
    await field.press("End")
    await page.keyboard.type(", pls")
    await expect(marks(page)).to_have_text(["pls"])

    await page.keyboard.press("Shift+Tab")
    await expect(field).not_to_be_focused()
    await written(page, BLAME)
    await expect(marks(page)).to_have_text(["You should have asked"])
    await page.keyboard.press("Enter")
    await expect(line.get_by_role("button", name="Send anyway")).to_be_visible()
    await expect(field).to_have_value(BLAME)
    assert await violations(page) == []
    await line.get_by_role("button", name="Change it").click()
    selected = "words.value.slice(words.selectionStart, words.selectionEnd)"
    assert await page.evaluate(selected) == "You should have asked"
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text(BLAME)
    await expect(field).to_have_value("")
    await expect(line).to_be_hidden()

    await page.get_by_role("button", name="House rules").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Say what happens next.")
    await page.keyboard.press("Escape")
    await field.fill("Your money is back")
    await page.get_by_role("button", name="Send and close").hover()
    await line.get_by_role("button", name="Have a nice day!").click()
    await field.press("Control+Shift+Enter")
    await expect(page.get_by_role("log")).to_contain_text("back. Have a nice day!")
    await expect(page.locator("#chat-facts")).to_contain_text("Closed")
    assert page.complaints.besides() == []


async def test_on_a_phone_and_from_right_to_left(browser, server, committed_cast, chat):
    page = await inbox(browser, server, committed_cast.omar, f"{chat}/", **PHONE)
    field, line = page.locator("#words"), page.locator("#composer-check")
    await written(page, ARABIC)
    await expect(marks(page)).to_have_text([STORE] * 3, timeout=COLD_MS)
    assert await page.evaluate(SAME_LINES) == [0, 0, []]
    fix = line.get_by_role("button", name=SHOP)
    box = await fix.bounding_box()
    assert box["height"] >= 40
    await expect(fix.locator("kbd")).to_be_hidden()
    await fix.tap()
    await expect(marks(page)).to_have_count(2)
    await expect(field).to_be_focused()

    await written(page, f"Hello, I'm Omar. {'Your lamp is on its way. ' * 159}thx"[:4000])
    await expect(marks(page).get_by_text("thx", exact=True)).to_be_visible()
    assert await page.evaluate(SAME_LINES) == [0, 0, []]
    assert await violations(page) == []
    await field.fill(f"{'a' * 8100}")
    await expect(marks(page)).to_have_count(0)
    await expect(page.locator("#composer-hint")).to_contain_text("too many")
    assert page.complaints.besides() == []
