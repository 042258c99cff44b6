"""What goes along with words, from both ends: files, quick replies, one-tap words, articles."""

import asyncio
import base64
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connections
from PIL import Image
from playwright.async_api import expect

from chat.articles.dates import today_of
from chat.articles.stemming import save_article
from chat.models import Article
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import violations
from tests.browser.test_console import PHONE, inbox, row
from tests.browser.test_waiting_and_ladder import visitor

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = "Failed to load resource"  # what a browser says of every answer that is no success

# Files as they come from a clipboard or another window.
BRING = """
  ([way, place, name, type, content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, {type}));
    const how = {bubbles: true, cancelable: true};
    const event = way === "paste"
      ? new ClipboardEvent(way, {...how, clipboardData: data})
      : new DragEvent(way, {...how, dataTransfer: data});
    document.querySelector(place).dispatchEvent(event);
  }
"""


def picture(colour="teal"):
    out = BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "PNG")
    return out.getvalue()


async def bring(page, way, content, name, kind, place="#words"):
    encoded = base64.b64encode(content).decode()
    await page.evaluate(BRING, [way, place, name, kind, encoded])


@pytest.fixture
async def both(browser, server, committed_cast):
    """A customer who has asked for a lamp, and Omar with that chat before him."""
    customer = await visitor(browser, server, committed_cast, "Which lamp is it?")
    omar = await inbox(browser, server, committed_cast.omar)
    await row(omar, "Which lamp is it?").click()
    await expect(omar.get_by_role("log")).to_contain_text("Which lamp is it?")
    return customer, omar


def field(page):
    return page.get_by_role("textbox").first


async def answers(omar, words):
    await field(omar).fill(words)
    await field(omar).press("Enter")


def shown(page, name):
    return page.get_by_role("log").get_by_role("img", name=f"Picture: {name}")


async def is_drawn(image):
    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("complete", True)
    assert await image.evaluate("image => image.naturalWidth") == 320


async def test_pictures_pasted_and_dropped_by_an_operator_reach_the_customer(both):
    customer, omar = both
    await bring(omar, "paste", picture(), "heron.png", "image/png")
    await bring(omar, "dragenter", picture(), "moon.png", "image/png", "#log")
    await expect(omar.get_by_text("Drop files here to send them")).to_be_visible()
    await bring(omar, "drop", picture("navy"), "moon.png", "image/png", "#log")
    await expect(omar.get_by_text("Drop files here to send them")).to_be_hidden()
    tray = omar.get_by_role("list", name="Files that go with the message").get_by_role("listitem")
    await expect(tray).to_have_count(2)
    assert await violations(omar) == []
    await answers(omar, "These two.")
    await expect(tray).to_have_count(0)
    for page in (omar, customer):
        for name in ("heron.png", "moon.png"):
            await is_drawn(shown(page, name))
    for page in (omar, customer):  # and again from history
        await page.reload()
        await is_drawn(shown(page, "heron.png"))
    assert [page.complaints.besides() for page in both] == [[], []]


async def test_a_customers_document_reaches_the_operator(both):
    customer, omar = both
    document = {"name": "invoice 20417.pdf", "mimeType": "application/pdf", "buffer": PDF}
    await customer.locator("[data-tool=attach]").set_input_files(document)
    await expect(customer.locator(".tray-item[data-state=ready]")).to_be_visible()
    await field(customer).press("Enter")
    link = omar.get_by_role("log").get_by_role("link", name="invoice 20417.pdf")
    await expect(link).to_be_visible()
    answer = await omar.context.request.get(omar.url.partition("/t/")[0] + await href(link))
    assert await answer.body() == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    await expect(row(omar, "📎 invoice 20417.pdf")).to_be_visible()
    assert [page.complaints.besides() for page in both] == [[], []]


async def href(link):
    return await link.get_attribute("href")


async def test_a_drawing_with_a_script_is_refused_with_its_reason(both):
    customer, omar = both
    await bring(omar, "paste", SVG, "plan.svg", "image/svg+xml")
    refused = omar.locator(".tray-item[data-state=failed]")
    await expect(refused).to_contain_text("drawings that can carry programs (HTML, SVG) cannot")
    await expect(refused.get_by_role("button", name="Try again")).to_be_hidden()
    await answers(omar, "Here is the plan.")
    await expect(omar.get_by_text("A file was not taken.")).to_be_visible()
    await omar.get_by_role("button", name="Remove plan.svg").click()
    await field(omar).press("Enter")
    await expect(customer.get_by_role("log")).to_contain_text("Here is the plan.")
    assert omar.complaints.besides(REFUSED) == []


