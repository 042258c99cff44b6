"""Every address of the project, walked by those who have no business in Acme.

A new route below /t/<slug>/ is walked by itself; it only has to have samples for its arguments.
Any other new route has to be put on the list of public ones (`addresses.PUBLIC`).
"""

import re
from asyncio import iscoroutinefunction
from uuid import UUID

from django.urls import resolve
from django.utils import timezone

from chat.models import (
    Article,
    Attachment,
    Block,
    CannedReply,
    Conversation,
    Delivery,
    Endpoint,
    Entry,
)
from feedback.models import (
    ArticleIdea,
    CoachingTask,
    Exemplar,
    FollowUp,
    Goal,
    Praise,
    Question,
    SurveyVersion,
)
from helpdesk.tenancy import tenant_scope
from tenants.models import (
    ContactWay,
    Department,
    Holiday,
    Invitation,
    Membership,
    OpeningHours,
    Tenant,
)

from .addresses import API, COMPANY, PUBLIC, routes
from .asking import BROWSER, SELDOM, Asker, assert_nothing_is_told, ways_to_ask

COMPANY_ROUTES = [route for route in routes() if route.startswith(COMPANY)]
# These are the same words at every company.
NO_IDS = {"slug", "kind", "plan_name", "part", "name", "table_name"}
WITH_IDS = [route for route in COMPANY_ROUTES if set(re.findall(r"%\((\w+)\)", route)) - NO_IDS]
NOBODYS = {"slug": "globex"} | dict.fromkeys(
    ("receipt", "webhook_key", "notification_key"), UUID(int=0)
)
OF_A_COMPANY = [Membership, Invitation, OpeningHours, Department, Holiday, ContactWay]
OF_A_COMPANY += [Block, CannedReply, Conversation, Entry, Attachment, Article]
OF_A_COMPANY += [FollowUp, SurveyVersion, Question, Endpoint, Delivery]
OF_A_COMPANY += [Praise, CoachingTask, Goal, Exemplar, ArticleIdea]


def everything_of(tenant):
    """All that an outsider could have changed."""
    with tenant_scope(tenant):
        rows = [list(model.objects.order_by("pk").values()) for model in OF_A_COMPANY]
    return rows, Tenant.objects.filter(pk=tenant.pk).values().get()


def test_every_route_is_a_companys_or_public_on_purpose():
    elsewhere = {route for route in routes() if not route.startswith((COMPANY, API))}
    assert elsewhere | {route for route in PUBLIC if route.startswith(API)} == PUBLIC


def test_every_route_of_a_company_has_samples(samples):
    for route in COMPANY_ROUTES:
        assert resolve("/" + route % samples).kwargs["slug"] == "acme", route


def is_async(route, samples):
    """Such a view reads on another connection: what it may find has to be committed."""
    return iscoroutinefunction(resolve("/" + route % samples).func)


def test_the_walk_would_find_an_open_door(samples, cast):
    """Ada, who may everything, gets answers where outsiders must not, or is shown another page of
    her company."""
    ada = Asker(cast.ada)
    answers = {r: ada.get("/" + r % samples) for r in COMPANY_ROUTES if not is_async(r, samples)}
    assert not [r for r, each in answers.items() if each.status_code not in (200, 302, 405)]
    assert any(answers[r].status_code == 200 for r in WITH_IDS if r in answers)
    moved = [a.headers["Location"] for a in answers.values() if a.status_code == 302]
    assert all(location.startswith("/t/acme/") for location in moved)


def outsiders(cast):
    """People with a session who are not in Acme (any more)."""
    with tenant_scope(cast.acme):
        Membership.objects.filter(pk=cast.tess.pk).update(ended_at=timezone.now())
    return {"eve": cast.eve, "former": cast.tess}


def test_an_outsider_finds_nothing_at_any_address_of_acme(samples, cast):
    people, before = outsiders(cast), everything_of(cast.acme)
    for who, member in people.items():
        outsider = Asker(member)
        for route in COMPANY_ROUTES:
            for method, options in ways_to_ask():
                answer = outsider.request(method, "/" + route % samples, **options)
                assert answer.status_code == 404, (who, method, route)
                assert_nothing_is_told(answer)
    assert everything_of(cast.acme) == before


def test_every_way_to_ask_is_refused_alike(samples, cast):
    """By the guard that the walk above meets with one way or another."""
    eve = Asker(cast.eve)
    for method, options in [*ways_to_ask(), *SELDOM]:
        answer = eve.request(method, "/t/acme/inbox/", **options)
        assert answer.status_code == 404, (method, options)


def test_a_company_that_never_was_is_answered_alike(samples, cast):
    eve = Asker(cast.eve)
    for route in COMPANY_ROUTES:
        here, nowhere = (
            eve.get("/" + route % (samples | {"slug": slug})) for slug in ("acme", "initech")
        )
        assert here.status_code == nowhere.status_code == 404, route
        assert without_nonce(here) == without_nonce(nowhere), route


def without_nonce(answer):
    nonces = answer.headers.get("Content-Security-Policy", "").split("'nonce-")[1:]
    text = answer.told
    for nonce in nonces:
        text = text.replace(nonce.partition("'")[0], "")
    return text


def test_ids_of_acme_do_not_exist_in_globex(samples, cast):
    routes = [route for route in WITH_IDS if not is_async(route, samples)]
    assert_nowhere_in_globex(Asker(cast.eve), routes, samples, cast.acme)


def test_nor_at_the_doors_that_answer_by_themselves(committed_samples, committed_cast, client_of):
    samples, ada = committed_samples, client_of(committed_cast.ada)
    routes = [route for route in WITH_IDS if is_async(route, samples)]
    for route in routes:
        assert ada.get("/" + route % samples).status_code in (200, 302, 405)
    eve = client_of(committed_cast.eve)
    assert_nowhere_in_globex(eve, routes, samples, committed_cast.acme)


def assert_nowhere_in_globex(eve, routes, samples, acme):
    before = everything_of(acme)
    for route in routes:
        foreign = "/" + route % (samples | {"slug": "globex"})
        never = "/" + route % (dict.fromkeys(samples, 10**30) | NOBODYS)
        for method, options in ways_to_ask():
            here, nowhere = (eve.request(method, at, **options) for at in (foreign, never))
            if route == "t/%(slug)s/inbox/%(conversation)s/" and method in ("GET", "HEAD"):
                assert here.status_code == nowhere.status_code == 200  # the protocol tells
            else:
                assert here.status_code in (404, 405), (method, route)
                assert here.status_code == nowhere.status_code, (method, route)
            assert_nothing_is_told(here)
    assert everything_of(acme) == before


def test_nobody_is_sent_to_the_door_and_told_nothing_else(samples, cast):
    anonymous, before = Asker(), everything_of(cast.acme)
    for route in COMPANY_ROUTES:
        address = "/" + route % samples
        for method, options in ways_to_ask():
            answer = anonymous.request(method, address, **options)
            if method in ("GET", "HEAD") and options["headers"] is BROWSER:
                assert answer.headers["Location"] == f"/accounts/login/?next={address}"
            else:
                assert answer.status_code == 404, (method, route)
            assert_nothing_is_told(answer)
    assert everything_of(cast.acme) == before


def test_a_disabled_company_is_gone_for_its_own_people(samples, cast):
    Tenant.objects.filter(slug="acme").update(is_active=False)
    ada = Asker(cast.ada)
    for route in COMPANY_ROUTES:
        assert ada.get("/" + route % samples).status_code == 404, route
