"""What one message does, by example: what each reading finds, and what it must leave alone."""

import time

import pytest

from chat.etiquette import speech

DOES = [
    ("greets", "en", "Hello, this is Omar."),
    ("greets", "de", "Guten Tag, wie kann ich helfen?"),
    ("greets", "fr", "Bonjour, je suis Léa."),
    ("greets", "es", "Buenos días, ¿en qué puedo ayudarle?"),
    ("greets", "pt", "Olá, tudo bem?"),
    ("acknowledges_feeling", "en", "I understand how annoying that is."),
    ("acknowledges_feeling", "en", "That must be really frustrating."),
    ("acknowledges_feeling", "en", "I'm sorry to hear that."),
    ("acknowledges_feeling", "de", "Das ist wirklich ärgerlich."),
    ("apologises", "en", "We apologise for the mix-up."),
    ("apologises", "de", "Das tut mir sehr leid."),
    ("offers_options", "en", "I can send a new one, or we refund you. Which would you like?"),
    ("offers_alternative", "en", "Let me find another way."),
    ("names_time", "en", "I will write by 4 pm."),
    ("names_time", "en", "It takes two business days."),
    ("names_time", "de", "Ich melde mich bis 16 Uhr."),
    ("ends_kindly", "en", "Have a lovely day!"),
    ("ends_kindly", "fr", "Bonne journée !"),
    ("thanks", "en", "Thanks for waiting."),
    ("asks_for_transfer", "en", "I want to speak to your manager"),
    ("asks_for_transfer", "en", "let me talk to a real person"),
]
DOES_NOT = [
    ("greets", "en", "Your parcel left our house this morning, and it reaches you. Say hi to Ben."),
    ("acknowledges_feeling", "en", "Your order is on its way."),
    ("apologises", "en", "Your order is on its way."),
    ("offers_options", "en", "Your order is on its way."),
    ("names_time", "en", "I will write soon."),
    ("ends_kindly", "en", "Your order is on its way."),
    ("asks_for_transfer", "en", "I transferred the money to your account"),
    ("greets", "ar", "hello"),
    ("apologises", "xx", "sorry"),
]


@pytest.mark.parametrize(("name", "language", "text"), DOES)
def test_it_is_heard(name: str, language: str, text: str) -> None:
    assert getattr(speech, name)(text, language)


@pytest.mark.parametrize(("name", "language", "text"), DOES_NOT)
def test_it_is_not_heard_where_it_is_not_said(name: str, language: str, text: str) -> None:
    assert not getattr(speech, name)(text, language)


FOUND = [
    ("shortcuts", "en", "thx ur refund cant b done", ["thx", "ur", "b"]),
    ("shortcuts", "en", "how r u? U can pay w PayPal, FYI", ["r", "u", "U", "FYI"]),
    ("shortcuts", "en", "Plan b, vitamin U, variable r and the R value", []),
    ("shortcuts", "de", "Vllt morgen, lg", ["Vllt", "lg"]),
    ("shortcuts", "fr", "thx mon ami", []),
    ("negative", "en", "Sorry, I can't do that.", ["I can't"]),
    ("negative", "en", "your refund can't be done", ["can't be done"]),
    ("negative", "en", "I can’t wait to hear, and we cannot thank you enough", []),
    ("negative", "de", "Das ist leider nicht möglich.", ["Das ist leider nicht möglich"]),
    ("blames", "en", "You should have read the manual.", ["You should have read"]),
    ("blames", "en", "You should have received a mail. If you didn't get it, tell me.", []),
    ("shouting", "en", "WHERE IS MY ORDER!!!", ["WHERE IS MY ORDER", "!!!"]),
    ("shouting", "en", "I need it NOW", ["NOW"]),
    ("shouting", "en", "The VISA card, the PDF FAQ, order ABC-4711, USB HDMI LED!", []),
    ("questions", "en", "What is it? See https://a.example/?q=1 or not.", ["What is it?"]),
    ("closed_questions", "en", "Is it plugged in? Could you tell me more?", ["Is it plugged in?"]),
    ("closed_questions", "en", "Do you want red or blue? What happened?", []),
    ("vague_time", "en", "I will do it soon.", ["soon"]),
    ("vague_time", "en", "See you soon, and no later than Monday.", []),
    ("sells", "en", "Would you be interested in our Premium?", ["Would you be interested in our"]),
    ("emoticons", "en", "Hi :) \U0001f44d\U0001f3fd at 12:30", [":)", "\U0001f44d\U0001f3fd"]),
    ("promises_return", "en", "I'll get back to you.", ["I'll get back to you"]),
    ("promises_return", "en", "I'll be right back.", []),
    ("abusive", "en", "You are useless, idiot", ["You are useless", "idiot"]),
    ("abusive", "en", "A useless box, and shiitake mushrooms", []),
    (
        "sentences",
        "en",
        "Hello Mr. Lee. See e.g. https://a.example/c.d! It costs 3.50...\nDone",
        ["Hello Mr. Lee.", "See e.g. https://a.example/c.d!", "It costs 3.50...", "Done"],
    ),
]


@pytest.mark.parametrize(("name", "language", "text", "wanted"), FOUND)
def test_the_place_is_found(name: str, language: str, text: str, wanted: list[str]) -> None:
    found = getattr(speech, name)(text, language)
    assert [text[start:end] for start, end in found] == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Hello, I'm Omar from Acme", "Omar Haddad", True),
        ("Good morning, Omar here.", "Omar", True),
        ("Hello Omar, how are you?", "Omar", False),
        ("My name is Lena", "", True),
        ("I'm sorry about that", "", False),
    ],
)
def test_somebody_says_who_they_are(text: str, name: str, wanted: bool) -> None:
    assert speech.introduces(text, name) is wanted


def test_a_shortcut_has_words() -> None:
    assert speech.spelled_out("Thx") == "thanks"
    assert speech.spelled_out("lol") == ""


NAMES = [name for name, _, _, _ in FOUND] + [name for name, _, _ in DOES]


@pytest.mark.parametrize("text", ["a" * 4000, "you can " * 500, "either " * 570, "!?" * 2000])
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    for name in set(NAMES):
        getattr(speech, name)(text, "en")
    assert time.process_time() - start < 2