async def test_what_did_not_arrive_is_tried_again_and_goes_by_itself(both):
    customer, omar = both
    files = re.compile("/files/$")
    await omar.route(files, lambda route: route.abort())
    await bring(omar, "paste", picture(), "heron.png", "image/png")
    await expect(omar.get_by_text("This file did not arrive.")).to_be_visible()
    await omar.unroute(files)

    async def slowly(route):
        await asyncio.sleep(0.5)
        await route.continue_()

    await omar.route(files, slowly)
    await omar.get_by_role("button", name="Try again").click()
    await answers(omar, "A heron.")
    await expect(omar.get_by_text("It goes out as soon as its files have arrived.")).to_be_visible()
    await is_drawn(shown(customer, "heron.png"))
    await expect(field(omar)).to_have_value("")


async def test_files_stay_with_their_chat_and_notes_have_none(
    both, browser, server, committed_cast
):
    _, omar = both
    await visitor(browser, server, committed_cast, "Another question")
    await bring(omar, "paste", picture(), "heron.png", "image/png")
    tray = omar.locator(".tray-item[data-state=ready]")
    await expect(tray).to_have_count(1)
    await row(omar, "Another question").click()
    await expect(tray).to_have_count(0)
    await expect(row(omar, "Which lamp is it?")).to_contain_text("Draft")
    await omar.get_by_role("button", name="Note", exact=True).click()
    await bring(omar, "paste", picture(), "moon.png", "image/png")
    await expect(omar.get_by_text("Files can go with replies to the customer")).to_be_visible()
    await omar.reload()
    await row(omar, "Which lamp is it?").click()
    await expect(tray).to_have_count(1)


async def test_a_quick_reply_is_offered_and_tapped(both):
    customer, omar = both
    await omar.get_by_role("button", name="Quick replies").click()
    await omar.keyboard.type("Exchange it")
    await omar.keyboard.press("Enter")
    await field(omar).fill("There are two ways. Which one?")
    await field(omar).press("Enter")
    await expect(omar.get_by_text("Write at least two different quick replies")).to_be_visible()
    await omar.keyboard.type("Refund it")
    assert await violations(omar) == []
    await field(omar).press("Enter")
    offer = omar.get_by_role("log").locator(".said-options")
    await expect(offer).to_contain_text("Not answered yet")
    await customer.get_by_role("button", name="Refund it").click()
    await expect(offer).to_contain_text("The customer chose this")
    await expect(offer.locator(".is-chosen")).to_have_text("Refund it")
    await expect(omar.get_by_role("textbox", name="Quick reply 1")).to_be_hidden()
    assert [page.complaints.besides() for page in both] == [[], []]


async def test_thanks_and_please_explain_reach_the_operator(both):
    customer, omar = both
    await answers(omar, "The ETA per the 3PL is D+3.")
    await customer.get_by_role("button", name="I don't understand").click()
    log = omar.get_by_role("log")
    await expect(log).to_contain_text("The customer asks for simpler words: “The ETA per")
    await expect(row(omar, "The ETA per the 3PL").locator(".wait-number")).to_be_visible()
    await answers(omar, "It comes on Wednesday.")
    await customer.get_by_role("button", name="Thank you").click()
    await expect(log).to_contain_text("The customer says thank you")


