"""A promise in real browsers: made, seen, kept, mailed, and the link in the mail leads back."""

import uuid
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.async_api import expect

from chat import actions
from chat.models import Conversation, Visitor
from feedback import addresses
from feedback.actions.way_back import new_link
from feedback.mail import sending
from feedback.models import OutgoingMail
from helpdesk.tenancy import tenant_scope
from tests.browser.conftest import Complaints, violations
from tests.browser.test_two_browsers import in_thread, inbox_page, write

EMAIL = "mia@customer.example"
WHAT = "whether the blue one is back"
ANSWER = "It is back: two are on the shelf."
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied: open pages go on reading them."""
    return browser


@pytest.fixture
def post(settings, server, tmp_path):
    """What is due goes out, into the mailbox of development."""
    settings.EMAIL_BACKEND, settings.PUBLIC_URL = FILES, server.origin

    def send(cast):
        with tenant_scope(cast.acme):
            OutgoingMail.objects.update(due_at=timezone.now())
            mails = list(OutgoingMail.objects.filter(state="queued"))
            for mail in mails:
                sending.send(mail.tenant_id, mail.pk)
            return list(OutgoingMail.objects.values_list("kind", "state", "problem"))

    return send


async def chat_page(browser, server, cast, **options):
    """The chat as a page of its own."""
    page = await (await browser.new_context(timezone_id="Europe/Lisbon", **options)).new_page()
    page.complaints = Complaints(page)
    await page.goto(f"{server.origin}/widget/{cast.acme.site_key}/")
    return page


async def promise(operator):
    """Once what they wrote is stored: until then the focus may return to the composer."""
    await operator.get_by_role("heading", level=2).first.click()
    await operator.keyboard.press("f")
    dialog = operator.get_by_role("dialog", name="Promise an answer")
    await dialog.get_by_label("What will you find out or do?").fill(WHAT)
    await expect(dialog.get_by_text("No permission to mail")).to_be_visible()
    assert await violations(operator) == []
    await dialog.get_by_role("button", name="Ask the customer for permission").click()
    await expect(dialog.get_by_text("They are asked along with the promise.")).to_be_visible()
    await dialog.get_by_role("button", name="Promise it").click()


async def agree(page):
    await page.get_by_label("Answer my question by e-mail").check()
    await page.get_by_label("Your e-mail address").fill(EMAIL)
    await page.get_by_role("button", name="Allow this").click()
    await expect(page.get_by_text("We write to you for this and nothing else")).to_be_visible()


async def test_promised_kept_mailed_and_back_in_another_browser(
    browser, server, committed_cast, post
):
    cast = committed_cast
    visitor = await chat_page(browser, server, cast)
    await write(visitor, "Is the blue one back?")
    operator = await inbox_page(browser, server, cast.omar)
    await operator.get_by_role("list", name="Chats").get_by_text("blue one").click()
    await write(operator.get_by_role("main"), "Let me find out.")
    await expect(visitor.get_by_role("log").get_by_text("Let me find out.")).to_be_visible()
    await promise(operator)

    card = visitor.get_by_role("log").get_by_text("I will get back to you by")
    await expect(card).to_contain_text(WHAT)
    strip = visitor.locator(".promises")
    await expect(strip).to_contain_text("Promised to you")
    await agree(visitor)
    assert await violations(visitor) == []
    await visitor.reload()
    await expect(strip).to_contain_text(WHAT)
    await visitor.close()

    await expect(operator.locator(".rail").get_by_text(", 1 to keep")).to_be_attached()
    await operator.get_by_role("button", name="Close", exact=True).click()
    await operator.get_by_role("button", name="Open the chat and answer").click()
    tick = operator.get_by_label("This answer keeps the promise")
    await expect(tick).to_be_checked()
    assert await violations(operator) == []
    await operator.keyboard.type(ANSWER)
    await operator.keyboard.press("Enter")
    await expect(operator.get_by_role("log").get_by_text("Promise kept")).to_be_visible()
    await expect(tick).to_have_count(0)

    assert ("answer", "sent", "") in await in_thread(post, cast)
    elsewhere = await chat_page(browser, server, cast)
    await elsewhere.goto(f"{server.origin}/dev/mail/")
    mail = elsewhere.get_by_role("article").filter(has_text="Your answer from Acme").first
    await expect(mail).to_contain_text(ANSWER)
    await mail.get_by_role("link").filter(has_text="/back/").click()
    assert await violations(elsewhere) == []
    await elsewhere.get_by_label("The address our e-mail went to").fill("mia@another.example")
    await elsewhere.get_by_role("button", name="Open the chat").click()
    await expect(elsewhere.get_by_text("You can try 4 more times.")).to_be_visible()
    await elsewhere.get_by_label("The address our e-mail went to").fill(EMAIL)
    await elsewhere.get_by_role("button", name="Open the chat").click()
    log = elsewhere.get_by_role("log")
    await expect(log.get_by_text(ANSWER)).to_be_visible()
    await expect(log.get_by_text("opened in another browser")).to_be_visible()
    await expect(log.get_by_text("Kept", exact=True)).to_be_visible()
    await write(elsewhere, "Wonderful, thank you!")
    await expect(operator.get_by_role("log").get_by_text("Wonderful")).to_be_visible()
    assert operator.complaints.besides() == []
    assert elsewhere.complaints.besides("400 (Bad Request)") == []


def link_back(cast, origin):
    """A link of a mail that went to Mia, and what the answer was."""
    with tenant_scope(cast.acme):
        chat = Conversation.objects.get()
        visitor = Visitor.objects.select_related("tenant").get(pk=chat.visitor_id)
        of = {"member": cast.omar, "conversation_id": chat.pk, "client_id": uuid.uuid4()}
        actions.post_operator_message(body=ANSWER, **of)
        digest = addresses.digest(cast.acme.pk, EMAIL)
        made = new_link(visitor=visitor, conversation_id=chat.pk, digest=digest)
    return origin + urlsplit(made).path


async def test_the_same_browser_goes_straight_in_and_once(browser, server, committed_cast):
    visitor = await chat_page(browser, server, committed_cast)
    await write(visitor, "Is the blue one back?")
    await expect(visitor.get_by_text(committed_cast.acme.acknowledgement)).to_be_visible()
    link = await in_thread(link_back, committed_cast, server.origin)
    await visitor.goto(link)
    await expect(visitor.get_by_label("The address our e-mail went to")).to_be_hidden()
    await visitor.get_by_role("button", name="Open the chat").click()
    await expect(visitor.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    assert visitor.complaints.besides() == []
    await visitor.goto(link)
    await expect(visitor.get_by_role("heading", name="This link was used already")).to_be_visible()
    await visitor.get_by_role("link", name="Chat with Acme").click()
    await expect(visitor.get_by_role("log").get_by_text(ANSWER)).to_be_visible()


async def test_a_browser_with_another_chat_is_told_that_it_is_replaced(
    browser, server, committed_cast
):
    visitor = await chat_page(browser, server, committed_cast)
    await write(visitor, "Is the blue one back?")
    await expect(visitor.get_by_text(committed_cast.acme.acknowledgement)).to_be_visible()
    link = await in_thread(link_back, committed_cast, server.origin)
    other = await chat_page(browser, server, committed_cast)
    await write(other, "Something else entirely")
    await expect(other.get_by_text(committed_cast.acme.acknowledgement)).to_be_visible()
    await other.goto(link)
    await other.get_by_role("button", name="Open the chat").click()
    await expect(other.get_by_text("This one takes its place here.")).to_be_visible()
    await other.get_by_label("The address our e-mail went to").fill(EMAIL)
    await other.get_by_role("button", name="Open the chat").click()
    await expect(other.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    await expect(other.get_by_role("log").get_by_text("Something else")).to_have_count(0)
