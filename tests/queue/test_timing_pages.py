"""Settings > Timing and words: thresholds that go up, and the company's own phrases."""

import pytest

from chat.ladder import STEPS
from chat.phrases import PHRASES, phrase
from tenants.models import Tenant
from tests.conftest import sign_in

TIMING = "/t/acme/settings/timing/"
WORDS = f"{TIMING}words/"
USUAL = {name: step.after_s for name, step in STEPS.items()}


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


def acme():
    return Tenant.objects.get(slug="acme")


def filled(off=(), **other):
    on = {f"{name}_on": "on" for name in USUAL if name not in off}
    return USUAL | on | other


def test_what_is_usual_stays_usual(ada, cast):
    assert ada.post(TIMING, filled()).status_code == 302
    assert acme().ladder == USUAL


def test_a_company_has_its_own_thresholds(ada, cast):
    ada.post(TIMING, filled(nudge=30, hold=90))
    assert (acme().ladder["nudge"], acme().ladder["hold"]) == (30, 90)


def test_a_step_is_switched_off_and_on_again(ada, cast):
    ada.post(TIMING, filled(off=["nudge"], nudge=""))
    assert (acme().ladder["off"], acme().ladder["nudge"]) == (["nudge"], 120)
    form = ada.get(TIMING).context["form"]
    assert form["nudge_on"].value() is False
    ada.post(TIMING, filled())
    assert "off" not in acme().ladder


@pytest.mark.parametrize(
    "wrong, step, why",
    [
        ({"hold": 60}, "hold", "more than 60 seconds"),
        ({"nudge": 200}, "hold", "more than 200 seconds"),
        ({"reassign": 10}, "reassign", "more than 240 seconds"),
        ({"goodbye": ""}, "goodbye", "switch it off"),
        ({"check": 1}, "check", "5 seconds are the least"),
        ({"check": 10**6}, "check", "86400 seconds"),
        ({"check": "soon"}, "check", "whole number"),
    ],
)
def test_steps_go_up(ada, cast, wrong, step, why):
    response = ada.post(TIMING, filled(**wrong))
    assert why in str(response.context["form"].errors[step])
    assert acme().ladder == {}


def test_a_step_that_is_off_is_no_rung(ada, cast):
    assert ada.post(TIMING, filled(off=["hold"], hold=1000)).status_code == 302


def test_every_step_has_words_in_the_settings(ada, cast):
    rows = [row for _, _, rows in ada.get(TIMING).context["form"].ladders for row in rows]
    assert {row.step.name for row in rows} == set(STEPS)
    assert all(row.does for row in rows)


def test_the_companys_words_are_kept_by_language(ada, cast):
    ada.post(f"{WORDS}?language=de", {"hold": "Sofort!"})
    ada.post(f"{WORDS}?language=en", {"hold": "Any moment!"})
    assert acme().words == {"hold": {"de": "Sofort!", "en": "Any moment!"}}
    assert phrase("hold", acme(), "de-CH") == "Sofort!"
    ada.post(f"{WORDS}?language=de", {"hold": "  "})
    assert acme().words == {"hold": {"en": "Any moment!"}}


def test_ours_stand_beside_each_field_in_the_same_language(ada, cast):
    rows = ada.get(f"{WORDS}?language=de").context["form"].rows
    usual = {field.name: words for field, words in rows}
    assert set(usual) == set(PHRASES)
    assert usual["hold"] != PHRASES["hold"]


def test_the_automatic_reply_has_one_place_in_the_companys_language(ada, cast):
    form = ada.get(WORDS).context["form"]
    assert "acknowledgement" not in form.fields
    assert "hold" in form.fields


def test_hidden_characters_are_refused(ada, cast):
    response = ada.post(WORDS, {"hold": "Hold\u202eon"})
    assert "invisible" in str(response.context["form"].errors["hold"])
    assert acme().words == {}


def test_an_unknown_language_is_the_companys_own(ada, cast):
    assert ada.get(f"{WORDS}?language=tlh").context["chosen"] == "en"


def test_only_those_who_manage_settings_come_in(client, cast):
    omar = sign_in(client, cast.omar)
    assert [omar.get(url).status_code for url in (TIMING, WORDS)] == [403, 403]
