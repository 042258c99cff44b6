"""The card that helps to calm somebody down: its sentences, and what counts as said."""

import pytest

from chat import actions
from chat.canned_fields import GAP
from chat.models import Conversation, Entry, Visitor
from chat.mood.card import card_of
from chat.mood.feeling import feel
from tests.wire import greeted_operator, greeted_visitor

ANGRY = "THIS IS RIDICULOUS!! Let me speak to a manager"


@pytest.fixture
def chat(in_acme, new_id):
    class Chat:
        def asks(self, body):
            posted = actions.post_visitor_message(
                visitor=in_acme.visitor, client_id=new_id(), body=body
            )
            self.pk = posted.entry.conversation_id

        def answers(self, body):
            actions.post_operator_message(
                member=in_acme.omar, conversation_id=self.pk, client_id=new_id(), body=body
            )

        def takes_back_all(self):
            """What was said since they became upset."""
            since = self.now().upset_since
            Entry.objects.filter(author="operator", conversation=self.pk, at__gte=since).delete()

        def now(self):
            rows = Conversation.objects.select_related("visitor", "tenant")
            return rows.get(pk=self.pk)

        def card(self):
            return card_of(self.now(), in_acme.omar)

        def done(self):
            return [step["step"] for step in self.card() if step["done"]]

    chat = Chat()
    chat.asks("Where is my order?")
    chat.answers("I am sorry, I look into it. It comes by 4 pm.")  # said before they were upset
    chat.asks(ANGRY)
    feel(in_acme.acme)
    return chat


def filled(sentence):
    return GAP.sub("the parcel at noon", sentence)


def test_five_steps_with_two_sentences_each_and_nothing_said_yet(chat):
    card = chat.card()
    steps = ["listen", "acknowledge", "apologise", "options", "expect"]
    assert [each["step"] for each in card] == steps
    assert all(len(set(each["sentences"])) == 2 and not each["done"] for each in card)
    assert "I am Omar" in str(card)


def test_who_gave_a_name_is_called_by_it(chat):
    Visitor.objects.filter(pk=chat.now().visitor_id).update(name="Maria {0}")
    assert all("Maria {0}" in sentence for sentence in chat.card()[0]["sentences"])


def test_not_everybody_gets_the_same_one_first(in_acme, chat):
    conversation = chat.now()
    first = card_of(conversation, in_acme.omar)[2]["sentences"]
    conversation.pk += 1
    assert card_of(conversation, in_acme.omar)[2]["sentences"] == first[::-1]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "ar"])
def test_each_sentence_of_the_card_ticks_its_step_in_every_language(chat, language):
    Visitor.objects.filter(pk=chat.now().visitor_id).update(locale=language)
    for step in chat.card():
        for sentence in step["sentences"]:
            chat.takes_back_all()
            assert step["step"] not in chat.done()
            chat.answers(filled(sentence))
            assert step["step"] in chat.done(), sentence


OWN = [
    ("listen", "What exactly happened when you opened it?"),
    ("acknowledge", "I completely understand how frustrating this must be for you."),
    ("apologise", "I'm so sorry about that."),
    ("options", "I can either send a new one or refund you, which would you prefer?"),
    ("expect", "You will have it within two days."),
]


def test_own_words_tick_a_step_too(chat):
    for step, words in OWN:
        chat.answers(words)
        assert step in chat.done()


def test_other_words_tick_nothing(chat):
    chat.answers("That is how it is.")
    assert chat.done() == []


async def test_it_is_asked_for_over_the_line_and_not_by_another_company(
    server, committed_cast, new_id
):
    async with greeted_visitor(server, committed_cast) as maria:
        await maria.post(ANGRY)
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="list", view="all")
        (chat,) = (await omar.hear("conversations"))["items"]
        assert chat["mood"]["upset_since"] is None  # no worker has looked yet
        await omar.say(type="mood_card", conversation=chat["id"])
        card = await omar.hear("mood_card")
        assert (card["conversation"], len(card["steps"])) == (chat["id"], 5)
        await omar.say(type="mood_card", conversation="1")
        assert await omar.error() == ("bad_frame", "conversation")
    async with greeted_operator(server, committed_cast.eve) as eve:
        await eve.say(type="mood_card", conversation=chat["id"])
        assert (await eve.error())[0] == "not_found"
