"""Settings > Audit: lines are found, and taken along as a table, which is a line itself."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit import Actor, acting, record
from tenants.models import AuditEntry
from tests.conftest import sign_in


@pytest.fixture
def trail(cast):
    """What four people did; the last of it a year ago."""
    lines = [
        (cast.ada, "person.role_changed", "Omar", {"role": ["operator", "admin"]}),
        (cast.sam, "settings.changed", "hours", {"zone": ["UTC", "Europe/Berlin"]}),
        (cast.ada, "text.changed", "=HYPERLINK(1)", {"name": ["a", "b"]}),
        (None, "settings.changed", "general", {"greeting": ["Hello", "Welcome"]}),
    ]
    with tenant_scope(cast.acme):
        for member, action, target, detail in lines:
            name, pk = (member.display_name, member.pk) if member else ("", None)
            with acting(Actor("session" if member else "system", name, pk)):
                record(action, target=target, **detail)
        AuditEntry.objects.create(
            tenant=cast.acme, action="person.left", through="session", actor="Zoe",
            at=timezone.now() - timedelta(days=365),
        )  # fmt: skip
    return cast


def found(client, **asked):
    answer = client.get("/t/acme/audit/", asked)
    assert answer.status_code == 200
    return [line.entry.target for line in answer.context["lines"]]


def test_lines_are_found(trail):
    ada, today = sign_in(Client(), trail.ada), timezone.now().date()
    everything = ["general", "=HYPERLINK(1)", "hours", "Omar", ""]
    for asked, targets in [
        ({}, everything),
        ({"person": trail.ada.pk}, ["=HYPERLINK(1)", "Omar"]),
        ({"person": "0"}, ["general", ""]),
        ({"action": "settings.changed"}, ["general", "hours"]),
        ({"first": today}, everything[:4]),
        ({"last": today - timedelta(days=30)}, [""]),
        ({"q": "berlin"}, ["hours"]),
        ({"q": "welcome hello"}, ["general"]),
        ({"q": "zoe"}, [""]),
        ({"q": "%' OR 1=1 --"}, []),
        ({"person": "x' OR 1=1"}, []),
        ({"person": trail.eve.pk}, []),
        ({"first": today, "last": today - timedelta(days=1)}, []),
        ({"page": "99"}, everything),
    ]:
        assert found(ada, **asked) == targets, asked


def test_the_page_reads_well(trail):
    page = sign_in(Client(), trail.ada).get("/t/acme/audit/").content.decode()
    for told in ("Changed somebody’s role", "Operator", "Admin", "Hours", "By itself"):
        assert told in page, told


def test_what_is_taken_along_is_safe_and_told(trail):
    ada = sign_in(Client(), trail.ada)
    answer = ada.post("/t/acme/audit/export/?action=text.changed")
    [heading, line] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert line[heading.index("About")] == "'=HYPERLINK(1)"
    assert line[heading.index("Details")] == "name: a → b"
    with tenant_scope(trail.acme):
        newest = AuditEntry.objects.order_by("-pk")[0]
    assert (newest.action, newest.target, newest.actor) == ("export.made", "audit", "Ada")
    assert newest.detail["lines"] == 1


def test_only_those_who_may_read_it(trail):
    for member, status in [(trail.sam, 403), (trail.omar, 403), (trail.eve, 404)]:
        client = sign_in(Client(), member)
        assert client.get("/t/acme/audit/").status_code == status
        assert client.post("/t/acme/audit/export/").status_code == status
