"""Settings of the checks: how loud each is, the company's words, its own do and don't."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat.etiquette import company
from chat.etiquette.checking import check
from chat.etiquette.draft import Draft
from chat.etiquette.models import CheckCount, DismissedWord, Etiquette, HouseRule
from chat.etiquette.rules import RULES
from chat.models import CannedReply
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

HOUSE = {
    "is_do": "",
    "text": "We say parcel, not shipment.",
    "look": "words",
    "pattern": "shipment, consignment",
    "hit": "Your shipment is on its way.",
    "miss": "Your parcel is on its way.",
    "instead": "parcel",
    "severity": "warn",
}


@pytest.fixture
def ada(cast):
    return sign_in(Client(), cast.ada)


def wanted(tenant):
    with tenant_scope(tenant):
        company.forget(tenant.pk)
        return company.wanted_of(tenant)


def rules(tenant, text):
    now = wanted(tenant)
    return [hit.rule for hit in check(Draft(text, company=now.words), now.severities)]


def test_a_rule_is_switched_off_for_one_company(ada, cast):
    assert "Shortcut" in ada.get("/t/acme/etiquette/").content.decode()
    chosen = {rule.name: rule.severity for rule in RULES} | {"shortcuts": "off", "blame": "ask"}
    assert ada.post("/t/acme/etiquette/", chosen).status_code == 302
    assert rules(cast.acme, "thx") == []
    assert rules(cast.globex, "thx") == ["shortcuts"]
    with tenant_scope(cast.acme):
        assert Etiquette.objects.get().severities == {"shortcuts": "off", "blame": "ask"}
    assert ada.post("/t/acme/etiquette/", chosen | {"blame": "block"}).status_code == 200


def test_a_rule_that_is_often_waved_away_is_offered_to_go(ada, cast):
    today = timezone.now().date()
    with tenant_scope(cast.acme):
        for name, dismissed, day in [
            ("negative", 12, today),
            ("blame", 4, today),
            ("spelling", 40, today - timedelta(days=45)),
        ]:
            CheckCount.objects.create(
                tenant=cast.acme,
                rule=name,
                day=day,
                member=cast.omar,
                shown=20,
                dismissed=dismissed,
            )
    page = ada.get("/t/acme/etiquette/").content.decode()
    assert "Waved away 12 times of 20" in page and page.count('name="off"') == 1
    ada.post("/t/acme/etiquette/", {"stays": "negative"})
    assert 'name="off"' not in ada.get("/t/acme/etiquette/").content.decode()
    ada.post("/t/acme/etiquette/", {"off": "negative"})
    assert wanted(cast.acme).severities["negative"] == "off"
    assert ada.post("/t/acme/etiquette/", {"off": "no such rule"}).status_code == 400


def test_words_of_the_company_are_known(ada, cast):
    with tenant_scope(cast.acme):
        DismissedWord.objects.create(tenant=cast.acme, word="zorbly", times=3)
        CannedReply.objects.create(tenant=cast.acme, shortcut="x", body="Frobnicate thx recieve")
    assert "zorbly" in ada.get("/t/acme/etiquette/words/").content.decode()
    said = {
        "jargon": "RMA = return number\n dead on arrival → broken",
        "words": "Kraftwerk, splonk",
    }
    assert ada.post("/t/acme/etiquette/words/", said).status_code == 302
    ada.post("/t/acme/etiquette/words/", {"right": "zorbly"})
    words = wanted(cast.acme).words
    assert words.jargon == {"rma": "return number", "dead on arrival": "broken"}
    assert {"zorbly", "splonk", "kraftwerk", "omar", "acme", "frobnicate"} <= words.words
    assert "thx" not in words.words  # a slip in a canned reply is still one
    assert rules(cast.acme, "The splonk has an RMA.") == ["jargon"]
    with tenant_scope(cast.acme):
        assert not DismissedWord.objects.exists()


@pytest.mark.parametrize(
    "line", ["RMA", "= number", "one two three four five = x", "rma = the RMA"]
)
def test_a_line_of_jargon_that_is_none_is_told(ada, line):
    answer = ada.post("/t/acme/etiquette/words/", {"jargon": line, "words": ""})
    assert answer.status_code == 200
    assert b"error" in answer.content


def test_a_house_rule_is_found_in_drafts(ada, cast):
    page = ada.get("/t/acme/house-rules/").content.decode()
    assert "None yet" in page
    assert ada.post("/t/acme/house-rules/new/", HOUSE).status_code == 302
    with tenant_scope(cast.acme):
        row = HouseRule.objects.get()
    text = "Your Shipment is here, not the shipments."
    now = wanted(cast.acme)
    (hit,) = check(Draft(text, company=now.words), now.severities)
    assert (text[hit.start : hit.end], hit.fix.text) == ("Shipment", "Parcel")
    assert now.severities[hit.rule] == "warn"
    assert now.house == [{"do": False, "text": HOUSE["text"], "example": HOUSE["hit"]}]
    omar = sign_in(Client(), cast.omar)
    assert HOUSE["text"] in omar.get("/t/acme/house-rules/").content.decode()
    assert omar.get(f"/t/acme/house-rules/{row.pk}/").status_code == 403
    eve = sign_in(Client(), cast.eve)
    assert eve.get(f"/t/globex/house-rules/{row.pk}/").status_code == 404
    ada.post(f"/t/acme/house-rules/{row.pk}/", HOUSE | {"look": "read", "is_do": "1"})
    assert rules(cast.acme, text) == []
    ada.post(f"/t/acme/house-rules/{row.pk}/delete/")
    assert wanted(cast.acme).house == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hit": "Your box is on its way."}, "hit"),
        ({"miss": "Your shipment is late."}, "miss"),
        ({"miss": ""}, "miss"),
        ({"instead": "small shipment"}, "instead"),
        ({"pattern": ""}, "pattern"),
        ({"look": "regex", "pattern": "("}, "pattern"),
        ({"look": "regex", "pattern": "a*"}, "pattern"),
        ({"look": "regex", "pattern": r"(a+)\1"}, "pattern"),  # no back references in RE2
        ({"look": "regex", "pattern": "(?:(?:a{1,99}){1,99}){1,9}"}, "pattern"),
    ],
)
def test_a_house_rule_that_does_not_work_is_not_kept(ada, cast, wrong, field):
    answer = ada.post("/t/acme/house-rules/new/", HOUSE | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    with tenant_scope(cast.acme):
        assert not HouseRule.objects.exists()


def test_a_pattern_that_would_explode_elsewhere_is_quick(ada, cast):
    """(a+)+$ takes for ever in an engine that tries again."""
    evil = {"look": "regex", "pattern": "(a+)+!", "hit": "aaaa!", "miss": "b", "instead": ""}
    assert ada.post("/t/acme/house-rules/new/", HOUSE | evil).status_code == 302
    assert rules(cast.acme, "a" * 4000) == []
