"""Every address of the project, walked by those who have no business in Acme.

A new route below /t/<slug>/ is walked by itself; it only has to have samples for its arguments.
Any other new route has to be put on the list of public ones (`addresses.PUBLIC`).
"""

import re
from uuid import UUID

from django.urls import resolve
from django.utils import timezone

from chat.models import (
    Article,
    Attachment,
    Block,
    CannedReply,
    Conversation,
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

from .addresses import COMPANY, PUBLIC, routes
from .asking import BROWSER, assert_nothing_is_told, ways_to_ask

COMPANY_ROUTES = [route for route in routes() if route.startswith(COMPANY)]
NO_IDS = {"slug", "kind"}  # a kind of mail is the same word at every company
WITH_IDS = [route for route in COMPANY_ROUTES if set(re.findall(r"%\((\w+)\)", route)) - NO_IDS]
NOBODYS = {"slug": "globex", "receipt": UUID(int=0)}
OF_A_COMPANY = [Membership, Invitation, OpeningHours, Department, Holiday, ContactWay]
OF_A_COMPANY += [Block, CannedReply, Conversation, Entry, Attachment, Article]
OF_A_COMPANY += [FollowUp, SurveyVersion, Question]
OF_A_COMPANY += [Praise, CoachingTask, Goal, Exemplar, ArticleIdea]


def everything_of(tenant):
    """All that an outsider could have changed."""
    with tenant_scope(tenant):
        rows = [list(model.objects.order_by("pk").values()) for model in OF_A_COMPANY]
    return rows, Tenant.objects.filter(pk=tenant.pk).values().get()


def test_every_route_is_a_companys_or_public_on_purpose():
    assert {route for route in routes() if not route.startswith(COMPANY)} == PUBLIC


def test_every_route_of_a_company_has_samples(samples):
    for route in COMPANY_ROUTES:
        assert resolve("/" + route % samples).kwargs["slug"] == "acme", route


def test_the_walk_would_find_an_open_door(samples, committed_cast, client_of):
    """Ada, who may everything, gets answers where outsiders must not, or is shown another page of
    her company."""
    ada = client_of(committed_cast.ada)
    answers = {r: ada.get("/" + r % samples, headers=BROWSER) for r in COMPANY_ROUTES}
    assert {answers[r].status_code for r in WITH_IDS} == {200, 302, 405}
    assert {answer.status_code for answer in answers.values()} == {200, 302, 405}
    moved = [a.headers["Location"] for a in answers.values() if a.status_code == 302]
    assert all(location.startswith("/t/acme/") for location in moved)


def outsiders(cast):
    """People with a session who are not in Acme (any more)."""
    with tenant_scope(cast.acme):
        Membership.objects.filter(pk=cast.tess.pk).update(ended_at=timezone.now())
    return {"eve": cast.eve, "former": cast.tess}


def test_an_outsider_finds_nothing_at_any_address_of_acme(samples, committed_cast, client_of):
    people, before = outsiders(committed_cast), everything_of(committed_cast.acme)
    for who, member in people.items():
        client = client_of(member)
        for route in COMPANY_ROUTES:
            for method, options in ways_to_ask():
                answer = client.request(method, "/" + route % samples, **options)
                assert answer.status_code == 404, (who, method, route)
                assert_nothing_is_told(answer)
    assert everything_of(committed_cast.acme) == before


def test_a_company_that_never_was_is_answered_alike(samples, committed_cast, client_of):
    eve = client_of(committed_cast.eve)
    for route in COMPANY_ROUTES:
        for method, options in list(ways_to_ask())[::3]:
            here = eve.request(method, "/" + route % samples, **options)
            nowhere = eve.request(method, "/" + route % (samples | {"slug": "initech"}), **options)
            assert here.status_code == nowhere.status_code == 404, (method, route)
            assert without_nonce(here) == without_nonce(nowhere), (method, route)


def without_nonce(answer):
    nonces = answer.headers.get("Content-Security-Policy", "").split("'nonce-")[1:]
    text = answer.text
    for nonce in nonces:
        text = text.replace(nonce.partition("'")[0], "")
    return text


def test_ids_of_acme_do_not_exist_in_globex(samples, committed_cast, client_of):
    eve, before = client_of(committed_cast.eve), everything_of(committed_cast.acme)
    for route in WITH_IDS:
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
    assert everything_of(committed_cast.acme) == before


def test_nobody_is_sent_to_the_door_and_told_nothing_else(samples, committed_cast, client_of):
    anonymous, before = client_of(), everything_of(committed_cast.acme)
    for route in COMPANY_ROUTES:
        address = "/" + route % samples
        for method, options in ways_to_ask():
            answer = anonymous.request(method, address, **options)
            if method in ("GET", "HEAD") and options["headers"] is BROWSER:
                assert answer.headers["Location"] == f"/accounts/login/?next={address}"
            else:
                assert answer.status_code == 404, (method, route)
            assert_nothing_is_told(answer)
    assert everything_of(committed_cast.acme) == before


def test_a_disabled_company_is_gone_for_its_own_people(samples, committed_cast, client_of):
    Tenant.objects.filter(slug="acme").update(is_active=False)
    ada = client_of(committed_cast.ada)
    for route in COMPANY_ROUTES:
        assert ada.get("/" + route % samples, headers=BROWSER).status_code == 404, route
