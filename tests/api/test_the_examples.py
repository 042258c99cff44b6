"""docs/api.md shows what works: its examples are run, in their order."""

import json
import re
import shlex

import pytest
from django.conf import settings

from chat.api.errors import CODES
from chat.api.scopes import BY_NAME

PAGE = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```sh\n(curl .*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def carried_out(robot, command, known):
    """As curl would ask for it; "$CONVERSATION" is what an answer before has told."""
    command = command.replace("\\\n", " ")
    for name, value in known.items():
        command = command.replace(f"${name}", str(value))
    words = shlex.split(command)[1:]
    headers, address, body = {}, "", None
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name.replace("-", "_")] = value
        elif word == "-d":
            body = json.loads(words.pop(0))
        else:
            address = word
    return robot.ask("GET" if body is None else "POST", address, body, **headers)


def test_every_example_works(cast, robot):
    known = {"URL": "", "TOKEN": robot.shown}
    assert len(EXAMPLES) >= 9
    for command in EXAMPLES:
        answer = carried_out(robot, command, known)
        assert answer.status_code in (200, 201), (command, answer.content)
        if "/visitors" in command:
            known["VISITOR"] = answer.json()["id"]
        elif "/conversations -H" in command:
            known["CONVERSATION"] = answer.json()["id"]
    assert answer.json()["results"][0]["id"] == known["CONVERSATION"]


@pytest.mark.parametrize("word", [*CODES.values(), "missing_scope", "throttled", "key_reused"])
def test_the_codes_it_names_are_those_that_are_answered(word):
    assert word in ("unauthorised", "not_found") or f"`{word}`" in PAGE


def test_what_it_says_of_limits_is_so():
    assert f"may ask {settings.API_REQUESTS_PER_MINUTE} times a minute" in PAGE
    assert "conversations:read" in BY_NAME
