"""Everybody who looks after mail sees what became of it, and decides what nobody can know."""

import pytest

from feedback.actions.consents import withdraw
from feedback.models import OutgoingMail, Purpose, Suppression
from tests.conftest import sign_in

from .conftest import EMAIL, send


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


def page(ada, asked=""):
    return ada.get(f"/t/acme/mail/outbox/{asked}").content.decode()


def put(mail, **columns):
    OutgoingMail.objects.filter(pk=mail.pk).update(**columns)


def test_an_empty_one_says_what_will_be_here(ada):
    assert "No mail so far" in page(ada)


def test_it_shows_state_and_a_veiled_address(ada, answered):
    answered()
    shown = page(ada)
    assert "queued" in shown and "m…@customer.example" in shown and EMAIL not in shown


@pytest.mark.parametrize("state", OutgoingMail.State.values)
def test_it_can_be_narrowed_to_a_state(ada, answered, state):
    mail = answered()
    put(mail, state=state)
    path = f"/outbox/{mail.pk}/"
    assert path in page(ada, f"?state={state}")
    assert path not in page(ada, "?state=" + ("sent" if state != "sent" else "failed"))


def test_an_unknown_one_is_sent_again_by_a_person_alone(ada, answered, mailboxes):
    mail = answered()
    put(mail, state="unknown", problem="no_answer")
    assert "decide what to do" in page(ada)
    ada.post(f"/t/acme/mail/outbox/{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.state == "queued" and send(mail).state == "sent"


def test_or_marked_as_done(ada, answered, mailboxes):
    mail = answered()
    put(mail, state="unknown")
    ada.post(f"/t/acme/mail/outbox/{mail.pk}/done/")
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("cancelled", "done_by_hand")
    assert send(mail).state == "cancelled" and not mailboxes.messages


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "cancelled"])
def test_what_is_decided_cannot_be_sent_again(ada, answered, state):
    mail = answered()
    put(mail, state=state)
    ada.post(f"/t/acme/mail/outbox/{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.state == state


def test_without_permission_nothing_is_sent_again(ada, answered):
    mail = answered()
    put(mail, state="unknown")
    withdraw(visitor_id=mail.subject, purposes=[Purpose.FOLLOW_UP], place="privacy_page")
    ada.post(f"/t/acme/mail/outbox/{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.state == "unknown" and "address forgotten" in page(ada)


def test_nor_to_a_stopped_address(ada, answered):
    mail = answered()
    put(mail, state="unknown")
    Suppression.objects.create(tenant=mail.tenant, digest=mail.digest, why="bounced")
    assert (
        "not written to"
        in ada.post(f"/t/acme/mail/outbox/{mail.pk}/again/", follow=True).content.decode()
    )


def test_a_mail_of_another_company_is_not_there(client, in_acme, answered):
    mail = answered()
    sign_in(client, in_acme.eve)
    assert client.get(f"/t/globex/mail/outbox/{mail.pk}/").status_code == 404
    assert client.post(f"/t/globex/mail/outbox/{mail.pk}/done/").status_code == 404
    mail.refresh_from_db()
    assert mail.state == "queued"


def test_names_are_text(ada, in_acme, answered):
    mail = answered()
    type(in_acme.visitor).objects.filter(pk=mail.subject).update(name="<script>x</script>")
    for shown in (page(ada), page(ada, f"{mail.pk}/")):
        assert "<script>x" not in shown and "&lt;script&gt;x" in shown
