"""Settings > Mood: a company chooses from when on a customer is upset, and what follows."""

import pytest

from chat.mood.choices import Choices, choices_of
from chat.mood.signals import SIGNALS
from tests.conftest import sign_in

PAGE = "/t/acme/settings/mood/"
WANTED = {"is_on": "on", "raises": "on", "upset": "55", "calls": "80"}


def chosen(cast):
    cast.acme.refresh_from_db()
    return choices_of(cast.acme)


def test_it_shows_what_is_added_up(client, cast):
    shown = sign_in(client, cast.ada).get(PAGE).content.decode()
    assert shown.count('<th scope="row">') == len(SIGNALS)
    assert 'value="40"' in shown


def test_what_is_chosen_is_kept(client, cast):
    assert chosen(cast) == Choices()
    assert sign_in(client, cast.ada).post(PAGE, WANTED).status_code == 302
    assert chosen(cast) == Choices(True, 55, True, False, 80)


@pytest.mark.parametrize(
    ("field", "value"), [("upset", "5"), ("upset", "101"), ("calls", "54"), ("calls", "x")]
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(client, cast, field, value):
    answer = sign_in(client, cast.ada).post(PAGE, WANTED | {field: value})
    assert answer.status_code == 200
    assert f'value="{value}"' in answer.content.decode()
    assert chosen(cast) == Choices()


@pytest.mark.parametrize("who", ["sam", "omar", "tess"])
def test_it_is_for_those_who_manage_settings(client, cast, who):
    assert sign_in(client, getattr(cast, who)).get(PAGE).status_code == 403


def test_outsiders_find_nothing(client, cast):
    assert sign_in(client, cast.eve).get(PAGE).status_code == 404
