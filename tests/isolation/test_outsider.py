"""Every address of the project, walked by those who have no business in Acme.

A new route below /t/<slug>/ is walked by itself; it only has to have samples for its arguments.
Any other new route has to be put on the list of public ones (`addresses.PUBLIC`).
"""

import httpx
import pytest
from django.urls import resolve
from django.utils import timezone

from chat import actions
from chat.models import CannedReply, Conversation, Entry
from helpdesk.tenancy import tenant_scope
from tenants.models import Invitation, Membership, OpeningHours, Tenant

from .addresses import COMPANY, PUBLIC, routes

COMPANY_ROUTES = [route for route in routes() if route.startswith(COMPANY)]
WITH_IDS = [route for route in COMPANY_ROUTES if route.count("%(") > 1]
SECRETS = ["kazoo", "@acme.example"]  # in everything below that is Acme's
CSRF = "c" * 32
BROWSER = {"Accept": "text/html", "X-CSRFToken": CSRF}
SCRIPT = {"Accept": "application/json", "X-CSRFToken": CSRF}


@pytest.fixture
def samples(committed_cast, new_id):
    """An argument of each name that exists in Acme."""
    cast = committed_cast
    Tenant.objects.filter(slug="acme").update(name="Acme Kazoos", greeting="Kazoo?")
    with tenant_scope(cast.acme):
        Membership.objects.update(display_name="Kazoo player")
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
        invitation = Invitation.objects.create(
            tenant=cast.acme,
            email="new@acme.example",
            role="operator",
            token_hash=Invitation.hash("t" * 32),
            invited_by=cast.ada,
            expires_at=timezone.now() + timezone.timedelta(days=1),
        )
        reply = CannedReply.objects.create(tenant=cast.acme, shortcut="kazoo", body="Kazoo!")
    return {
        "slug": "acme",
        "member_id": cast.omar.pk,
        "invitation_id": invitation.pk,
        "reply_id": reply.pk,
        "conversation": asked.entry.conversation_id,
    }


@pytest.fixture
def client_of(server):
    """Opens a client with somebody's session, or nobody's."""
    opened = []

    def client(member=None):
        cookies = [f"helpdesk_csrf={CSRF}"] + ([member.cookie] if member else [])
        headers = {"Cookie": "; ".join(cookies)}
        opened.append(httpx.Client(base_url=server.origin, headers=headers, trust_env=False))
        return opened[-1]

    yield client
    for each in opened:
        each.close()


def everything_of(tenant):
    """All that an outsider could have changed."""
    with tenant_scope(tenant):
        rows = [
            list(model.objects.order_by("pk").values())
            for model in (Membership, Invitation, OpeningHours, CannedReply, Conversation, Entry)
        ]
    return rows, Tenant.objects.filter(pk=tenant.pk).values().get()


def ways_to_ask():
    form = {"role": "owner", "email": "eve@globex.example", "display_name": "Eve", "site": "x"}
    yield "GET", {"headers": BROWSER}
    yield "GET", {"headers": SCRIPT}
    yield "HEAD", {"headers": BROWSER}
    yield "POST", {"headers": BROWSER, "data": form}
    yield "POST", {"headers": SCRIPT, "json": {"frames": [{"type": "hello", "v": 1}]}}
    yield "PUT", {"headers": SCRIPT, "json": form}
    yield "DELETE", {"headers": SCRIPT}


def assert_nothing_is_told(answer):
    told = answer.text.lower()
    assert not [secret for secret in SECRETS if secret in told], answer.url


def test_every_route_is_a_companys_or_public_on_purpose():
    assert {route for route in routes() if not route.startswith(COMPANY)} == PUBLIC


def test_every_route_of_a_company_has_samples(samples):
    for route in COMPANY_ROUTES:
        assert resolve("/" + route % samples).kwargs["slug"] == "acme", route


def test_the_walk_would_find_an_open_door(samples, committed_cast, client_of):
    """Ada, who may everything, gets answers where outsiders must not."""
    ada = client_of(committed_cast.ada)
    answers = {r: ada.get("/" + r % samples, headers=BROWSER).status_code for r in COMPANY_ROUTES}
    assert {answers[r] for r in WITH_IDS} == {200, 405}
    assert 404 not in answers.values()


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
        never = "/" + route % (dict.fromkeys(samples, 10**30) | {"slug": "globex"})
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


# --- what is public -----------------------------------------------------------------------------

ODD = ["%00", "%ff", "%2e%2e", "%E2%80%AE", "a" * 2000, "[object Object]", "'", "1e9", "-1"]
ARGUMENTS = ["slug", "token", "tenant_id", "photo_hash", "key", "uidb36"]


def test_what_is_public_tells_strangers_nothing_of_acme(samples, client_of):
    nowhere = dict.fromkeys(ARGUMENTS, "0" * 32) | {"slug": "acme", "tenant_id": "1"}
    anonymous = client_of()
    for route in sorted(PUBLIC):
        for method, options in ways_to_ask():
            answer = anonymous.request(method, "/" + route % nowhere, **options)
            assert answer.status_code < 500 or route == "readyz", (method, route)
            assert_nothing_is_told(answer)


def odd_addresses():
    names = [*ARGUMENTS, "member_id", "invitation_id", "reply_id", "conversation"]
    for route in sorted(r for r in routes() if "%(" in r):
        for odd in ODD:
            yield "/" + route % dict.fromkeys(names, odd)
            yield "/" + route % (dict.fromkeys(names, odd) | {"slug": "globex", "tenant_id": "1"})


def test_odd_arguments_are_no_errors_of_ours(samples, committed_cast, client_of):
    eve = client_of(committed_cast.eve)
    for address in sorted(set(odd_addresses())):
        answer = eve.get(address, headers=BROWSER)
        assert answer.status_code in (200, 302, 400, 404, 405), address
        assert_nothing_is_told(answer)


def test_the_host_header_chooses_nothing(committed_cast, client_of):
    eve = client_of(committed_cast.eve)
    for host in ("acme.example", "evil.example", "127.0.0.1.evil.example", "a b", "[::1"):
        for address in ("/", "/accounts/login/", "/t/acme/inbox/", "/widget.js", "/companies/"):
            answer = eve.get(address, headers=BROWSER | {"Host": host})
            assert answer.status_code == 400, (host, address)
            assert_nothing_is_told(answer)


def test_forwarded_hosts_and_addresses_are_not_believed(committed_cast, client_of):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "127.0.0.1"}
    answer = client_of().get("/accounts/login/", headers=BROWSER | forged)
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