async def test_emoji_come_with_the_keyboard_alone(both):
    customer, omar = both
    await field(omar).fill("With pleasure ")
    await omar.get_by_role("button", name="Emoji").focus()
    await omar.keyboard.press("Enter")
    await expect(omar.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    assert await violations(omar) == []
    await omar.keyboard.type("yellow")
    await omar.keyboard.press("ArrowDown")
    await omar.keyboard.press("Enter")
    await expect(field(omar)).to_be_focused()
    await omar.keyboard.press("Enter")
    await expect(customer.get_by_role("log")).to_contain_text("With pleasure 💛")


# --- Articles -----------------------------------------------------------------------------------


@pytest.fixture
def shelf(committed_cast):
    """Two articles; nobody has looked at the second since it was due."""
    cast = committed_cast

    def write():
        try:
            today = today_of(cast.acme)
            of_all = {"tenant": cast.acme, "reviewed_on": today - timedelta(days=40)}
            with tenant_scope(cast.acme):
                source = "https://shop.acme.example/lamps"
                body = "A lamp of ours is 40 cm high.\n\nIt takes any E27 bulb."
                save_article(
                    Article(title="How high is a lamp?", body=body, source_url=source, **of_all)
                )
                due = today - timedelta(days=1)
                body = "A lamp is 20 €."
                save_article(
                    Article(title="What a lamp costs", body=body, review_due=due, **of_all)
                )
        finally:
            connections.close_all()

    return asyncio.to_thread(write)


def cards(page):
    return page.get_by_role("complementary").get_by_role("listitem")


async def test_an_article_is_inserted_with_one_key(shelf, both):
    await shelf
    customer, omar = both
    await field(customer).fill("How high is the lamp?")
    await field(customer).press("Enter")
    best = cards(omar).filter(has_text="How high is a lamp?")
    await expect(best).to_contain_text("Checked")
    await expect(best.get_by_role("link")).to_have_attribute(
        "href", "https://shop.acme.example/lamps"
    )
    await field(omar).fill("Good question.")
    await omar.keyboard.press("Alt+1")
    written = re.compile(
        r"^Good question\.\n\nA lamp of ours is 40 cm high\.[\s\S]+/lamps \(checked on .+\)$"
    )
    await expect(field(omar)).to_have_value(written)
    await omar.keyboard.press("Control+z")
    await expect(field(omar)).to_have_value("Good question.")
    assert await violations(omar) == []
    assert [page.complaints.besides() for page in both] == [[], []]


async def test_one_that_is_out_of_date_is_marked_and_asks_first(shelf, both):
    await shelf
    _, omar = both
    await omar.keyboard.press("Shift+A")
    await omar.keyboard.type("what it costs")
    await omar.keyboard.press("Enter")  # the first that is found
    dialog = omar.get_by_role("dialog", name="Is this still true?")
    await expect(dialog).to_contain_text("What a lamp costs")
    await expect(cards(omar).first).to_contain_text("Out of date")
    await dialog.get_by_role("button", name="Leave it out").click()
    await expect(field(omar)).to_have_value("")
    await cards(omar).first.get_by_role("button", name="Insert").click()
    await dialog.get_by_role("button", name="Insert it all the same").click()
    await expect(field(omar)).to_have_value(re.compile(r"^A lamp is 20 €\."))


async def test_one_is_read_and_what_is_selected_goes_into_the_answer(shelf, both):
    await shelf
    _, omar = both
    await omar.keyboard.press("Shift+A")
    await omar.keyboard.type("bulb")
    await omar.get_by_role("button", name="How high is a lamp?", exact=True).click()
    reader = omar.get_by_role("article", name="How high is a lamp?")
    await expect(reader).to_contain_text("It takes any E27 bulb.")
    assert await violations(omar) == []
    await reader.get_by_text("It takes any E27 bulb.").evaluate(
        """(body) => {
            const range = document.createRange();
            const start = body.textContent.indexOf("It takes");
            range.setStart(body.firstChild, start);
            range.setEnd(body.firstChild, body.textContent.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    await reader.get_by_role("button", name="Insert what is selected").click()
    await expect(field(omar)).to_have_value(re.compile(r"^It takes any E27 bulb\.\n\nhttps://"))


async def test_without_articles_it_says_what_they_are_for(browser, server, both, committed_cast):
    _, omar = both
    pane = omar.get_by_role("complementary")
    await expect(pane.get_by_text("No articles yet.")).to_be_visible()
    await expect(pane.get_by_text("Supervisors, admins and owners can write them.")).to_be_visible()
    sam = await inbox(browser, server, committed_cast.sam)
    await row(sam, "Which lamp is it?").click()
    link = sam.get_by_role("link", name="Write the first article")
    await expect(link).to_have_attribute("href", "/t/acme/articles/new/")


async def test_on_a_phone_an_article_leads_back_to_the_answer(
    browser, server, shelf, both, committed_cast
):
    await shelf
    page = await inbox(browser, server, committed_cast.omar, viewport=PHONE, has_touch=True)
    await row(page, "Which lamp is it?").tap()
    await page.get_by_role("button", name="Details", exact=True).tap()
    await page.get_by_role("searchbox", name="Search articles").fill("high")
    await cards(page).get_by_role("button", name="Insert “How high is a lamp?”").tap()
    await expect(page.get_by_role("complementary")).to_be_hidden()
    await expect(field(page)).to_have_value(re.compile("40 cm high"))
    assert await violations(page) == []
