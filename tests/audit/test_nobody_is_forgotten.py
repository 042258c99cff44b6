"""Every page of a company that is posted to, filled in by its owner: where anything was written,
the trail tells of it. A new page is walked by itself."""

import re
from itertools import islice

import pytest
from django.db import connection, transaction
from django.test import Client

from chat.models import RoutingRule
from helpdesk.tenancy import tenant_scope
from tenants.models import Department
from tests.audit.forms import SOON, Forms, ways_to_fill
from tests.conftest import sign_in
from tests.isolation.addresses import COMPANY, routes
from tests.isolation.conftest import samples  # noqa: F401  something of each kind in Acme
from tests.tenants.conftest import fresh_limits_and_quick_passwords  # noqa: F401

# Work with customers and each other, which has logs of its own, and what belongs to one person.
WORK = ("inbox/", "frames/", "files/", "promises/", "mail/outbox/", "coaching/", "practice/runs/",
        "practice/start/", "practice/go-on/", "setup/", "reviews/next/",
        "settings/bot/service/try/",
    "settings/data/imports/%(import_id)s/put-aside/",
)  # fmt: skip
# Written to beside what is asked for: a claim, a look, a hint to the worker.
BESIDE = {"chat_agenda", "django_session", "feedback_review",
          "feedback_reviewtask"}  # fmt: skip
MOST_TRIES = 4
# For addresses that show no form of their own.
UNSEEN = {
    "to": "up",
    "site": "https://shop.acme.example",
    "number": "3",
    "holiday-date": SOON,
    "holiday-name": "Moving day",
    "holiday-kind": "closed",
}
TRAIL = "tenants_auditentry"
ARGUMENTS = lambda route: set(re.findall(r"%\((\w+)\)", route))  # noqa: E731
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.I)
# The walk has to get through these, or it proves nothing.
SURE = {
    "people/", "people/%(member_id)s/", "people/%(member_id)s/end/", "people/%(member_id)s/work/",
    "invitations/%(invitation_id)s/again/", "invitations/%(invitation_id)s/take-back/",
    "settings/", "settings/key/", "settings/sites/", "settings/hours/",
    "settings/hours/holidays/", "settings/hours/holidays/%(holiday_id)s/remove/",
    "settings/departments/new/", "settings/departments/%(department_id)s/",
    "settings/departments/%(department_id)s/delete/", "settings/contact/",
    "settings/contact/%(way_id)s/remove/", "settings/routing/rules/%(rule_id)s/delete/",
    "settings/mood/", "settings/bot/", "settings/bot/service/secret/", "manners/",
    "etiquette/words/", "house-rules/%(house_rule_id)s/delete/", "settings/survey/",
    "settings/survey/questions/%(question_id)s/remove/", "settings/afterwards/",
    "privacy/", "privacy/masking/%(pattern_id)s/remove/", "privacy/permissions/notice/",
    "mail/sender/", "reviews/rules/", "reviews/scorecards/", "reviews/scorecards/%(card_id)s/",
    "canned/new/", "canned/%(reply_id)s/delete/", "articles/%(article_id)s/delete/",
    "tags/%(tag_id)s/", "blocked/%(block_id)s/lift/", "me/", "me/work/",
}  # fmt: skip


@pytest.fixture
def ada(cast):
    return sign_in(Client(raise_request_exception=False), cast.ada)


@pytest.fixture
def quick(monkeypatch):
    """The client would copy the whole context of each template it sees."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *a, **k: None)


@pytest.fixture
def several(cast, samples):  # noqa: F811
    """Of what can be put into another order."""
    with tenant_scope(cast.acme):
        Department.objects.create(tenant=cast.acme, name="A second one")
        RoutingRule.objects.update(position=5)
        RoutingRule.objects.create(tenant=cast.acme, when={"words": "a"}, priority=2)


def test_whatever_an_owner_changes_leaves_a_line(ada, samples, several, quick):  # noqa: F811
    told, forgotten = set(), []
    for route in routes():
        page = route.removeprefix(COMPANY)
        if route == page or page.startswith(WORK) or not ARGUMENTS(route) <= set(samples):
            continue  # that each has its samples is the business of tests/isolation
        for address, ways in forms_on(ada, "/" + route % samples):
            written = written_first(ada, address, ways)
            if TRAIL in written:
                told.add(page)
            elif written:
                forgotten.append(f"{page} {sorted(written)}")
    assert not forgotten, "\n".join(forgotten)
    assert told >= SURE, sorted(SURE - told)


def forms_on(client, address):
    """(address, ways to fill it in) of each form of a page, or of what can only be posted to."""
    answer = client.get(address, headers={"Accept": "text/html"})
    if answer.status_code in (302, 405):
        yield address, [UNSEEN]
    elif answer.status_code == 200:
        for form in Forms(answer.content.decode()).found:
            if form["action"] in ("", address):
                yield address, islice(ways_to_fill(form), MOST_TRIES)


def written_first(client, address, ways):
    """The tables written to by the first way that the trail tells of; else those of any way: what
    is saved as it was is no change, and leaves no line."""
    untold = set()
    for data in ways:
        tables = tables_written(client, address, data) - BESIDE
        if TRAIL in tables:
            return tables
        untold |= tables
    return untold


def tables_written(client, address, data):
    """Those with a row that is another now. Everything is as it was before afterwards."""
    written = set()

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if (match := WRITES.match(sql)) and context["cursor"].rowcount:
            written.add(match[1])
        return result

    with transaction.atomic(), connection.execute_wrapper(note):
        client.post(address, data, headers={"Accept": "text/html"})
        transaction.set_rollback(True)
    return written
