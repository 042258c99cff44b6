"""What anybody may ask for: it tells nothing of a company, whatever is asked and how."""

import re

from django.test import RequestFactory
from django.urls import Resolver404, resolve

from tests.security.headers import what_is_missing

from .addresses import COMPANY, PUBLIC, routes
from .asking import BROWSER, Asker, assert_nothing_is_told, ways_to_ask

ARGUMENT = re.compile(r"%\((\w+)\)")
ODD = ["%00", "%ff", "%2e%2e", "%E2%80%AE", "a" * 2000, "[object Object]", "'", "1e9", "-1"]


def test_what_is_public_tells_strangers_nothing_of_acme(committed_samples, client_of):
    anonymous = client_of()
    for route in sorted(PUBLIC):
        nowhere = dict.fromkeys(ARGUMENT.findall(route), "0" * 32) | {"tenant_id": "1"}
        for method, options in ways_to_ask():
            at = "/" + route % (nowhere | {"slug": "acme"})
            answer = anonymous.request(method, at, **options)
            assert answer.status_code < 500 or route == "readyz", (method, route)
            assert_nothing_is_told(answer)
            if route != "demo/shop/":  # it plays a customer's page
                assert what_is_missing(answer) == [], (method, route)


def odd_addresses():
    """A company's slug is looked at by the one guard of them all: once is enough for that."""
    for route in sorted(r for r in routes() if "%(" in r):
        names = ARGUMENT.findall(route)
        its_own = {"slug": "globex", "tenant_id": "1"} if route.startswith(COMPANY) else {}
        if its_own and names == ["slug"] and route != "t/%(slug)s/inbox/":
            continue
        for odd in ODD:
            yield "/" + route % (dict.fromkeys(names, odd) | its_own)
            if not its_own or names == ["slug"]:
                yield "/" + route % dict.fromkeys(names, odd)


def leads_somewhere(address):
    """Most odd arguments fit no route: all of those are answered by the same page."""
    try:
        resolve(RequestFactory().get(address).path_info)
    except Resolver404:
        return False
    return True


def test_odd_arguments_are_no_errors_of_ours(samples, cast):
    eve = Asker(cast.eve)
    somewhere = sorted(filter(leads_somewhere, set(odd_addresses())))
    assert len(somewhere) > 100
    for address in [*somewhere, "/nowhere/%00/", "/t/globex/people/%ff/"]:
        answer = eve.get(address)
        assert answer.status_code in (200, 302, 400, 404, 405), address
        assert_nothing_is_told(answer)


def test_nor_to_the_server_in_front(committed_cast, client_of):
    eve = client_of(committed_cast.eve)
    for odd in ODD:
        for address in (f"/t/globex/people/{odd}/", f"/t/{odd}/inbox/", f"/join/globex/{odd}/"):
            answer = eve.get(address, headers=BROWSER)
            assert answer.status_code in (200, 302, 400, 404, 405), address


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
