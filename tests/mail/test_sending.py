"""What arrives at a real mail server, and what becomes of the row when it does not."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.actions.consents import withdraw
from feedback.mail import claims, sending
from feedback.models import ConsentEvent, LiveConsent, OutgoingMail, Purpose, Suppression

from .conftest import EMAIL, send


def queued_for(mail):
    return (mail.due_at - timezone.now()).total_seconds()


def due_now(mail):
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())
    return mail


def test_the_answer_arrives(answered, mailboxes):
    mail = send(answered())
    assert (mail.state, mail.attempts, mail.problem) == ("sent", 1, "")
    [message] = mailboxes.messages
    assert mailboxes.recipients == [EMAIL]
    assert message["Subject"] == "Your answer from Acme" and message["To"] == EMAIL
    for part in ("plain", "html"):
        assert "It ships on Monday." in message.get_body((part,)).get_content()


def test_every_mail_says_why_and_how_to_stop_it(answered, mailboxes):
    mail = send(answered())
    [message] = mailboxes.messages
    assert message["Message-ID"] == f"<mail.{mail.tenant_id}.{mail.pk}@127.0.0.1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip("<>")
    key = mail.tenant.site_key
    assert link.startswith(f"http://127.0.0.1:8000/m/{key}/unsubscribe/")
    for part in message.iter_parts():
        text = part.get_content()
        assert link in text and f"/privacy/{key}/" in text
        assert "may write to this address to answer my question" in text


def test_only_what_nobody_wrote_is_marked_as_automatic(answered, mailboxes):
    send(answered())
    assert mailboxes.messages[0]["Auto-Submitted"] is None
    assert mailboxes.messages[0]["Content-Language"] == "en"


def test_long_lines_and_dots_arrive_as_they_were(answered, mailboxes):
    words = "x" * 3000 + "\n.\n..dots\n. \nДа, 日本 😀"
    send(answered(words))
    text = mailboxes.messages[0].get_body(("plain",)).get_content()
    assert "x" * 3000 in text and "\n.\n..dots\n" in text and "Да, 日本 😀" in text
    assert all(len(line) < 998 for line in mailboxes.envelopes[0].content.split(b"\r\n"))


def test_no_row_and_no_log_has_the_address(answered, mailboxes, caplog):
    caplog.set_level(logging.DEBUG)
    send(answered())
    mailboxes.answer_to_recipient = f"550 5.1.1 <{EMAIL}>: no such person"
    send(answered(key="b"))
    rows = str(list(OutgoingMail.objects.values()))
    assert EMAIL not in rows and "queued as 1 for" in rows
    assert EMAIL not in caplog.text


@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted", "421 busy"])
def test_not_now_is_tried_again_after_a_pause(answered, mailboxes, answer):
    mailboxes.answer_to_recipient = answer
    mail = send(answered())
    assert mail.state == "queued" and mail.problem.startswith("smtp 4") and mail.claimed_at is None
    assert 55 < queued_for(mail) < 75
    assert send(mail).attempts == 1  # not before it is due
    mailboxes.answer_to_recipient = None
    assert send(due_now(mail)).state == "sent"


def test_a_refusal_after_the_whole_mail_is_definite_as_well(answered, mailboxes):
    mailboxes.answer_to_data = "452 4.2.2 come back later"
    assert send(answered()).state == "queued"
    mailboxes.answer_to_data = "554 5.6.0 we do not like it"
    mail = send(answered(key="b"))
    assert (mail.state, mail.problem) == ("failed", "smtp 554 5.6.0")
    assert not Suppression.objects.exists()  # of the mail, not of the mailbox


def test_pauses_grow_and_end(answered, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody is there
    mail = answered()
    pauses = [queued_for(send(due_now(mail))) for _ in range(5)]
    for pause, minutes in zip(pauses, (1, 5, 30, 120, 360), strict=True):
        assert 60 * minutes - 5 < pause < 72 * minutes + 5
    assert send(due_now(mail)).state == "failed"
    assert mail.problem.startswith("connection ")


@pytest.mark.parametrize("answer", ["550 5.1.1 unknown", "550 nobody here", "553 5.1.3 bad"])
def test_no_such_mailbox_stops_the_address(answered, mailboxes, answer):
    mailboxes.answer_to_recipient = answer
    mail = send(answered())
    assert mail.state == "failed"
    assert Suppression.objects.get().why == "bounced"
    assert not LiveConsent.objects.exists()
    assert ConsentEvent.objects.order_by("-pk")[0].what == "stopped"


@pytest.mark.parametrize("answer", ["550 5.7.1 policy", "552 5.2.2 mailbox full"])
def test_a_refusal_of_ours_does_not(answered, mailboxes, answer):
    mailboxes.answer_to_recipient = answer
    assert send(answered()).state == "failed" and not Suppression.objects.exists()


def test_yes_and_the_line_dies(answered, mailboxes):
    """The server has it; we never hear so. Nobody sends it again by itself."""

    def keep_and_hang_up(server, envelope):
        mailboxes.envelopes.append(envelope)
        server.transport.close()
        return "250 OK"

    mailboxes.answer_to_data = keep_and_hang_up
    mail = send(answered())
    assert mail.state == "unknown" and mail.problem.startswith("no_answer")
    mailboxes.answer_to_data = None
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert send(mail).state == "unknown"
    assert mailboxes.recipients == [EMAIL]


def test_taken_back_while_it_waits(answered, mailboxes):
    mail = answered()
    withdraw(visitor_id=mail.subject, purposes=[Purpose.FOLLOW_UP], place="privacy_page")
    assert send(mail).state == "cancelled" and not mailboxes.envelopes


def test_taken_back_while_it_is_written(answered, mailboxes, monkeypatch):
    def written_and_withdrawn(mail, address):
        message = compose(mail, address)
        withdraw(visitor_id=mail.subject, purposes=[Purpose.FOLLOW_UP], place="privacy_page")
        return message

    compose = sending.compose
    monkeypatch.setattr(sending, "compose", written_and_withdrawn)
    mail = send(answered())
    assert (mail.state, mail.problem) == ("cancelled", "withdrawn") and not mailboxes.envelopes


def test_a_stopped_address_gets_nothing(answered, mailboxes):
    mail = answered()
    Suppression.objects.create(tenant=mail.tenant, digest=mail.digest, why="complained")
    assert (send(mail).state, mail.problem) == ("cancelled", "suppressed")
    assert not mailboxes.envelopes


def test_who_is_late_leaves_it_alone(answered, mailboxes, monkeypatch):
    monkeypatch.setattr(claims, "HANDS_OVER_WITHIN_S", -1.0)
    mail = send(answered())
    assert (mail.state, mail.problem) == ("queued", "late") and not mailboxes.envelopes


def test_a_mistake_of_ours_is_told_without_its_words(answered, mailboxes, monkeypatch, caplog):
    def mistaken(mail, address):
        raise RuntimeError(f"cannot write to {EMAIL}")

    monkeypatch.setattr(sending, "compose", mistaken)
    mail = send(answered())
    assert (mail.state, mail.problem) == ("queued", "not_written")
    assert "RuntimeError" in caplog.text and EMAIL not in caplog.text


def test_a_company_that_is_gone_sends_nothing(answered, mailboxes):
    mail = answered()
    type(mail.tenant).objects.filter(pk=mail.tenant_id).update(is_active=False)
    assert send(mail).state == "queued" and not mailboxes.envelopes


@pytest.mark.parametrize("payload", ["x\r\nBcc: evil@x.example", "x\nX-A: b", "\u2028Bcc: y"])
def test_nothing_in_a_name_becomes_a_header(answered, mailboxes, payload):
    mail = answered()
    type(mail.tenant).objects.filter(pk=mail.tenant_id).update(name=payload)
    send(mail)
    [message] = mailboxes.messages
    assert mailboxes.recipients == [EMAIL] and message["Bcc"] is None and message["X-A"] is None
    assert "\n" not in message["Subject"] and "\n" not in message["From"]


def test_scripts_are_text(answered, mailboxes):
    mail = answered("<img src=x onerror=alert(1)> & <script>alert(2)</script>")
    type(mail.tenant).objects.filter(pk=mail.tenant_id).update(name="<script>alert(3)</script>")
    send(mail)
    html = mailboxes.messages[0].get_body(("html",)).get_content()
    assert "<script" not in html and "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;script&gt;" in html
