"""Mia, who asks something at Acme, and what she is asked in return."""

from types import SimpleNamespace

import pytest

from chat import actions
from chat.models import Conversation, Visitor
from feedback.actions.consents import give, text_for
from feedback.actions.offering import agree
from feedback.models import PrivacyNotice, Purpose
from feedback.permission.offers import make_offer

EMAIL = "mia@customer.example"


class Mia:
    """A visitor with a chat Omar has; call inside Acme's scope."""

    def __init__(self, cast, new_id, tenant=None) -> None:
        self.cast, self.new_id = cast, new_id
        made, self.token = actions.new_visitor(tenant=tenant or cast.acme, locale="en-GB")
        self.visitor = Visitor.objects.select_related("tenant").get(pk=made.pk)
        self.pk = made.pk

    def asks(self, body="Do you ship to Norway?") -> Conversation:
        posted = actions.post_visitor_message(
            visitor=self.visitor, client_id=self.new_id(), body=body
        )
        self.visitor.refresh_from_db()
        return Conversation.objects.get(pk=posted.entry.conversation_id)

    def is_answered(self, body="We do."):
        actions.post_operator_message(
            member=self.cast.omar,
            conversation_id=self.visitor.current_id,
            client_id=self.new_id(),
            body=body,
        )
        return self

    def was_shown(self, *purposes):
        """An offer of the company's, in signed words."""
        return make_offer(self.visitor, [Purpose(one) for one in purposes], None)

    def agrees(self, offer, email=EMAIL, ticked=None, **more):
        texts = [one["id"] for text in offer["texts"] for one in (text, text.get("also")) if one]
        fields = {"client_id": self.new_id(), "offer": offer["offer"], "email": email}
        wanted = texts if ticked is None else ticked
        return agree(visitor=self.visitor, texts=wanted, **fields | more)

    def gives(self, *purposes, email=EMAIL):
        """Without anything around it."""
        wanted = {*purposes, *([Purpose.CONFIRMATION] if Purpose.MARKETING in purposes else [])}
        texts = [text_for(self.visitor.tenant, purpose, "en").pk for purpose in wanted]
        return give(visitor=self.visitor, email=email, texts=texts, place="widget")


@pytest.fixture
def mia(in_acme, new_id) -> Mia:
    return Mia(in_acme, new_id)


@pytest.fixture
def in_chat(mia) -> SimpleNamespace:
    """Mia's chat, which Omar has taken."""
    conversation = mia.asks()
    mia.is_answered()
    return SimpleNamespace(mia=mia, pk=conversation.pk, log=conversation.entries.order_by("seq"))


@pytest.fixture
def asks_for_news(in_acme):
    """Acme sends news to those who want them."""
    return PrivacyNotice.objects.create(tenant=in_acme.acme, asks_marketing=True)
