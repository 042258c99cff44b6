"""Permission is given in the words that were shown, and taken back as easily."""

import pytest
from django.db import IntegrityError, transaction

from chat.actions import Refused
from feedback.actions.consents import give, text_for, withdraw
from feedback.actions.outbox import queue_mail
from feedback.models import (
    Address,
    ConsentEvent,
    ConsentText,
    LiveConsent,
    MailKind,
    OutgoingMail,
    Purpose,
)

EMAIL = "mia@customer.example"


@pytest.fixture
def mia(in_acme):
    return in_acme.visitor


def agreed(mia, *purposes):
    texts = [text_for(mia.tenant, purpose, "en").pk for purpose in purposes]
    return give(visitor=mia, email=EMAIL, texts=texts, place="widget")


def test_the_words_shown_are_the_words_stored(mia):
    (event,) = agreed(mia, Purpose.FOLLOW_UP)
    assert "Acme may write to this address" in event.text.wording
    assert (event.what, event.by, event.subject) == ("given", "visitor", mia.pk)


def test_the_same_words_are_one_version_and_others_the_next(mia):
    first = text_for(mia.tenant, Purpose.FOLLOW_UP, "en")
    assert text_for(mia.tenant, Purpose.FOLLOW_UP, "en").pk == first.pk
    mia.tenant.name = "Acme & Sons"
    assert text_for(mia.tenant, Purpose.FOLLOW_UP, "en").version == first.version + 1


def test_mail_needs_permission_for_its_own_purpose(mia):
    agreed(mia, Purpose.FOLLOW_UP)
    with pytest.raises(Refused, match="no_consent"):
        queue_mail(kind=MailKind.TRANSCRIPT, visitor_id=mia.pk, dedupe_key="t")
    assert queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a").state == "queued"


def test_the_same_key_is_one_mail(mia):
    agreed(mia, Purpose.FOLLOW_UP)
    rows = [queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a") for _ in range(2)]
    assert rows[0].pk == rows[1].pk


def test_taking_it_back_cancels_what_is_queued_and_forgets_the_address(mia):
    agreed(mia, Purpose.FOLLOW_UP)
    mail = queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a")
    assert len(withdraw(visitor_id=mia.pk, purposes=[Purpose.FOLLOW_UP], place="widget")) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.live_consent_id) == ("cancelled", None)
    assert not LiveConsent.objects.exists() and not Address.objects.exists()
    assert [event.what for event in ConsentEvent.objects.all()] == ["given", "withdrawn"]
    assert withdraw(visitor_id=mia.pk, purposes=[Purpose.FOLLOW_UP], place="widget") == []


def test_the_address_is_in_no_column_in_clear(mia):
    agreed(mia, Purpose.FOLLOW_UP)
    row = Address.objects.values().get()
    assert EMAIL not in str(row) and b"mia" not in bytes(row["sealed"])


# --- What PostgreSQL refuses ------------------------------------------------------------------


def refused(work):
    with pytest.raises(Exception) as caught, transaction.atomic():
        work()
    return type(caught.value).__name__, str(caught.value)


def a_mail(mia, **columns):
    live = LiveConsent.objects.get()
    usual = {"tenant": mia.tenant, "kind": "answer", "purpose": "follow_up", "subject": mia.pk}
    row = usual | {"live_consent": live, "dedupe_key": "x"} | columns
    return lambda: OutgoingMail.objects.create(**row)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"kind": "transcript", "purpose": "transcript"}, "mail_needs_live_consent"),
        ({"kind": "transcript"}, "mail_kind_has_its_purpose"),
        ({"purpose": "marketing"}, "mail_kind_has_its_purpose"),
        ({"live_consent": None}, "mail_queued_by_consent"),
        ({"subject": 999_999_999}, "mail_needs_live_consent"),
    ],
)
def test_a_mail_that_nobody_agreed_to_cannot_be_stored(mia, columns, why):
    agreed(mia, Purpose.FOLLOW_UP)
    kind, text = refused(a_mail(mia, **columns))
    assert kind == "IntegrityError" and why in text


def test_a_permission_in_use_cannot_be_deleted(mia):
    agreed(mia, Purpose.FOLLOW_UP)
    a_mail(mia)()
    kind, _ = refused(lambda: LiveConsent.objects.all()._raw_delete("default"))
    assert kind == "IntegrityError"


@pytest.mark.parametrize("columns", [{"purpose": "survey"}, {"subject": 1}, {"kind": "survey"}])
def test_a_queued_mail_keeps_its_purpose(mia, columns):
    agreed(mia, Purpose.FOLLOW_UP)
    mail = a_mail(mia)()
    _, text = refused(lambda: OutgoingMail.objects.filter(pk=mail.pk).update(**columns))
    assert "keeps its purpose" in text


@pytest.mark.parametrize("model", [ConsentEvent, ConsentText])
def test_the_ledger_is_only_added_to(mia, model):
    agreed(mia, Purpose.FOLLOW_UP)
    for work in (
        lambda: model.objects.update(purpose="marketing"),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        kind, text = refused(work)
        assert kind == "ProgrammingError" and "permission denied" in text


def test_marketing_needs_a_confirmed_address(mia):
    text = text_for(mia.tenant, Purpose.MARKETING, "en")
    agreed(mia, Purpose.FOLLOW_UP)
    event = ConsentEvent.objects.create(
        tenant=mia.tenant,
        subject=mia.pk,
        purpose="marketing",
        what="given",
        text=text,
        by="visitor",
        place="widget",
    )
    live = LiveConsent(
        tenant=mia.tenant,
        visitor=mia,
        purpose="marketing",
        address=Address.objects.get(),
        text=text,
        event=event,
    )
    kind, why = refused(live.save)
    assert kind == IntegrityError.__name__ and "confirmed address" in why
