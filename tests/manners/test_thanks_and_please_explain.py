"""One-tap words of the visitor: they reach the operator, once, and never at the wrong time."""

import pytest

from chat.actions import Refused
from chat.models import Entry, Kind
from chat.render import stored_entry
from tests.wire import greeted_visitor


def test_thanks_reach_both_sides_as_a_line_of_the_log(chat):
    given = chat.signals("thanks", chat.first.public_seq)
    entry = chat.log()[-1]
    assert (entry.kind, entry.author, given.public_seq) == (Kind.SIGNAL, "visitor", 5)
    said = {"signal": "thanks", "seq": chat.first.public_seq, "quote": "Good morning!"}
    assert stored_entry(entry, "visitor")["data"] == stored_entry(entry, "operator")["data"] == said


def test_thanks_once_for_each_turn_of_the_operator(chat):
    chat.signals("thanks", chat.first.public_seq)
    more = chat.answers("One more thing.")
    for seq in (chat.first.public_seq, more.public_seq):
        with pytest.raises(Refused, match="not_now"):
            chat.signals("thanks", seq)
    chat.asks()
    later = chat.answers()
    assert chat.signals("thanks", later.public_seq).is_new


def test_thanks_belong_to_the_turn_that_is_going_on(chat):
    chat.asks()
    with pytest.raises(Refused, match="not_now"):
        chat.signals("thanks", chat.first.public_seq)


def test_a_retry_of_thanks_is_the_same_thanks(chat, new_id):
    same = new_id()
    first, second = (chat.signals("thanks", chat.first.public_seq, same) for _ in range(2))
    assert (first.seq, first.is_new, second.is_new) == (second.seq, True, False)


def test_thanks_after_closing_do_not_open_it_again(chat):
    chat.closes()
    chat.signals("thanks", chat.first.public_seq)
    now = chat.now()
    assert (now.status, now.waiting_since) == ("closed", None)


def test_thanks_are_no_question(chat):
    chat.signals("thanks", chat.first.public_seq)
    now = chat.now()
    assert (now.waiting_since, now.visitor_messages) == (None, 1)


def test_please_explain_is_a_question_somebody_has_to_answer(chat):
    given = chat.signals("explain", chat.first.public_seq)
    now = chat.now()
    assert now.waiting_since == given.at == now.situation_at
    assert 50 < (now.due_at - given.at).total_seconds() < 70  # the operator is nudged
    chat.answers("In other words: hello.")
    assert chat.now().waiting_since is None


def test_please_explain_once_for_each_message(chat):
    more = chat.answers("The ETA of the SKU is TBD.")
    chat.signals("explain", chat.first.public_seq)
    chat.signals("explain", more.public_seq)
    with pytest.raises(Refused, match="not_now"):
        chat.signals("explain", more.public_seq)


def test_nobody_explains_in_a_chat_that_is_over(chat):
    chat.closes()
    with pytest.raises(Refused, match="not_now"):
        chat.signals("explain", chat.first.public_seq)


@pytest.mark.parametrize("seq", [1, 2, 3, 99])
def test_only_about_what_an_operator_said(chat, seq):
    with pytest.raises(Refused, match="not_found"):
        chat.signals("thanks", seq)


def test_an_id_of_something_else_is_refused(chat):
    question = Entry.objects.get(body="Hello?")
    with pytest.raises(Refused, match="id_reused"):
        chat.signals("thanks", chat.first.public_seq, question.client_id)


def test_a_long_message_is_quoted_in_short(chat):
    long = chat.answers("word " * 500)
    chat.signals("explain", long.public_seq)
    assert len(chat.log()[-1].data["quote"]) == 80


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signal": "love", "seq": 1}, "signal"),
        ({"signal": ["thanks"], "seq": 1}, "signal"),
        ({"seq": 1}, "signal"),
        ({"signal": "thanks"}, "seq"),
        ({"signal": "thanks", "seq": 0}, "seq"),
        ({"signal": "thanks", "seq": True}, "seq"),
    ],
)
async def test_malformed_ones_are_refused(server, committed_cast, new_id, fields, field):
    async with greeted_visitor(server, committed_cast) as line:
        await line.say(type="signal", id=str(new_id()), **fields)
        assert await line.error() == ("bad_frame", field)
        await line.say(type="signal", id=str(new_id()), signal="thanks", seq=1)
        assert (await line.error())[0] == "not_found"
