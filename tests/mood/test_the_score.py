"""What the shape of a chat says about the customer's temper: a sum of named signals."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from chat.mood import Mood, Turn, score
from chat.mood.signals import SIGNALS
from chat.mood.words import LANGUAGES

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIDES = {">": "visitor", "<": "operator", "=": "automatic"}


def turns(*said, every_s=20):
    """ "> asked", "< answered", "= said by itself"; a number goes on to that second."""
    found, at = [], 0
    for each in said:
        if isinstance(each, int):
            at = each
            continue
        found.append(Turn(NOON + timedelta(seconds=at), SIDES[each[0]], each[2:], len(found) + 1))
        at += every_s
    return found


def felt(*said, now_s=None, language="en", every_s=20):
    now = None if now_s is None else NOON + timedelta(seconds=now_s)
    return score(turns(*said, every_s=every_s), now, language)


def seen(*said, **more):
    return {part.signal: part for part in felt(*said, **more).signals}


ASKED = "> where is my order 4711, it should have come on monday"

HITS = [
    ("shouting", ["> hi", "< Hello!", "> WHERE IS MY ORDER"], None),
    ("shouting", ["> where is it?!"], None),
    ("complaint", ["> this is ridiculous"], 1),
    ("complaint", ["> I cant believe this"], 1),
    ("leaving", ["> I will take my business elsewhere"], 1),
    ("leaving", ["> you will hear from my lawyer"], 1),
    ("abuse", ["> you idiot"], None),
    ("person", ["> I want to talk to a real person"], 1),
    ("person", ["> a real person please", "< One moment.", "> can I speak to someone"], 2),
    (
        "repeats",
        [ASKED, "< One moment.", "> my order 4711 should have come monday, where is it"],
        2,
    ),
    ("repeats", [ASKED, "< What is the number?", "> I already told you"], 2),
    ("prods", [ASKED, "> ???"], None),
    ("prods", [ASKED, "> hello?"], None),
    ("prods", [ASKED, "> is there anybody... are you there"], None),
    ("unsolved", ["> hi", "< Please restart it.", "> that is not what I asked"], 1),
    ("impatience", ["> how much longer will this take"], 1),
    ("negative", ["> your service is useless and pathetic"], 2),
    ("negative", ["> that was not helpful"], 1),
    (
        "asked_twice",
        ["> hi", "< What is your order number?", "> 4711", "< And your order number, please?"],
        2,
    ),
    ("dead_ends", ["> a", "< Unfortunately not.", "> b", "< I'm sorry, I don't understand."], 2),
    ("slow", [ASKED, 200, "< Hello!"], 200),
    (
        "curt",
        [
            "> I ordered a pair of red shoes last week",
            "< Thank you.",
            "> and the parcel was empty when it came to me",
            "< We look into everything.",
            "> whatever",
        ],
        None,
    ),
    (
        "silence",
        ["> a", "< b", "> c", "< d", "> e", "< f", "> g", "< h", 400, "> i"],
        260,
    ),
]


@pytest.mark.parametrize(("signal", "said", "detail"), HITS)
def test_a_signal_is_seen(signal, said, detail):
    found = seen(*said)
    assert signal in found, found
    assert found[signal].detail == detail
    assert found[signal].points > 0


MISSES = [
    ("shouting", ["> my order is ABC-4711 from the USA"]),
    ("shouting", ["> Thank you so much!!"]),
    ("shouting", ["> HELLO THERE", "< Hello!", "> I NEED MY INVOICE PLEASE"]),  # seen once
    ("negative", ["> not bad at all, no problem"]),
    ("negative", ["> no, I am good"]),
    ("complaint", ["> a ridiculously good offer"]),
    ("leaving", ["> I am leaving for the airport now"]),
    ("repeats", [ASKED, "< Tomorrow.", "> and where is my invoice for the blue shoes"]),
    ("repeats", ["> yes", "< Sure?", "> yes"]),
    ("prods", ["> hello?"]),
    ("unsolved", ["> call me at six, and if that does not work, at seven"]),
    ("asked_twice", ["> a", "< Anything else?", "> b", "< Is there anything else?"]),
    ("slow", [ASKED, 90, "< Hello!"]),
    ("curt", ["> where is my order, it is late", "< Which number does it have?", "> 4711"]),
    ("silence", ["> a", "< b", 400, "> c"]),
    ("person", ["> a table for one person"]),
    ("dead_ends", ["> a", "< Unfortunately not."]),
]


@pytest.mark.parametrize(("signal", "said"), MISSES)
def test_a_signal_is_not_seen_where_it_is_none(signal, said):
    found = seen(*said)
    if signal == "shouting" and said[0].isupper():
        assert found[signal].seq == 1
    else:
        assert signal not in found, found[signal]


def test_every_signal_has_an_example_and_a_reason():
    assert {signal.name for signal in SIGNALS} == {name for name, _, _ in HITS}
    assert all(str(signal.why).endswith(".") for signal in SIGNALS)
    assert all(0 < signal.points <= signal.most <= 50 for signal in SIGNALS)


ANGRY = {
    "en": "This is ridiculous, I am still waiting and your service is useless",
    "de": "Das ist eine Frechheit, ich warte schon ewig und bin sehr enttäuscht",
    "fr": "C'est inacceptable, j'attends toujours et je suis très déçu de vous",
    "es": "Es una vergüenza, sigo esperando y estoy muy decepcionado con ustedes",
    "pt": "É uma vergonha, ainda espero e estou muito desapontado com vocês",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_words(language):
    found = seen(f"> {ANGRY[language]}", language=language)
    assert {"complaint", "impatience", "negative"} <= set(found)


def test_what_they_write_tells_the_language_better_than_their_browser():
    assert "complaint" in seen(f"> {ANGRY['de']}", language="en-GB")


def test_a_language_without_a_list_is_told_from_the_shape_alone():
    said = ["> 注文はどこですか", "< ...", 300, "> 注文はどこですか"]
    assert felt(*said, now_s=900, language="ja").signals[0].signal == "slow"


def test_a_friendly_chat_is_calm():
    said = ["> Hi, where is my order 4711?", "< Hello! It comes today.", "> Great, thank you!"]
    assert felt(*said) == Mood(0, "steady", ())


def test_an_outburst_is_upset_at_once_and_the_heaviest_signal_is_told_first():
    mood = felt(ASKED, "< One moment, please.", "> THIS IS RIDICULOUS! Let me talk to a manager!!")
    assert mood.score >= 60
    assert mood.trend == "rising"
    assert mood.signals[0].signal == "complaint"
    assert [p.points for p in mood.signals] == sorted(
        (p.points for p in mood.signals), reverse=True
    )


def test_waiting_raises_it_minute_by_minute_and_not_for_ever():
    points = [felt(ASKED, now_s=seconds).score for seconds in (30, 70, 130, 190, 3600, 90_000)]
    assert points == sorted(points)
    assert points[0] == 0 < points[1] < points[2] < points[3] < points[4] == points[5] < 40
    assert seen(ASKED, now_s=190)["slow"].detail == 190


def test_what_is_said_by_itself_is_no_answer():
    assert seen(ASKED, "= We are still with you.", now_s=190)["slow"].detail == 190
    assert "slow" not in seen(ASKED, "< I look into it.", now_s=190)


def test_it_calms_down_when_things_get_better():
    outburst = [ASKED, "< One moment.", "> this is useless, how long does it take?!"]
    worst = felt(*outburst)
    solved = felt(*outburst, "< It is solved, it comes at 4 pm.", "> great, that works, thank you")
    assert solved.score < worst.score / 2 + 4
    assert solved.trend == "falling"
    calm = [
        "the blue shoes fit",
        "my street is Elm Road",
        "a tuesday suits me",
        "at the door",
        "6 pm",
    ]
    later = felt(*outburst, *[said for each in calm for said in ("< Fine.", f"> and {each}")])
    assert later.score < worst.score / 2


def test_thanks_for_nothing_calms_nobody():
    said = [ASKED, "< No.", "> this is useless", "< Sorry."]
    assert felt(*said, "> thanks for nothing").score >= felt(*said, "> thank you").score


def test_a_tap_of_thanks_counts_in_every_language():
    said = turns("> Wo ist es?", "< Nein.", f"> {ANGRY['de']}", "< Pardon.")
    thanked = [*said, Turn(NOON, "visitor", "", 9, relieves=True)]
    assert score(thanked).score < score(said).score


def test_each_signal_is_bounded_and_so_is_the_sum():
    rage = ["> THIS IS RIDICULOUS you idiots!! useless! my lawyer! refund NOW! real person?!"]
    mood = felt(*rage * 30, now_s=9000)
    most = {signal.name: signal.most for signal in SIGNALS}
    assert mood.score == 100
    assert all(part.points <= most[part.signal] for part in mood.signals)


def test_no_word_of_the_customers_is_kept_with_a_signal():
    mood = felt("> my name is Zaphod and this is ridiculous")
    assert "Zaphod" not in str(mood)
    assert all(part.detail is None or isinstance(part.detail, int) for part in mood.signals)


@pytest.mark.parametrize(
    "text",
    ["", "a" * 50_000, "? " * 20_000, "not " * 9_000 + "good", "مرحبا " * 5_000, "!?" * 9_000],
)
def test_any_text_is_read_in_no_time(text):
    began = time.process_time()
    felt(*[f"> {text}"] * 20)
    assert time.process_time() - began < 1


def test_times_that_are_not_known_say_nothing():
    said = [Turn(None, turn.author, turn.text) for turn in turns(ASKED, 400, "< b", 900, "> c")]
    assert not {"slow", "silence"} & {part.signal for part in score(said, NOON).signals}
