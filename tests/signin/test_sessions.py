"""Where somebody is signed in, and signing out there."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tenants.models import SignedIn
from tenants.signin.sessions import still_used
from tests.conftest import sign_in
from tests.tenants.conftest import PASSWORD

PAGE, ME = "/accounts/security/", "/t/acme/me/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


def browser(member, agent, page=ME):
    client = sign_in(Client(headers={"user-agent": agent}), member)
    assert client.get(page).status_code == 200
    return client


def test_each_browser_is_listed_and_can_be_signed_out_from_another(cast):
    here, there = browser(cast.ada, FIREFOX), browser(cast.ada, CHROME)
    rows = SignedIn.objects.filter(session_key=there.session.session_key)
    rows.update(used_at=timezone.now() - timedelta(hours=3))
    page = here.get(PAGE).content.decode()
    assert page.count("In use now.") == 1 and page.count("Used 3\xa0hours ago.") == 1
    assert "Firefox" in page and "Chrome" in page and "127.0.0.1" not in page
    row = SignedIn.objects.get(session_key=there.session.session_key)
    omar = browser(cast.omar, CHROME)
    assert omar.post(f"{PAGE}sessions/{row.pk}/end/").status_code == 404
    assert there.get(ME).status_code == 200
    assert here.post(f"{PAGE}sessions/{row.pk}/end/")["Location"] == PAGE
    assert there.get(ME).status_code == 302
    assert here.get(ME).status_code == 200


def test_signing_out_everywhere_else_keeps_this_browser_and_other_people(cast):
    here, others = browser(cast.ada, FIREFOX), [browser(cast.ada, CHROME) for _ in range(3)]
    omar = browser(cast.omar, CHROME)
    here.post(f"{PAGE}sessions/end/")
    assert [each.get(ME).status_code for each in others] == [302, 302, 302]
    assert here.get(ME).status_code == omar.get(ME).status_code == 200
    assert [row.session_key for row in cast.ada.user.signed_in.all()] == [here.session.session_key]


def test_a_new_password_keeps_the_row_of_this_browser_and_ends_the_others(ada_with_password):
    here, there = browser(ada_with_password, FIREFOX), browser(ada_with_password, CHROME)
    row = SignedIn.objects.get(session_key=here.session.session_key)
    form = {"oldpassword": PASSWORD, "password1": "a new long one", "password2": "a new long one"}
    here.post("/accounts/password/change/", form)
    assert here.get(ME).status_code == 200 and there.get(ME).status_code == 302
    assert here.get(PAGE).content.decode().count("Used ") == 0
    row.refresh_from_db()
    assert row.session_key == here.session.session_key


def test_an_open_console_counts_as_use_and_what_is_over_is_forgotten(cast):
    here = browser(cast.ada, FIREFOX)
    rows = SignedIn.objects.filter(session_key=here.session.session_key)
    rows.update(used_at=timezone.now() - timedelta(hours=8))
    still_used([here.session.session_key])
    assert rows.get().used_at > timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=here.session.session_key).update(expire_date=timezone.now())
    again = browser(cast.ada, FIREFOX)
    assert [r.session_key for r in cast.ada.user.signed_in.all()] == [again.session.session_key]


def test_pages_for_customers_stay_the_same_for_everybody(cast):
    answer = Client().get(f"/widget/{cast.acme.site_key}/config/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not SignedIn.objects.exists()
