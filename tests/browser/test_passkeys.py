"""A passkey is added and signs in alone, under the strictest policy for scripts."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Complaints, signed_in, violations

TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
async def browser(committed_cast, browser):
    """Closed before the cast's tables are emptied."""
    return browser


class Localhost:
    """Passkeys belong to a name; an address in numbers is none."""

    def __init__(self, server):
        self.origin = server.origin.replace("127.0.0.1", "localhost")


async def test_a_passkey_is_added_and_then_signs_in_without_a_password(
    browser, server, committed_cast
):
    here = Localhost(server)
    page = await (await signed_in(browser, here, committed_cast.eve)).new_page()
    complaints = Complaints(page)
    line = await page.context.new_cdp_session(page)
    await line.send("WebAuthn.enable")
    await line.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
    await page.goto(f"{here.origin}/accounts/security/webauthn/add/")
    await page.get_by_label("Name").fill("My laptop")
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    await page.get_by_role("link", name="I have kept them").click()
    await expect(page.get_by_text("My laptop", exact=True).first).to_be_visible()
    assert await violations(page) == []

    await page.context.clear_cookies()
    await page.goto(f"{here.origin}/accounts/login/?next=/t/globex/me/")
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your name and photo")
    assert complaints.besides() == []
