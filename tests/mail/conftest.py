"""Mia, a visitor of Acme who agreed to be written to, and a mail server on loopback."""

import logging
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from chat import actions
from chat.actions.log import by_operator
from chat.log import append_entries
from chat.models import Conversation, Kind
from feedback.actions.consents import give, text_for
from feedback.actions.outbox import queue_mail
from feedback.mail import sending
from feedback.models import MailKind, OutgoingMail, Purpose
from tests.server import free_port

EMAIL = "mia@customer.example"
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Mailboxes:
    """What has arrived, in order. `answer_to_data` and `answer_to_recipient` are what the server
    says next: a reply, or a function of the envelope."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answer_to_data: Any = None
        self.answer_to_recipient: Any = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if callable(self.answer_to_data):
            return self.answer_to_data(server, envelope)
        if self.answer_to_data:
            return self.answer_to_data
        self.envelopes.append(envelope)
        return f"250 2.0.0 queued as {len(self.envelopes)} for {envelope.rcpt_tos[0]}"

    @property
    def messages(self) -> list[EmailMessage]:
        contents = [e.content.replace(b"\r\n", b"\n") for e in self.envelopes]
        return [message_from_bytes(content, policy=policy.default) for content in contents]

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.envelopes for address in envelope.rcpt_tos]


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[SimpleNamespace]:
    running = SimpleNamespace(mailboxes=Mailboxes())
    running.port = free_port()
    controller = Controller(running.mailboxes, hostname="127.0.0.1", port=running.port)
    controller.start()
    yield running
    controller.stop()


@pytest.fixture
def mailboxes(smtp_server: SimpleNamespace, settings: Any) -> Mailboxes:
    """Empty; mail goes there."""
    smtp_server.mailboxes.__init__()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
    return smtp_server.mailboxes


@pytest.fixture
def mia(in_acme: SimpleNamespace) -> Any:
    return in_acme.visitor


def agreed(visitor: Any, *purposes: str, email: str = EMAIL) -> Any:
    texts = [text_for(visitor.tenant, purpose, "en").pk for purpose in purposes]
    return give(visitor=visitor, email=email, texts=texts, place="widget")


@pytest.fixture
def answered(in_acme: SimpleNamespace, new_id: Callable[[], Any]) -> Callable[..., OutgoingMail]:
    """Makes a chat in which Omar answered, and the mail with that answer."""
    return lambda body="It ships on Monday.", **more: answer_mail(in_acme, new_id, body, **more)


def answer_mail(cast: Any, new_id: Any, body: str, email: str = EMAIL, key: str = "a", **more: Any):
    agreed(cast.visitor, Purpose.FOLLOW_UP, email=email)
    if cast.visitor.current is None:
        asked(cast, new_id)
    chat = cast.visitor.current
    [said] = append_entries([by_operator(cast.omar, chat.pk, new_id(), Kind.MESSAGE, body)])
    return queue_mail(
        kind=MailKind.ANSWER,
        visitor_id=cast.visitor.pk,
        dedupe_key=key,
        conversation=chat,
        data={"seq": said.seq},
        **more,
    )


def asked(cast: Any, new_id: Any) -> None:
    """A chat that Omar has."""
    actions.post_visitor_message(
        visitor=cast.visitor, client_id=new_id(), body="When does it ship?"
    )
    cast.visitor.refresh_from_db()
    chats = Conversation.objects.filter(pk=cast.visitor.current_id)
    chats.update(operator=cast.omar, status="open")


def send(mail: OutgoingMail) -> OutgoingMail:
    """One try; the row as it is afterwards."""
    sending.send(mail.tenant_id, mail.pk)
    mail.refresh_from_db()
    return mail
