"""Many drafts at once, of several companies, and odd ones."""

import asyncio

import pytest

from chat.etiquette import grammar
from chat.etiquette.checking import check
from chat.etiquette.draft import CompanyWords, Draft
from chat.etiquette.pool import in_thread

ZORB = CompanyWords(words=frozenset({"recieve", "zorbly"}))


async def test_words_of_one_company_are_slips_in_another():
    """Each thread has a linter of its own for each of them; none ever meets another's call."""
    text = "We recieve it {n} times."
    drafts = [Draft(text.format(n=n), company=ZORB if n % 2 else CompanyWords()) for n in range(40)]
    found = await asyncio.gather(*(in_thread(check, draft) for draft in drafts))
    rules = [[hit.rule for hit in hits] for hits in found]
    assert rules == [["spelling"], []] * 20


def test_a_word_of_the_company_is_what_somebody_meant():
    (hit,) = check(Draft("The zorbyl is here.", company=ZORB))
    assert hit.fix and hit.fix.text == "zorbly"


def test_sentences_that_were_read_cost_nothing(monkeypatch):
    reader = grammar.Reader(frozenset())
    before = reader.read("I recieve it. All is well.")
    monkeypatch.setattr(reader, "_linter", None)  # nobody asks it again
    assert reader.read("All is well. I recieve it.")[0].choices == before[0].choices


def test_a_text_that_takes_too_long_is_read_as_far_as_it_goes(monkeypatch):
    monkeypatch.setattr(grammar, "BUDGET_S", 0.0)
    text = "I recieve it. " + "They recieve that. " * 30
    reader = grammar.Reader(frozenset())
    first = len(reader.read(text))
    assert first < 31
    monkeypatch.setattr(grammar, "BUDGET_S", 60.0)
    assert len(grammar.Reader(frozenset()).read(text)) == 31


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\U0001f600", "a\u0301", "?!", "`", "(" * 300])
def test_odd_drafts_are_only_drafts(text):
    assert isinstance(check(Draft(text)), list)
