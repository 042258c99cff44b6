"""A copy by mail: for who agreed to it, once, when the chat is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.models import Visitor
from feedback.actions.consents import give, text_for, withdraw
from feedback.actions.transcripts import mail_transcript
from feedback.models import Address, LiveConsent, OutgoingMail, Purpose
from tests.mail.conftest import mailboxes, send, smtp_server  # noqa: F401  fixtures


def agree(visitor):
    text = text_for(visitor.tenant, Purpose.TRANSCRIPT, "en")
    give(visitor=visitor, email="mia@customer.example", texts=[text.pk], place="widget")


def due(mail):
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    return mail


def test_without_permission_there_is_none(chat):
    with pytest.raises(Refused, match="no_consent"):
        mail_transcript(visitor=chat.visitor, conversation=chat.conversation)


def test_an_address_nobody_confirmed_gets_a_link_and_no_word_of_the_chat(chat, mailboxes):  # noqa: F811
    agree(chat.visitor)
    Visitor.objects.update(name="Buy cheap watches")
    mail = send(mail_transcript(visitor=chat.visitor, conversation=chat.conversation))
    assert mail.state == "sent"
    [message] = mailboxes.messages
    whole = "".join(part.get_content() for part in message.iter_parts()) + str(message["Subject"])
    assert "/transcript/" in whole
    assert "Where is it" not in whole and "watches" not in whole and "On its way" not in whole


def test_a_confirmed_one_gets_all_of_it_and_a_list_of_files(chat, mailboxes):  # noqa: F811
    agree(chat.visitor)
    Address.objects.update(confirmed_at=timezone.now())
    Visitor.objects.update(name="Mia")
    send(mail_transcript(visitor=chat.visitor, conversation=chat.conversation))
    text, html = (part.get_content() for part in mailboxes.messages[0].iter_parts())
    for part in (text, html):
        assert "Hello Mia," in part and "Where is it?" in part and "SECRETLY" not in part
    assert "<script>" not in html and ".pdf" in html and "<script>alert('x')</script>.pdf" in text


def test_permission_is_used_up_by_the_mail_and_the_address_forgotten(chat, mailboxes):  # noqa: F811
    agree(chat.visitor)
    send(mail_transcript(visitor=chat.visitor, conversation=chat.conversation))
    assert not LiveConsent.objects.exists() and not Address.objects.exists()
    with pytest.raises(Refused, match="no_consent"):
        mail_transcript(visitor=chat.visitor, conversation=chat.conversation)


def test_who_agreed_gets_it_when_the_chat_is_closed(chat, new_id):
    where = {"member": chat.cast.omar, "conversation_id": chat.number}
    actions.reopen(**where, client_id=new_id())
    agree(chat.visitor)
    assert not OutgoingMail.objects.exists()
    actions.close(**where, client_id=new_id())
    mail = OutgoingMail.objects.get()
    assert mail.kind == "transcript" and mail.due_at > timezone.now()
    actions.reopen(**where, client_id=new_id())
    mail.refresh_from_db()
    assert mail.state == "cancelled"
    actions.close(**where, client_id=new_id())
    assert [m.state for m in OutgoingMail.objects.order_by("pk")] == ["cancelled", "queued"]


def test_taken_back_in_time_it_stays_away(chat, mailboxes):  # noqa: F811
    agree(chat.visitor)
    mail = mail_transcript(visitor=chat.visitor, conversation=chat.conversation)
    withdraw(visitor_id=chat.visitor.pk, purposes=[Purpose.TRANSCRIPT], place="privacy_page")
    assert send(due(mail)).state == "cancelled" and not mailboxes.messages
