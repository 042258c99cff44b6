"""What is held about a visitor, seen and changed by whoever has the link."""

import json

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.models import Visitor
from feedback.actions.outbox import queue_mail
from feedback.links import SALT, Use, privacy_link, unsubscribe_link, visit_link
from feedback.models import (
    Address,
    ConsentEvent,
    Erasure,
    LiveConsent,
    MailKind,
    OutgoingMail,
    PrivacyNotice,
    Purpose,
    Suppression,
)
from tenants.models import Tenant

from .conftest import EMAIL, Mia

NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def path_of(link):
    return "/" + link.split("/", 3)[3]


@pytest.fixture
def page(mia):
    """The path of Mia's page, as the widget gets it."""
    return path_of(visit_link(mia.visitor))


def text_of(answer):
    return answer.content.decode()


def test_it_says_what_is_held_for_what_since_when_by_which_words(mia, page, client):
    mia.gives(Purpose.FOLLOW_UP)
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Answer my question by e-mail" in text_of(answer)
    assert "Acme may write to this address to answer my question" in text_of(answer)
    assert "m…@customer.example" in text_of(answer) and EMAIL not in text_of(answer)
    assert timezone.now().strftime("%Y") in text_of(answer)


def test_it_is_neither_kept_nor_told_on(page, client):
    answer = client.get(page)
    assert {name: answer[name] for name in NO_STORE} == NO_STORE
    assert answer["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies or set(answer.cookies) == {"helpdesk_csrf"}


def test_without_anything_it_says_so(page, client):
    assert "No e-mail address of yours is kept" in text_of(client.get(page))


@pytest.mark.parametrize("make", [visit_link, privacy_link])
def test_the_widget_and_every_mail_lead_there(mia, client, make):
    assert client.get(path_of(make(mia.visitor))).status_code == 200


def test_it_speaks_the_language_of_its_reader(mia, page, client):
    Visitor.objects.filter(pk=mia.pk).update(language="ar")
    assert 'dir="rtl"' in text_of(client.get(page))
    assert 'lang="de"' in text_of(client.get(page + "?lang=de"))[:200]


# --- Links that lead nowhere -------------------------------------------------------------------


def forged(mia, use, *, tenant=None, visitor=None):
    stuff = [tenant or mia.visitor.tenant_id, visitor or mia.pk, ""]
    return signing.dumps(stuff, salt=SALT + use)


def test_a_forged_link_leads_nowhere(mia, page, client):
    key = mia.visitor.tenant.site_key
    for token in ("x", "a:b:c", page.split("/")[3][:-1] + "!", signing.dumps([1, 2, ""])):
        answer = client.get(f"/privacy/{key}/{token}/")
        assert answer.status_code == 404 and "leads nowhere" in text_of(answer)
        assert answer["Cache-Control"] == "no-store"


def test_a_link_of_another_use_opens_nothing(mia, client):
    key = mia.visitor.tenant.site_key
    token = unsubscribe_link(mia.visitor, Purpose.SURVEY).split("/")[-2]
    assert client.get(f"/privacy/{key}/{token}/").status_code == 404


def test_the_page_of_another_company_is_not_found(mia, in_acme, page, client):
    token = page.split("/")[3]
    assert client.get(f"/privacy/{in_acme.globex.site_key}/{token}/").status_code == 404
    theirs = forged(mia, Use.VISIT, tenant=in_acme.globex.pk)
    other = client.get(f"/privacy/{in_acme.globex.site_key}/{theirs}/")
    assert "Acme" not in text_of(other)


def test_a_disabled_company_has_no_pages(mia, page, client):
    Tenant.objects.filter(pk=mia.visitor.tenant_id).update(is_active=False)
    assert client.get(page).status_code == 404


def test_a_link_of_the_widget_ends_with_the_visit(mia, page, client, monkeypatch):
    later = timezone.now().timestamp() + 2 * 3600 + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = client.get(page)
    assert answer.status_code == 410 and "too old" in text_of(answer)
    assert client.get(path_of(privacy_link(mia.visitor))).status_code == 200


def test_a_changed_site_key_breaks_no_link(mia, page, client):
    Tenant.objects.filter(pk=mia.visitor.tenant_id).update(site_key="0" * 32)
    assert client.get(page).status_code == 200


# --- Taking back -------------------------------------------------------------------------------


def test_one_click_takes_one_back(mia, page, client):
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY)
    mail = queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a")
    answer = client.post(page + "take-back/", {"purpose": "follow_up"}, follow=True)
    assert "Taken back" in text_of(answer)
    assert [row.purpose for row in LiveConsent.objects.all()] == ["survey"]
    mail.refresh_from_db()
    assert mail.state == "cancelled"
    line = ConsentEvent.objects.order_by("-pk").first()
    assert (line.what, line.by, line.place) == ("withdrawn", "visitor", "privacy_page")


def test_all_at_once(mia, page, client):
    mia.gives(Purpose.FOLLOW_UP, Purpose.SURVEY, Purpose.TRANSCRIPT)
    client.post(page + "take-back/", {"purpose": "all"})
    client.post(page + "take-back/", {"purpose": "all"})
    assert not LiveConsent.objects.exists() and not Address.objects.exists()
    assert ConsentEvent.objects.filter(what="withdrawn").count() == 3


