"""Short answers an operator offers, and the customer's tap on one."""

import pytest

from chat.frames import BadFrame
from chat.options import LONGEST, read_options
from tests.wire import greeted_operator

WAYS = ("Send a new one", "Money back")


def test_a_message_carries_its_options_to_both_sides(chat):
    chat.answers("There are two ways:", options=WAYS)
    assert chat.log()[-1].data == {"options": list(WAYS)}


def test_a_tap_is_a_message_that_says_so(chat):
    chat.answers("There are two ways:", options=WAYS)
    chat.asks("Money back", is_option=True)
    said = chat.log()[-1]
    assert (said.body, said.data, said.author) == ("Money back", {"option": True}, "visitor")


def test_what_was_not_offered_is_not_called_a_tap(chat):
    chat.answers("There are two ways:", options=WAYS)
    chat.asks("A pony", is_option=True)
    assert chat.log()[-1].data == {}


@pytest.mark.parametrize("next_words", ["asks", "answers"])
def test_the_next_message_takes_the_offer_away(chat, next_words):
    chat.answers("There are two ways:", options=WAYS)
    getattr(chat, next_words)("By the way")
    chat.asks("Money back", is_option=True)
    assert chat.log()[-1].data == {}


@pytest.mark.parametrize(
    ("options", "read"),
    [
        ([], ()),
        (["Yes", "No"], ("Yes", "No")),
        (["  a \n b "], ("a b",)),
        (["x" * LONGEST], ("x" * LONGEST,)),
        (["نعم", "لا"], ("نعم", "لا")),
        (["1", "2", "3", "4"], ("1", "2", "3", "4")),
    ],
)
def test_options_are_short_lines(options, read):
    assert read_options({"options": options}) == read


@pytest.mark.parametrize(
    "options",
    [
        "Yes",
        {"a": 1},
        [1],
        [None],
        [""],
        [" \u200b "],
        ["x" * (LONGEST + 1)],
        ["Yes", "yes"],
        ["1", "2", "3", "4", "5"],
        ["a\u202eb"],
        ["a\x00b"],
    ],
)
def test_anything_else_is_refused(options):
    with pytest.raises(BadFrame):
        read_options({"options": options})


async def test_an_operator_is_told_which_field_is_wrong(server, committed_cast, new_id):
    async with greeted_operator(server, committed_cast.omar) as line:
        await line.say(type="send", conversation=1, id=str(new_id()), body="x", options=["", ""])
        assert await line.error() == ("bad_frame", "options")
