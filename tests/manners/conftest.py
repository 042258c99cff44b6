from typing import Any

import pytest

from chat import actions
from chat.actions.signals import give_signal
from chat.enclosed import Enclosed
from chat.models import Conversation, Entry


@pytest.fixture
def chat(in_acme: Any, new_id: Any) -> Any:
    """A conversation in which the visitor asked and Omar said good morning."""

    class Chat:
        def asks(self, body: str = "And when?", **enclosed: Any) -> Any:
            return actions.post_visitor_message(
                visitor=in_acme.visitor,
                client_id=new_id(),
                body=body,
                enclosed=Enclosed(**enclosed),
            )

        def answers(self, body: str = "Tomorrow.", **enclosed: Any) -> Any:
            return actions.post_operator_message(
                member=in_acme.omar,
                conversation_id=self.number,
                client_id=new_id(),
                body=body,
                enclosed=Enclosed(**enclosed),
            )

        def signals(self, signal: str, seq: int, client_id: Any = None) -> Any:
            return give_signal(
                visitor=in_acme.visitor, client_id=client_id or new_id(), signal=signal, seq=seq
            )

        def closes(self) -> Any:
            return actions.close(
                member=in_acme.omar, conversation_id=self.number, client_id=new_id()
            )

        def now(self) -> Conversation:
            return Conversation.objects.get(pk=self.number)

        def log(self) -> list[Entry]:
            return list(Entry.objects.filter(conversation_id=self.number).order_by("seq"))

    chat = Chat()
    chat.number = chat.asks("Hello?").entry.conversation_id
    chat.first = chat.answers("Good morning!")
    return chat
