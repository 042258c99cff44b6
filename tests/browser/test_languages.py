"""The widget in a browser that speaks Arabic, and in one whose visitor wants another language."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Complaints, violations

PHONE = {"width": 390, "height": 844}
THANKS_IN_ARABIC = "شكراً لك، لقد وصلتنا رسالتك. سيجيبك أحدنا هنا."


@pytest.fixture
def shop_of_acme(shop, server, committed_cast):
    committed_cast.acme.allowed_origins = [shop.origin]
    committed_cast.acme.save()
    shop.carries(server, committed_cast.acme.site_key)
    return shop


async def opened(page, shop):
    await page.goto(shop.origin)
    await launcher(page).click()
    return page.frame_locator("helpdesk-widget iframe")


def launcher(page):
    return page.locator("helpdesk-widget button")


async def write(frame, text):
    await frame.get_by_role("textbox").fill(text)
    await frame.get_by_role("textbox").press("Enter")


async def test_an_arabic_browser_gets_an_arabic_widget(browser, shop_of_acme):
    page = await browser.new_page(locale="ar-EG", viewport=PHONE)
    complaints = Complaints(page)
    await page.goto(shop_of_acme.origin)
    await expect(launcher(page)).to_have_accessible_name("تحدث مع Acme")
    frame = await opened(page, shop_of_acme)
    await expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    await expect(frame.get_by_role("heading", level=2).first).to_have_text(
        "مرحباً! كيف يمكننا مساعدتك؟"
    )
    await write(frame, "أين طلبي؟")
    await expect(frame.get_by_text(THANKS_IN_ARABIC)).to_be_visible()
    assert complaints.besides() == []


async def test_arabic_is_laid_out_from_the_right(browser, shop_of_acme):
    page = await browser.new_page(locale="ar", viewport=PHONE)
    frame = await opened(page, shop_of_acme)
    await write(frame, "أين طلبي؟")
    await expect(frame.get_by_text(THANKS_IN_ARABIC)).to_be_visible()
    own = await frame.locator(".bubble-body", has_text="أين طلبي").bounding_box()
    theirs = await frame.locator(".bubble-body", has_text="شكراً").bounding_box()
    assert own["x"] < theirs["x"], "the visitor's own words are at the end of the line: the left"
    inside = next(each for each in page.frames if "/widget/" in each.url)
    assert await inside.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await violations(inside) == []


async def test_a_visitor_chooses_another_language(browser, shop_of_acme):
    page = await browser.new_page(locale="de-DE")
    frame = await opened(page, shop_of_acme)
    await expect(frame.get_by_label("Sprache")).to_have_value("de")
    await frame.get_by_label("Sprache").select_option("fr")
    await expect(frame.locator("html")).to_have_attribute("lang", "fr")
    await write(frame, "Bonjour")
    await expect(frame.get_by_text("votre message nous est bien parvenu")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(launcher(page)).to_have_accessible_name("Discuter avec Acme")


async def test_the_choice_holds_on_the_next_page(browser, shop_of_acme):
    page = await browser.new_page(locale="de-DE")
    frame = await opened(page, shop_of_acme)
    await frame.get_by_label("Sprache").select_option("ar")
    await expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    frame = await opened(page, shop_of_acme)
    await expect(launcher(page)).to_have_accessible_name("إغلاق المحادثة")
    await expect(frame.locator("html")).to_have_attribute("lang", "ar")


async def test_what_was_being_written_survives_the_change(browser, shop_of_acme):
    page = await browser.new_page(locale="en-GB")
    frame = await opened(page, shop_of_acme)
    await frame.get_by_role("textbox").fill("Half a question")
    await frame.get_by_label("Language").select_option("es")
    await expect(frame.locator("html")).to_have_attribute("lang", "es")
    await expect(frame.get_by_role("textbox")).to_have_value("Half a question")


async def test_a_chat_on_a_page_of_its_own_keeps_the_choice_too(browser, server, committed_cast):
    page = await browser.new_page(locale="en-GB")
    address = f"{server.origin}/widget/{committed_cast.acme.site_key}/"
    await page.goto(address)
    await page.get_by_label("Language").select_option("pt")
    await expect(page.locator("html")).to_have_attribute("lang", "pt")
    await page.goto(address)
    await expect(page.locator("html")).to_have_attribute("lang", "pt")
