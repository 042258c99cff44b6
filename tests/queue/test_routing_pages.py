"""Settings > Routing: how chats find somebody, and the rules editor."""

import pytest

from chat import actions
from chat.models import Conversation, Priority, RoutingRule
from chat.queue.rules import sounds_upset
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Tenant
from tests.conftest import sign_in

ROUTING = "/t/acme/settings/routing/"
NEW = f"{ROUTING}rules/new/"


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


def rules(cast):
    with tenant_scope(cast.acme):
        return list(RoutingRule.objects.select_related("department"))


def refusal(response):
    return " ".join(
        str(error) for errors in response.context["form"].errors.values() for error in errors
    )


def test_the_ways_are_kept(ada, cast):
    wanted = {"routing": "offer", "offer_s": 15, "away_after": 5}
    assert ada.post(ROUTING, wanted).status_code == 302
    acme = Tenant.objects.get(slug="acme")
    assert (acme.routing, acme.offer_s, acme.away_after_s, acme.shows_typing) == (
        "offer",
        15,
        300,
        False,
    )


@pytest.mark.parametrize("wrong", [{"offer_s": 1}, {"away_after": 0}, {"routing": "magic"}])
def test_what_makes_no_sense_is_not_kept(ada, cast, wrong):
    fine = {"routing": "assign", "offer_s": 20, "away_after": 10}
    assert ada.post(ROUTING, fine | wrong).status_code == 200
    assert Tenant.objects.get(slug="acme").offer_s == 20


def test_a_rule_is_made_and_then_counts(ada, cast, new_id):
    made = {"words": "stolen,  lost card ,", "page": "https://shop.example/bills/", "priority": "0"}
    assert ada.post(NEW, made).status_code == 302
    (rule,) = rules(cast)
    assert rule.when == {"words": "stolen, lost card", "page": "/bills"}
    with tenant_scope(cast.acme):
        page = {"url": "https://shop.example/bills/7", "title": ""}
        visitor, _ = actions.new_visitor(tenant=cast.acme, page=page)
        actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="My LOST CARD")
        assert Conversation.objects.get().priority == Priority.URGENT


def test_a_rule_is_edited_with_what_it_says_filled_in(ada, cast):
    with tenant_scope(cast.acme):
        billing = Department.objects.create(tenant=cast.acme, name="Billing")
        rule = RoutingRule.objects.create(
            tenant=cast.acme, when={"language": "de", "returning": False}, department=billing
        )
    page = ada.get(f"{ROUTING}rules/{rule.pk}/")
    assert page.context["form"]["returning"].value() == "no"
    ada.post(
        f"{ROUTING}rules/{rule.pk}/",
        {"language": "de", "returning": "", "department": billing.pk, "skill": "Refunds"},
    )
    (changed,) = rules(cast)
    assert (changed.when, changed.skill, changed.department) == (
        {"language": "de"},
        "refunds",
        billing,
    )


def test_the_list_tells_rules_in_words(ada, cast):
    ada.post(NEW, {"words": "stolen, lost", "upset": "on", "priority": "0", "skill": "cards"})
    [(_, when, then)] = ada.get(ROUTING).context["rules"]
    assert when == [("Words", "stolen, lost"), ("Sounds upset", "")]
    assert then == [("Priority", "Urgent"), ("Skill", "cards")]


@pytest.mark.parametrize(
    "rule, why",
    [
        ({"priority": "0"}, "at least one condition"),
        ({"words": "stolen"}, "Say what follows"),
        ({"words": "!!!, ??", "priority": "0"}, "needs a letter"),
        ({"page": "/two words", "priority": "0"}, "without spaces"),
        ({"page": "/", "priority": "0"}, "Every page is below /"),
        ({"words": "x", "priority": "7"}, "valid choice"),
        ({"language": "klingon", "priority": "0"}, "valid choice"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(ada, cast, rule, why):
    response = ada.post(NEW, rule)
    assert why in refusal(response)
    assert rules(cast) == []


def test_a_department_of_another_company_is_no_choice(ada, cast):
    with tenant_scope(cast.globex):
        theirs = Department.objects.create(tenant=cast.globex, name="Theirs")
    assert "valid choice" in refusal(ada.post(NEW, {"words": "x", "department": theirs.pk}))


def test_rules_change_places(ada, cast):
    for word in ("one", "two", "three"):
        ada.post(NEW, {"words": word, "priority": "1"})
    last = rules(cast)[-1]
    ada.post(f"{ROUTING}rules/{last.pk}/move/", {"to": "up"})
    assert [rule.when["words"] for rule in rules(cast)] == ["one", "three", "two"]
    ada.post(f"{ROUTING}rules/{last.pk}/move/", {"to": "up"})
    ada.post(f"{ROUTING}rules/{last.pk}/move/", {"to": "up"})
    assert [rule.when["words"] for rule in rules(cast)] == ["three", "one", "two"]


def test_a_rule_goes_away_after_asking(ada, cast):
    ada.post(NEW, {"words": "one", "priority": "1"})
    (rule,) = rules(cast)
    assert "Delete this rule?" in ada.get(f"{ROUTING}rules/{rule.pk}/delete/").content.decode()
    ada.post(f"{ROUTING}rules/{rule.pk}/delete/")
    assert rules(cast) == []


def test_only_those_who_manage_settings_come_in(client, cast):
    sam = sign_in(client, cast.sam)
    assert [sam.get(url).status_code for url in (ROUTING, NEW)] == [403, 403]


@pytest.mark.parametrize(
    "text, upset",
    [
        ("WHERE IS MY PARCEL", True),
        ("where is it!!", True),
        ("What?!?", True),
        ("ORDER DE4711-XK", False),
        ("Thank you!", False),
        ("طلبي متأخر", False),
        ("", False),
    ],
)
def test_what_sounds_upset(text, upset):
    assert sounds_upset(text) is upset