@pytest.mark.parametrize("purpose", ["", "love", "Follow_up", "marketing'--"])
def test_a_purpose_that_does_not_exist_changes_nothing(mia, page, client, purpose):
    mia.gives(Purpose.FOLLOW_UP)
    assert client.post(page + "take-back/", {"purpose": purpose}).status_code == 302
    assert LiveConsent.objects.count() == 1


def test_following_links_changes_nothing(mia, page, client):
    mia.gives(Purpose.FOLLOW_UP)
    assert client.get(page + "take-back/").status_code == 405
    assert client.get(page + "erase/").status_code == 200
    assert LiveConsent.objects.exists() and Visitor.objects.filter(pk=mia.pk).exists()


def test_a_form_of_another_site_is_refused(mia, page):
    mia.gives(Purpose.FOLLOW_UP)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page + "take-back/", {"purpose": "all"}).status_code == 403
    assert LiveConsent.objects.exists()


# --- Taking along ------------------------------------------------------------------------------


def test_all_that_is_held_as_data(in_chat, page, client):
    in_chat.mia.gives(Purpose.FOLLOW_UP)
    answer = client.get(page + "my-data.json")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(answer.content)
    assert data["permissions"][0]["address"] == EMAIL
    said = [entry["words"] for entry in data["chats"][0]["entries"]]
    assert "Do you ship to Norway?" in said and "We do." in said
    assert data["ledger"][0]["record_id"] == data["permissions"][0]["receipt"]
    assert data["visitor"]["number"] == in_chat.mia.pk


def test_what_is_for_colleagues_alone_is_not_among_it(in_chat, in_acme, page, client, new_id):
    actions.add_note(
        member=in_acme.omar, conversation_id=in_chat.pk, client_id=new_id(), body="A secret"
    )
    for name in ("my-data.json", "my-data.html"):
        assert "A secret" not in text_of(client.get(page + name))


def test_all_that_is_held_to_read(in_chat, page, client):
    in_chat.mia.asks("<script>alert(1)</script> & more")
    answer = client.get(page + "my-data.html")
    assert 'filename="my-data.html"' in answer["Content-Disposition"]
    assert "Do you ship to Norway?" in text_of(answer)
    assert "&lt;script&gt;" in text_of(answer) and "<script" not in text_of(answer)


def test_a_receipt_holds_the_words_and_no_address(mia, page, client):
    PrivacyNotice.objects.create(
        tenant=mia.visitor.tenant, controller="Acme GmbH", contact="privacy@acme.example"
    )
    (line,) = mia.gives(Purpose.FOLLOW_UP)
    answer = client.get(f"{page}receipts/{line.receipt}/")
    receipt = json.loads(answer.content)
    assert receipt["schema_version"].startswith("ISO/IEC TS 27560")
    assert (receipt["record_id"], receipt["status"]) == (str(line.receipt), "in_force")
    assert receipt["pii_processing"]["notice"]["sha256"] == line.text.sha256
    assert receipt["party_identification"][0]["party_name"] == "Acme GmbH"
    purpose = receipt["pii_processing"]["purposes"][0]
    assert purpose["purpose"] == "follow_up" and "consent" in purpose["lawful_basis"]
    assert EMAIL not in text_of(answer)


def test_a_receipt_says_when_it_ended(mia, page, client):
    (line,) = mia.gives(Purpose.FOLLOW_UP)
    client.post(page + "take-back/", {"purpose": "all"})
    receipt = json.loads(client.get(f"{page}receipts/{line.receipt}/").content)
    assert receipt["status"] == "ended" and receipt["valid_until"]


def test_receipts_of_somebody_else_are_not_found(mia, page, client, in_acme, new_id):
    (line,) = Mia(in_acme, new_id).gives(Purpose.FOLLOW_UP)
    assert client.get(f"{page}receipts/{line.receipt}/").status_code == 404


# --- Erasing -----------------------------------------------------------------------------------


def test_erasing_asks_once_more(in_chat, page, client):
    asked = client.get(page + "erase/")
    assert "Erase everything?" in text_of(asked)
    assert client.post(page + "erase/").status_code == 200
    assert Visitor.objects.filter(pk=in_chat.mia.pk).exists()


def test_erased_is_gone(in_chat, page, client):
    in_chat.mia.gives(Purpose.FOLLOW_UP)
    answer = client.post(page + "erase/", {"sure": "yes"})
    assert answer.status_code == 200 and "Erased" in text_of(answer)
    assert not Visitor.objects.filter(pk=in_chat.mia.pk).exists()
    assert not Address.objects.exists()
    assert Suppression.objects.get().why == "erased" and Erasure.objects.get().by is None
    assert client.get(page).status_code == 410
    assert client.get(page + "my-data.json").status_code == 404
    assert client.post(page + "take-back/", {"purpose": "all"}).status_code == 302


def test_news_that_wait_are_shown_and_can_be_taken_back(mia, page, client, asks_for_news):
    mia.gives(Purpose.MARKETING)
    assert "News and offers: not yet" in text_of(client.get(page))
    client.post(page + "take-back/", {"purpose": "marketing"})
    assert not LiveConsent.objects.exists()
    assert OutgoingMail.objects.get().state == "cancelled"
    whats = ConsentEvent.objects.filter(purpose="marketing").values_list("what", flat=True)
    assert list(whats.order_by("pk")) == ["given", "withdrawn"]
