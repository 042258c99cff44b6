"""An address that nobody has confirmed may be a stranger's: nothing in the mail to it was written
or chosen by the visitor who typed it."""

import pytest
from django.utils import timezone

from chat.models import Conversation, Visitor
from feedback.mail.kinds import KINDS
from feedback.models import Address, MailKind

from .conftest import send

ADVERTISEMENT = "Buy cheap watches at evil.example"


@pytest.fixture
def mia_the_spammer(in_acme):
    visitor = in_acme.visitor
    Visitor.objects.filter(pk=visitor.pk).update(
        name=ADVERTISEMENT,
        page_title=ADVERTISEMENT,
        page_url=ADVERTISEMENT,
        locale=ADVERTISEMENT[:35],
    )
    visitor.refresh_from_db()
    return visitor


def whole(message):
    return str(message["Subject"]) + "".join(part.get_content() for part in message.iter_parts())


def test_neither_name_nor_page_nor_question(mia_the_spammer, answered, mailboxes):
    mail = answered()
    Conversation.objects.update(page_title=ADVERTISEMENT, preview=ADVERTISEMENT)
    send(mail)
    assert "watches" not in whole(mailboxes.messages[0])
    assert "When does it ship?" not in whole(mailboxes.messages[0])


def test_who_confirmed_is_greeted_by_name(in_acme, answered, mailboxes):
    Visitor.objects.update(name="Mia")
    mail = answered()
    send(mail)
    Address.objects.update(confirmed_at=timezone.now())
    send(answered(key="b"))
    first, second = (whole(message) for message in mailboxes.messages)
    assert "Hello," in first and "Mia" not in first and "Hello Mia," in second


def test_no_field_is_the_visitors_choice():
    known = {name for kind in MailKind for name in KINDS[kind].FIELDS}
    assert not known & {"visitor_name", "question", "page", "page_title", "message"}
