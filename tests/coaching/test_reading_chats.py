"""Finished chats are read by a worker: what came up, what no article answered, how they ended."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from chat.articles.stemming import save_article
from chat.models import Article, CannedReply
from feedback.coaching.reading import batches
from feedback.coaching.reading.canned import Reply, uses_of
from feedback.coaching.reading.endings import Line, ending_of
from feedback.coaching.reading.ideas import groups
from feedback.coaching.reading.words import stems_of_words, terms_of, words_of
from feedback.models import ArticleIdea, ReadChat, Reading, WeekTerm

CUSTOMER, OPERATOR = ("message", "visitor"), ("message", "operator")


def read_on(tenant):
    Reading.objects.update_or_create(tenant=tenant, defaults={"next_at": timezone.now()})
    return batches.read_on(tenant)


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Hello, I would like to return my lamps!", "en", {"return", "lamps"}),
        ("Guten Tag, wo bleibt meine Rechnung?", "de", {"bleibt", "rechnung"}),
        ("Bonjour, où est ma facture ?", "fr", {"facture"}),
        ("Hola, ¿dónde está mi factura?", "es", {"factura"}),
        ("Olá, onde está a minha fatura?", "pt", {"fatura"}),
        ("مرحبا، أين الفاتورة؟", "ar", {"الفاتورة"}),
        ("order 12345 x7 ok", "en", {"order"}),
        ("", "en", set()),
        ("どこですか", "ja", {"どこですか"}),
    ],
)
def test_only_what_means_something_is_a_term(in_acme, text, language, wanted):
    words = words_of(text)
    terms = terms_of(words, stems_of_words(words, language))
    assert {word for word in terms.values() if " " not in word} == wanted


def test_two_words_side_by_side_are_a_term_and_a_name_is_none(in_acme):
    words = words_of("Mia here: a return label for the return labels, please")
    terms = terms_of(words, stems_of_words(words, "en"), without={"mia"})
    assert terms == {"return": "return", "return label": "return label", "label": "label"}


def test_subjects_are_put_together_by_what_they_have_and_others_do_not():
    chats = {n: {"gift wrap": "gift wrap", "order": "order"} for n in range(4)}
    chats |= {n: {"order": "order", "colour": "colours"} for n in (10, 11, 12)} | {
        20: {"odd": "odd"}
    }
    everywhere = Counter({"gift wrap": 4, "colour": 3, "order": 90, "odd": 1})
    assert list(groups(chats, everywhere)) == [
        ("gift wrap", [0, 1, 2, 3]),
        ("colour", [10, 11, 12]),
    ]


# --- canned replies, endings ------------------------------------------------------------------


def test_a_canned_reply_is_told_from_one_that_had_to_be_changed():
    replies = {7: Reply.of("{greeting}! Your [[lamp]] leaves us today and comes by Thursday.")}
    as_it_is = "Good morning! Your Paper Moon leaves us today and comes by Thursday."
    changed = "Good morning! Your Moon leaves us on Friday and comes by Monday, I am afraid."
    assert uses_of(replies, [as_it_is]) == {7: [1, 0]}
    assert uses_of(replies, [changed, as_it_is]) == {7: [1, 1]}
    assert uses_of(replies, ["Something else altogether, as people say.", ""]) == {}


def test_a_reply_full_of_gaps_takes_no_longer_than_any():
    replies = {1: Reply.of("[[a]] " * 150 + "leaves us today and then comes by Thursday")}
    uses_of(replies, ["leaves us today and then comes by " + "a " * 2000])


@pytest.mark.parametrize(
    ("ended", "lines"),
    [
        ("answered", [(*CUSTOMER, "Where is it?"), (*OPERATOR, "Here.")]),
        (
            "answered",
            [(*CUSTOMER, "Where is it?"), (*OPERATOR, "Here."), (*CUSTOMER, "Thank you!")],
        ),
        ("unanswered", [(*CUSTOMER, "Where is it?")]),
        ("unanswered", [(*CUSTOMER, "Where?"), ("message", "automatic", "One moment")]),
        ("unanswered", [(*OPERATOR, "Here."), (*CUSTOMER, "That is not mine")]),
        ("answered", [(*CUSTOMER, "Where is it?"), ("signal", "visitor", "", "", "solved")]),
        ("answered", []),
        (
            "again",
            [
                (*CUSTOMER, "Where is it?"),
                (*OPERATOR, "Here."),
                ("closed", "operator"),
                ("reopened", "system", "", "visitor"),
                (*CUSTOMER, "It still is not here?"),
                (*OPERATOR, "Now it is."),
            ],
        ),
        (
            "answered",
            [
                (*CUSTOMER, "Where is it?"),
                (*OPERATOR, "Here."),
                ("closed", "operator"),
                ("reopened", "system", "", "visitor"),
                (*CUSTOMER, "Thanks a lot!"),
            ],
        ),
    ],
)
def test_how_a_chat_ended(ended, lines):
    assert ending_of([Line(*line) for line in lines], "en") == ended


# --- the worker -------------------------------------------------------------------------------


def test_a_closing_is_read_ten_minutes_later_and_once(in_acme, finished):
    finished("Where is my invoice, please?", ">Here it is.")
    reading = Reading.objects.get()
    assert timezone.now() < reading.next_at <= timezone.now() + batches.AFTER
    assert batches.read_on(in_acme.acme) == 0  # not due
    assert read_on(in_acme.acme) == 1
    assert read_on(in_acme.acme) == 0
    assert Reading.objects.get().next_at is None


def test_what_is_personal_is_not_kept(in_acme, finished):
    chat = finished(
        "My name is Zebulon, zebulon@customer.example, +49 30 5550127, where is parcel 1234567?"
    )
    read_on(in_acme.acme)
    row = ReadChat.objects.get(conversation=chat)
    kept = f"{row.question} {row.terms}".lower()
    assert "parcel" in kept
    assert not any(secret in kept for secret in ("zebulon", "customer.example", "555", "12345"))


def test_terms_of_a_week_are_those_of_several_customers(in_acme, finished):
    for _ in range(3):
        finished("Do you wrap a gift?", days=1)
    finished("Do you sell kazoos?", days=1)
    read_on(in_acme.acme)
    assert set(WeekTerm.objects.values_list("stem", "chats")) == {("gift", 3), ("wrap", 3)}


def test_questions_no_article_answers_become_an_idea(in_acme, finished):
    article = {"language": "en", "reviewed_on": timezone.now().date()}
    save_article(Article(tenant=in_acme.acme, title="Sending back", body="Return it.", **article))
    for word in ("blue", "red", "green"):
        finished(f"Do you offer gift wrapping for a {word} lamp?", days=3)
    for _ in range(3):
        finished("How do I return it?", days=3)
    read_on(in_acme.acme)
    idea = ArticleIdea.objects.get()
    assert (idea.words, idea.language, idea.chats.count()) == (
        "offer gift wrapping, lamp",
        "en",
        3,
    )
    assert "gift wrapping" in idea.chats.first().question
    wrapping = "Gift wrapping of lamps is free."
    save_article(Article(tenant=in_acme.acme, title="Gift wrapping", body=wrapping, **article))
    assert ReadChat.objects.filter(idea=idea).count() == 3  # known until they are read anew


def test_a_chat_that_was_opened_again_is_read_again(in_acme, finished, new_id):
    chat = finished("Where is my invoice?", ">Here.", visitor=in_acme.visitor, days=2)
    read_on(in_acme.acme)
    again = finished("I mean the credit note, where is it?", visitor=in_acme.visitor, days=1)
    assert again.pk == chat.pk
    read_on(in_acme.acme)
    row = ReadChat.objects.get()
    assert "note" in row.terms and row.ending == "again"


def test_canned_replies_are_counted(in_acme, finished):
    reply = CannedReply.objects.create(
        tenant=in_acme.acme, shortcut="late", body="Your parcel comes by Thursday, I am sure of it."
    )
    finished("Where is it?", ">Your parcel comes by Friday, I am fairly sure of it.")
    read_on(in_acme.acme)
    assert ReadChat.objects.get().canned == {str(reply.pk): [0, 1]}


def test_old_and_open_chats_are_left_alone(in_acme, finished):
    finished("Where is my invoice?", days=100)
    assert read_on(in_acme.acme) == 0
    Reading.objects.update(next_at=timezone.now() + timedelta(hours=1))
    assert list(batches.care(in_acme.acme)) == [Reading.objects.get().next_at]
