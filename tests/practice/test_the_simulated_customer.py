"""The customer alone: no database, no clock, no chance but the seed's."""

import json

import pytest

from feedback.practice.customer import SLOWEST_S, Customer
from feedback.practice.shipped import shipped
from feedback.practice.voice import mood_of

KIND = [
    "Hello Rita, I am Tess. I am so sorry it came broken again, I understand how annoying that is. "
    "Could you tell me your order number?",
    "Thank you. I can send you a new lamp today, or give you your money back, whichever you "
    "prefer. It would arrive by Friday.",
    "You are welcome. Have a lovely day!",
]
CURT = ["hi", "whats ur order nr", "u should have packed it better. we cant do that", "pls wait"]


def customer(key: str, seed: int = 7) -> Customer:
    return Customer(shipped()[key], seed)


def say(one: Customer, *messages: str, after_s: float = 20) -> list[str]:
    return [line.text for said in messages for line in one.answer(said, after_s)]


def whys(one: Customer) -> list[str]:
    return [change["why"] for change in one.memory.changes if change["turn"] == one.memory.turn]


# --- temper ---------------------------------------------------------------------------------------


def test_an_angry_customer_calms_down_when_handled_well():
    rita = customer("angry")
    tempers = [rita.temper]
    for said in KIND:
        say(rita, said)
        tempers.append(rita.temper)
    assert tempers == sorted(tempers, reverse=True)
    assert tempers[0] > 70 and tempers[-1] < 25
    assert rita.outcome == "solved"


def test_and_does_not_otherwise():
    rita = customer("angry")
    start = rita.temper
    said = say(rita, *CURT, *CURT)
    assert rita.temper > start
    assert rita.outcome == "left"
    assert said[-2].isupper()  # by then they shout


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("key", shipped())
def test_only_the_seed_decides(key, seed):
    def play() -> list:
        one = customer(key, seed)
        begun = one.begin()
        return [begun, [one.answer(said, 61) for said in KIND + CURT], one.wait(70), one.state()]

    assert play() == play()


def test_another_seed_is_another_customer():
    assert len({tuple(say(customer("angry", seed), *CURT)) for seed in range(8)}) > 4


def test_a_second_more_or_less_changes_nothing_but_a_class_of_waiting_does():
    def temper(after_s: float) -> int:
        one = customer("refund")
        say(one, "When did you buy it?", after_s=after_s)
        return one.temper

    assert temper(3) == temper(59.9) < temper(60) == temper(100) < temper(130) < temper(500)


def test_it_is_kept_as_json_at_any_moment():
    straight, stored = customer("many"), customer("many")
    for said in [*CURT, *KIND]:
        expected = straight.answer(said, 30)
        stored = Customer.from_state(stored.scenario, json.loads(json.dumps(stored.state())))
        assert stored.answer(said, 30) == expected
    assert stored.state() == straight.state()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("brb, thx", "shortcuts"),
        ("Did you try another socket?", "closed"),
        ("That is impossible.", "negative"),
        ("You should have read the instructions.", "blame"),
        ("CALM DOWN NOW PLEASE!!!", "shouting"),
        ("Somebody will look into it soon.", "vague"),
        ("ok", "ignored"),
    ],
)
def test_what_makes_it_worse(said, why):
    rita = customer("angry")
    say(rita, said)
    assert why in whys(rita)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Good morning Rita, I am Tess.", "greeting"),
        ("I understand how frustrating that is.", "empathy"),
        ("I am very sorry about that.", "apology"),
        ("Would you prefer a voucher or a new shade?", "options"),
        ("You will hear from me by 4 pm.", "time"),
        ("What happened to it?", "asked_well"),
    ],
)
def test_what_makes_it_better(said, why):
    rita = customer("angry")
    before = rita.temper
    say(rita, said)
    assert why in whys(rita) and rita.temper < before


def test_saying_sorry_over_and_over_ends_to_help():
    rita = customer("angry")
    falls = []
    for n in range(5):
        before = rita.temper
        say(rita, f"I am so sorry about it, dear Rita, number {n}.")
        falls.append(before - rita.temper)
    assert falls[0] > falls[1] > falls[3] == 0


def test_the_same_words_and_the_same_question_again_annoy():
    rita = customer("angry")
    say(rita, "Could you tell me the order number?")
    again = say(rita, "Could you tell me the order number?")
    assert {"repeated", "same_again"} <= set(whys(rita))
    assert "48213" in again[0]  # they told it already, and say so


# --- facts ----------------------------------------------------------------------------------------


def test_facts_are_told_only_when_asked():
    rita = customer("angry")
    said = say(rita, "I see that you have an order with us.", "I am sorry to hear it is broken.")
    assert not any("48213" in line or "crack" in line for line in said)
    assert "48213" in " ".join(say(rita, "What is your order number?"))
    assert rita.memory.told == ["order"]


def test_an_open_question_gets_the_next_thing_and_a_closed_one_a_no():
    ben = customer("unclear")
    assert "paper shade" in say(ben, "Could you tell me more about it?")[0]
    assert mood_of(ben.temper) == "calm"
    assert say(ben, "Did you drop it?") == ["No, I do not think so."]


