"""What `make cluster` calls "twice" is that, and nothing else is."""

from tests.cluster.once import Doings, Line, judge_lines, judge_mails


def log(*lines):
    """Of one conversation: "assigned 7", "step nudge", "auto hold", "visitor", "closed" ..."""
    kinds = {
        "assigned": lambda to: ("assigned", "system", {"member": int(to) if to else None}),
        "step": lambda name: ("step", "system", {"step": name}),
        "auto": lambda name: ("message", "automatic", {"auto": name}),
        "visitor": lambda _: ("message", "visitor", {}),
        "operator": lambda _: ("message", "operator", {}),
        "closed": lambda _: ("closed", "system", {}),
    }
    told = [line.partition(" ") for line in lines]
    return [Line(1, *kinds[kind](what)) for kind, _, what in told]


def judged(*lines):
    doings = Doings()
    judge_lines(log(*lines), doings)
    return doings


def test_an_ordinary_chat_has_nothing_twice():
    doings = judged(
        *("visitor", "assigned 7", "step nudge", "step hold", "auto hold", "step reassign"),
        *("assigned", "assigned 8", "step nudge", "operator", "step check", "auto check", "closed"),
        *("visitor", "assigned 7", "step nudge"),
    )
    assert (doings.assignments, doings.steps, doings.automatic) == (3, 6, 2)
    assert doings.twice == []


def test_a_chat_given_to_two_people_is_found():
    assert judged("assigned 7", "assigned 8").twice == [
        "conversation 1 was given to somebody twice"
    ]


def test_a_step_taken_by_two_workers_is_found():
    doings = judged("assigned 7", "step nudge", "step nudge", "auto hold", "auto hold")
    assert doings.twice == [
        "conversation 1: step nudge twice",
        "conversation 1: message hold twice",
    ]


def test_a_new_question_begins_a_new_silence():
    assert judged("assigned 7", "step nudge", "visitor", "step nudge").twice == []


def test_two_conversations_have_nothing_to_do_with_each_other():
    doings, one = Doings(), log("assigned 7", "step nudge")
    other = [Line(2, line.kind, line.author, line.data) for line in one]
    judge_lines([*one, *other], doings)
    assert (doings.assignments, doings.twice) == (2, [])


def test_a_mail_that_came_twice_is_found():
    doings = Doings()
    judge_mails(["<1@x>", "<2@x>", "<1@x>"], {"sent": 2}, doings)
    assert (doings.mails, doings.twice) == (3, ["mail <1@x> came 2 times"])


def test_a_mail_that_counts_as_sent_and_never_came_is_found():
    doings = Doings()
    judge_mails(["<1@x>"], {"sent": 2, "unknown": 1}, doings)
    assert doings.twice == ["2 mails count as sent, 1 came"]
