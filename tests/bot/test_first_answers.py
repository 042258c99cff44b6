"""What the bot says first, and when it is silent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from chat import actions
from chat.bot.models import Boldness, Bot, BotChat
from chat.bot.tending import answer_first
from chat.models import Article, Conversation, Status
from tests.bot.conftest import KNOWN, UNKNOWN, WRITTEN


def test_a_question_it_knows_is_answered_with_its_source_and_a_person_in_the_same_breath(
    bot, chat, shelf
):
    chat.says(KNOWN)
    said = chat.last()
    article = shelf["How long does a parcel take, and what does it cost?"]
    assert (said.author, said.author_name) == ("automatic", "Automatic assistant")
    assert said.author_photo == "" and said.member_id is None
    assert article.title in said.body and "To Norway it takes about six days" in said.body
    assert date_format(article.reviewed_on, "DATE_FORMAT") in said.body
    assert "a person" in said.body
    assert said.data["options"] == ["Yes, thank you", "No, a person please"]
    assert said.data["sources"] == [
        {
            "article": article.pk,
            "title": article.title,
            "url": "https://shop.acme.example/help",
            "reviewed": article.reviewed_on.isoformat(),
        }
    ]


def test_it_speaks_the_customers_language_under_the_companys_own_name(bot, chat, in_acme):
    Bot.objects.update(name="Lumi")
    in_acme.visitor.locale = "de-AT"
    in_acme.visitor.save()
    chat.says(KNOWN)
    assert chat.last().author_name == "Lumi"
    assert chat.last().data["taps"].keys() == {"yes", "person"}


def test_off_it_says_nothing(bot, chat):
    Bot.objects.update(is_on=False)
    chat.says(KNOWN)
    assert chat.bot_said() == [] and not BotChat.objects.exists()


def test_not_sure_it_says_nothing_and_nobody_hears_of_it(bot, chat):
    chat.says(UNKNOWN)
    assert chat.bot_said() == [] and chat.told() == []
    assert (chat.row().state, chat.row().why) == ("handed", "unsure")
    chat.says(KNOWN)
    assert chat.bot_said() == []  # it left this chat to people


@pytest.mark.parametrize("off", ["internal", "overdue", "none"])
def test_only_what_is_published_and_still_true_is_known(bot, chat, in_acme, off):
    if off == "internal":
        Article.objects.update(is_public=False)
    elif off == "overdue":
        Article.objects.update(review_due=timezone.now() - timedelta(days=3))
    else:
        Article.objects.all().delete()
    chat.says(KNOWN)
    assert chat.bot_said() == []


def test_a_bolder_one_answers_what_a_cautious_one_leaves(bot, chat, in_acme, new_id):
    said = {}
    for boldness in Boldness:
        Bot.objects.update(boldness=boldness)
        chat.visitor, _ = actions.new_visitor(tenant=in_acme.acme)
        chat.says("How long does it take to Norway, the lamp?")
        said[boldness] = len(chat.bot_said())
    assert said == {Boldness.CAUTIOUS: 0, Boldness.USUAL: 1, Boldness.BOLD: 1}


def test_a_greeting_is_greeted_once_and_then_it_listens(bot, chat):
    chat.says("Hello!")
    assert "automatic assistant of Acme" in chat.last().body
    assert chat.last().data["options"] == ["Talk to a person"]
    chat.says("Hi?!")
    chat.says(KNOWN)
    assert [entry.data["options"][0] for entry in chat.bot_said()[:1]] == ["Talk to a person"]


def test_a_greeting_and_then_the_question(bot, chat):
    chat.says("Good morning")
    chat.says(KNOWN)
    assert len(chat.bot_said()) == 2
    assert "six days" in chat.last().body
    assert chat.last().body.startswith("From our article")  # it has said who it is


def test_lines_that_follow_each_other_are_one_question_and_get_one_answer(bot, chat):
    chat.says("Hello", tended=False)
    chat.says("How long does a parcel to Norway take,", tended=False)
    chat.says("and what does it cost?")
    assert len(chat.bot_said()) == 1


def test_never_twice_in_a_row_however_often_a_worker_looks(bot, chat):
    chat.says(KNOWN)
    for _ in range(3):
        chat.tend()
    assert len(chat.bot_said()) == len(chat.answers()) == 1


def test_a_second_question_it_knows_is_answered_too(bot, chat):
    chat.says(KNOWN)
    chat.says("How do I send a lamp back, within how many days?")
    assert "thirty days" in chat.last().body and len(chat.answers()) == 2
    assert not chat.last().body.startswith("I am")


def test_a_second_question_it_does_not_know_goes_to_a_person(bot, chat):
    chat.says(KNOWN)
    chat.says(UNKNOWN)
    assert "This I do not know well enough." in chat.last().body
    assert chat.told() == ["unsure"] and chat.row().state == "handed"
    chat.says(KNOWN)
    assert len(chat.bot_said()) == 2


def test_after_three_answers_a_person_goes_on(bot, chat):
    for title in [*list(WRITTEN)[:3], KNOWN]:
        chat.says(title)
    assert len(chat.answers()) == 3 and chat.told() == ["enough"]


def test_thanks_in_words_needs_no_answer(bot, chat):
    chat.says(KNOWN)
    chat.says("thank you very much")
    assert len(chat.bot_said()) == 1 and chat.row().state == "listening"


@pytest.mark.parametrize(
    "words, why",
    [
        ("I want to talk to a human", "asked"),
        ("Ich möchte mit einem Mitarbeiter sprechen", "asked"),
        ("je veux parler à un conseiller", "asked"),
        ("quiero hablar con una persona", "asked"),
        ("quero falar com um atendente", "asked"),
        ("أريد التحدث إلى الموظف", "asked"),
        ("THIS IS USELESS, WHERE IS MY PARCEL TO NORWAY", "upset"),
        ("How long does the parcel to Norway take, you idiots?", "upset"),
    ],
)
def test_who_asks_for_a_person_or_is_upset_gets_one(bot, chat, words, why):
    chat.says(KNOWN)
    chat.says(words)
    assert chat.told() == [why]
    assert "A person answers you here" in chat.last().body
    assert "not know" not in chat.last().body  # it does not argue


def test_who_has_to_ask_the_same_again_and_again_gets_a_person(bot, chat):
    for _ in range(4):
        chat.says(KNOWN)
    assert chat.told() == ["upset"] and len(chat.answers()) < 3


def test_who_seems_upset_by_the_whole_chat_gets_a_person(bot, chat):
    chat.says("Hello!")
    Conversation.objects.update(upset_since=timezone.now())
    with pytest.MonkeyPatch.context() as patch:  # the mood stays as it is
        patch.setattr("chat.tending.feel", lambda *_, **__: None)
        chat.says(KNOWN)
    assert chat.told() == ["upset"]


def test_who_begins_with_that_is_left_in_peace_and_colleagues_know(bot, chat):
    chat.says("Let me talk to a person about a parcel to Norway")
    assert chat.bot_said() == [] and chat.told() == ["asked"]


def test_with_a_person_in_the_chat_it_says_nothing(bot, chat, in_acme):
    chat.says("Hello?", tended=False)
    chat.omar("Good morning, I am Omar.")
    chat.says(KNOWN)
    assert chat.bot_said() == []
    chat.says(KNOWN)  # Omar has left: they had a person, and wait for one
    assert chat.bot_said() == []


def test_old_questions_are_for_people(bot, chat):
    Bot.objects.update(on_since=timezone.now() + timedelta(seconds=5))
    chat.says(KNOWN)
    assert chat.bot_said() == []


def test_a_chat_that_is_opened_again_is_listened_to_anew(bot, chat, new_id, in_acme):
    chat.says(UNKNOWN)
    chat.omar("We do.")
    actions.close(member=in_acme.omar, conversation_id=chat.number, client_id=new_id())
    chat.says(KNOWN)
    assert chat.now().status == Status.WAITING
    assert "six days" in chat.last().body


def test_nobody_practises_with_a_bot_beside_them(bot, in_acme):
    in_acme.acme.sandbox_of_id = in_acme.globex.pk
    assert answer_first(in_acme.acme) == 0
