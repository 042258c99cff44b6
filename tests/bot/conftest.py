from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from chat import actions
from chat.articles.dates import today_of
from chat.articles.stemming import save_article
from chat.bot.models import Bot, BotAnswer, BotChat
from chat.enclosed import Enclosed
from chat.models import Article, Conversation, Entry
from chat.tending import tend

WRITTEN = {
    "How do I send a lamp back?": (
        "You have thirty days to send a lamp back, without giving a reason. A label is in the box."
        "\n\nThe money goes back the way it came within three working days."
    ),
    "How long does a parcel take, and what does it cost?": (
        "Within the EU a parcel takes two to four working days. It costs 6 €.\n\nTo Norway it takes"
        " about six days, customs included."
    ),
    "Which bulbs fit which lamp?": "Desk Heron: E14, up to 6 W LED. Paper Moon: E27, up to 8 W.",
    "Something arrived broken": "A photo is enough. A new one leaves us on the same day.",
}
KNOWN = "How long does a parcel to Norway take, and what does it cost?"
UNKNOWN = "Do you employ apprentices in the accounting department?"


@pytest.fixture
def shelf(in_acme: Any) -> dict[str, Article]:
    today = today_of(in_acme.acme)
    rows = [
        Article(
            tenant=in_acme.acme,
            title=title,
            body=body,
            reviewed_on=today - timedelta(days=20),
            source_url="https://shop.acme.example/help",
        )
        for title, body in WRITTEN.items()
    ]
    return {row.title: save_article(row) for row in rows}


@pytest.fixture
def bot(in_acme: Any, shelf: Any) -> Bot:
    """Switched on an hour ago."""
    since = timezone.now() - timedelta(hours=1)
    return Bot.objects.create(tenant=in_acme.acme, is_on=True, on_since=since)


@pytest.fixture
def chat(in_acme: Any, new_id: Any) -> Any:
    """What a customer and Omar say; `tended`: a worker looks at the company afterwards."""

    class Chat(SimpleNamespace):
        visitor = in_acme.visitor

        def says(self, body: str, *, tended: bool = True, **enclosed: Any) -> Any:
            posted = actions.post_visitor_message(
                visitor=self.visitor, client_id=new_id(), body=body, enclosed=Enclosed(**enclosed)
            )
            self.number = posted.entry.conversation_id
            if tended:
                self.tend()
            return posted

        def taps(self, name: str) -> Any:
            return self.says(self.last().data["taps"][name], is_option=True)

        def omar(self, body: str) -> Any:
            return actions.post_operator_message(
                member=in_acme.omar, conversation_id=self.number, client_id=new_id(), body=body
            )

        def tend(self) -> None:
            tend(in_acme.acme.pk)

        def log(self) -> list[Entry]:
            return list(Entry.objects.filter(conversation_id=self.number).order_by("seq"))

        def bot_said(self) -> list[Entry]:
            return [entry for entry in self.log() if entry.data.get("auto") == "bot"]

        def told(self) -> list[str]:
            """What colleagues were told of the bot."""
            return [row.data["value"] for row in self.log() if row.data.get("what") == "bot"]

        def last(self) -> Entry:
            return self.bot_said()[-1]

        def now(self) -> Conversation:
            return Conversation.objects.get(pk=self.number)

        def row(self) -> BotChat:
            return BotChat.objects.get(conversation=self.number)

        def answers(self) -> list[BotAnswer]:
            return list(BotAnswer.objects.filter(conversation=self.number).order_by("pk"))

    return Chat()
