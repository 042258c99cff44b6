"""Every word the console's modules say about promises is there, and none is there for nothing."""

import re

import pytest
from django.conf import settings

from chat.console import words
from feedback.promises.wording import promise_words

CONSOLE = settings.BASE_DIR / "feedback" / "static" / "feedback" / "console"


@pytest.fixture(scope="module")
def modules():
    return "\n".join(path.read_text() for path in sorted(CONSOLE.glob("promise*.js")))


def names(table):
    return {key.split(":")[0] for key in table}


def test_every_word_is_there(modules):
    said = set(re.findall(r'\bsay(?:Count)?\(\s*"(\w+)"', modules))
    assert len(said) > 5 and said - names(words()) == set()


def test_none_is_there_for_nothing(modules):
    said = set(re.findall(r'"(\w+)"', modules))
    made = re.findall(r"`(\w+_)\$\{", modules)
    spare = {
        word
        for word in names(promise_words()) - said
        if not word.startswith(("refused_", *made)) and word != "do_promise"
    }
    assert spare == set()


def test_every_time_has_its_word():
    keys = {"hour", "today", "tomorrow", "next_day"}
    assert {f"promise_{key}" for key in keys} <= names(promise_words())
