"""A chat of Mia's with Omar, and what can be done with it."""

from types import SimpleNamespace

import pytest

from chat import actions
from chat.models import Conversation, Visitor
from feedback.actions import ratings
from feedback.models import Ask


class Chat:
    """Of one visitor with one operator; call inside Acme's scope."""

    def __init__(self, cast, new_id, operator=None, visitor=None) -> None:
        self.new_id, self.operator = new_id, operator or cast.omar
        visitor = visitor or actions.new_visitor(tenant=cast.acme)[0]
        self.visitor = Visitor.objects.select_related("tenant").get(pk=visitor.pk)
        self.asks_something()
        self.pk = Visitor.objects.get(pk=self.visitor.pk).current_id
        self.is_answered()

    @property
    def now(self) -> Conversation:
        return Conversation.objects.get(pk=self.pk)

    @property
    def asks(self) -> list[Ask]:
        return list(Ask.objects.filter(conversation=self.pk).order_by("closing"))

    def asks_something(self, body="Hello?"):
        return actions.post_visitor_message(
            visitor=self.visitor, client_id=self.new_id(), body=body
        )

    def is_answered(self, body="Good morning!"):
        return actions.post_operator_message(
            member=self.operator, conversation_id=self.pk, client_id=self.new_id(), body=body
        )

    def closes(self) -> Ask:
        actions.close(member=self.operator, conversation_id=self.pk, client_id=self.new_id())
        return Ask.objects.filter(conversation=self.pk).order_by("-closing").first()

    def rates(self, ask, score, **said):
        return ratings.rate(visitor=self.visitor, ask_id=ask.pk, score=score, **said)

    def answers(self, ask, question, **said):
        return ratings.answer(visitor=self.visitor, ask_id=ask.pk, question_id=question.pk, **said)


@pytest.fixture
def new_chat(in_acme, new_id):
    """`new_chat(operator=…)`: another chat, of another visitor unless one is given."""
    return lambda **wanted: Chat(in_acme, new_id, **wanted)


@pytest.fixture
def chat(new_chat) -> Chat:
    return new_chat()


@pytest.fixture
def survey(chat) -> SimpleNamespace:
    """A chat that is over, what was asked of it, and its questions by subject."""
    ask = chat.closes()
    questions = {question.about: question for question in ask.version.questions.all()}
    return SimpleNamespace(chat=chat, ask=ask, **questions)


@pytest.fixture
def told(monkeypatch):
    """Every frame that is announced, as (group, frame), without waiting for a commit."""
    heard = []
    for module in ("asking", "alerts"):
        monkeypatch.setattr(f"feedback.surveys.{module}.announce", heard.extend)
    return heard