def test_understanding_is_no_question():
    rita = customer("angry")
    (said,) = say(rita, "I am sorry, I understand how annoying that is.")
    assert said == "OK. Thank you for saying that."
    assert rita.memory.told == []


def test_the_solution_counts_only_after_what_has_to_be_known_and_not_in_a_refusal():
    rita = customer("angry")
    say(rita, "I will send you a new lamp.")
    assert rita.memory.met == []
    say(rita, "What is the order number?", "I can't send you a new lamp.")
    assert rita.memory.met == []
    say(rita, "I have ordered a new lamp for you.")
    assert rita.memory.met == ["a new lamp, or the money"]


def test_every_one_of_several_questions_has_to_be_answered():
    keiko = customer("many")
    said = say(keiko, "Hello! The parcel will arrive on Thursday.")
    assert "washed" in said[-1] and not keiko.memory.content
    said = say(keiko, "You can wipe it with a dry cloth.")
    assert "bill" in said[-1]
    say(keiko, "What name should be on the bill?", "I have changed the bill.")
    assert keiko.memory.content


def test_what_is_solved_while_they_are_furious_is_not_well_solved():
    rita = customer("angry")
    say(rita, *CURT[1:3])
    said = say(rita, "new lamp sent")
    assert not rita.memory.content and rita.memory.grumbles
    say(rita, "ok", "k")
    assert rita.outcome == "solved_upset" and said


# --- how it ends ----------------------------------------------------------------------------------


def test_nobody_knows_the_answer_a_promise_by_a_time_does():
    noor = customer("unknown")
    say(noor, "I am not sure. I will find out and get back to you.")
    assert not noor.memory.content
    say(noor, "I'll get back to you by 4 pm tomorrow, here in the chat.")
    assert noor.memory.content
    other = customer("unknown")
    other.event("promised")  # the product's own promise has a time always
    assert other.memory.content


def test_abuse_ends_by_a_firm_polite_word_and_not_by_another_insult():
    dan = customer("abusive")
    assert (
        "stupid" in " ".join(say(dan, "You are an idiot yourself!", "ok")).lower()
        or dan.temper > 90
    )
    said = say(dan, "I would like to help you. Please keep it polite, so that I can.")
    assert "sorry" in said[0].lower()
    say(dan, "Could you give me the order number?", "The parcel will arrive tomorrow.")
    say(dan, "I understand how annoying that was, I am sorry.")
    assert dan.memory.content


def test_who_is_warned_and_goes_on_may_be_blocked_and_nobody_else():
    warned, unwarned = customer("abusive"), customer("abusive")
    warned.event("warned")
    for one in (warned, unwarned):
        one.event("blocked")
    assert (warned.outcome, unwarned.outcome) == ("solved", "closed")


def test_a_hand_over_is_announced_first():
    told, silent = customer("transfer"), customer("transfer")
    say(told, "I hand you over to my colleagues in billing, who can correct it.")
    for one in (told, silent):
        assert one.event("transferred")
    assert told.temper < silent.temper
    assert told.outcome == "solved"


def test_to_close_before_it_is_solved_is_no_solution():
    ben = customer("unclear")
    ben.event("closed")
    assert ben.outcome == "closed"


def test_silence_is_noticed_three_times_and_then_they_are_gone():
    noor = customer("unknown")
    start = noor.temper
    said = [len(noor.wait(silent_s)) for silent_s in (30, 61, 90, 151, 160, 301, 500)]
    assert said == [0, 1, 0, 1, 0, 1, 0]
    grown = noor.temper - start
    assert 0 < grown <= 20
    noor.answer("Hello Noor, I am here again.", 310)
    assert noor.temper <= start + grown  # the same silence is not counted twice
    assert noor.wait(601) and noor.outcome == "left"


@pytest.mark.parametrize("key", shipped())
def test_a_scenario_that_never_ends_is_ended_kindly(key):
    one = customer(key)
    for n in range(200):
        one.answer(f"Thank you, I understand. Let me have a look, number {n}.", 20)
        if one.is_over:
            break
    assert one.outcome == "limit" and one.memory.turn == one.scenario.most_turns
    assert one.answer("Are you still there?", 20) == []
    other = customer(key)
    (goodbye,) = other.run_out()
    assert "go" in goodbye.text.lower() or "leave" in goodbye.text.lower()
    assert other.outcome == "limit"


@pytest.mark.parametrize("key", shipped())
@pytest.mark.parametrize(
    "said", ["", "?", "x" * 8000, "\u0627\u0647\u0644\u0627", "{answer} %s \\1", "🙂" * 50]
)
def test_nothing_that_is_said_breaks_them(key, said):
    one = customer(key)
    lines = one.begin() + one.answer(said, 0) + one.answer(said, 1e9) + one.wait(1e9)
    assert lines and all(line.text and 0 < line.delay_s <= SLOWEST_S for line in lines)
