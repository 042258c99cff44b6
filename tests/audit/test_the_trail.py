"""Lines of the trail: who, what, when, from where; and that nobody changes or removes one."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.utils import timezone

from helpdesk.tenancy import TenantScopeMissing, tenant_scope
from tenants.audit import Actor, acting, record, watched
from tenants.audit.actions import ACTIONS
from tenants.audit.whereabouts import browser_of, network_of
from tenants.models import AuditEntry
from tests.tenants.conftest import ada  # noqa: F401  the owner's browser

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_line_tells_who_what_and_from_where(in_acme):
    with acting(Actor("token", "Warehouse", in_acme.ada.pk, "203.0.113.0/24", "")):
        record("person.role_changed", target="Omar", role=["operator", "admin"])
    line = AuditEntry.objects.get()
    assert (line.actor, line.through, line.member_id) == ("Warehouse", "token", in_acme.ada.pk)
    assert (line.action, line.target) == ("person.role_changed", "Omar")
    assert line.detail == {"role": ["operator", "admin"]}
    assert line.network == "203.0.113.0/24"


def test_nobody_said_to_be_acting_is_the_product_itself(in_acme):
    record("settings.changed", target="hours")
    assert AuditEntry.objects.get().through == "system"


def test_a_request_says_who_sends_it(cast, ada):  # noqa: F811
    ada.post(
        f"/t/acme/people/{cast.omar.pk}/",
        {"role": "supervisor"},
        REMOTE_ADDR="2001:db8:85a3:8d3::1",
        headers={"User-Agent": FIREFOX},
    )
    with tenant_scope(cast.acme):
        line = AuditEntry.objects.get()
    assert (line.actor, line.member_id, line.through) == ("Ada", cast.ada.pk, "session")
    assert (line.network, line.browser) == ("2001:db8:85a3::/48", "Firefox")
    assert line.detail == {"role": ["operator", "supervisor"]}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_kept_as_its_network_alone(address, network):
    assert network_of(address) == network


def test_a_browser_is_kept_as_its_family_alone():
    edge = "Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    assert [browser_of(each) for each in (FIREFOX, edge, "made up")] == ["Firefox", "Edge", ""]


def test_what_opens_a_door_is_refused(in_acme):
    for name in ("secret", "new_password", "token", "token_hash"):
        with pytest.raises(ValueError, match=name):
            record("token.made", **{name: "hd_1_abc"})
    with pytest.raises(KeyError):
        record("made.up")
    record("token.made", deep={"secret": "s", "name": "n"})
    assert AuditEntry.objects.get().detail == {"deep": {"name": "n"}}


def test_a_line_needs_a_company(cast):
    with pytest.raises(TenantScopeMissing):
        record("settings.changed")


def test_watching_a_row_tells_what_became_of_it(in_acme):
    tenant = in_acme.acme
    with watched(tenant, target="general"):
        tenant.greeting, tenant.site_key = "Hi", "0" * 32
        tenant.save()
    with watched(tenant, target="general"):
        tenant.save()
    assert [line.detail for line in AuditEntry.objects.all()] == [
        {"greeting": ["Hello! How can we help?", "Hi"]}
    ]


def test_every_action_fits_its_column():
    assert max(map(len, ACTIONS)) <= 40
    assert all(name.count(".") == 1 for name in ACTIONS)


def test_nothing_is_written_where_somebody_practises(in_acme):
    from tenants.sandboxes import erase_sandbox_of, open_sandbox

    there = open_sandbox(in_acme.tess)
    with tenant_scope(there.tenant_id):
        record("settings.changed", target="general")
        assert not AuditEntry.objects.exists()
    erase_sandbox_of(in_acme.tess)


# --- only ever added to ---------------------------------------------------------------------------

CHANGES = [
    "UPDATE tenants_auditentry SET actor = 'Nobody'",
    "DELETE FROM tenants_auditentry",
    "TRUNCATE tenants_auditentry",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_serving_role_may_not(in_acme, statement):
    record("settings.changed", target="hours")
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().actor == ""


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("statement", CHANGES)
def test_nor_may_the_owner(cast, statement):
    with tenant_scope(old_line(cast, days=30).tenant_id):
        refused = pytest.raises(ProgrammingError, match="only ever added to")
        with refused, transaction.atomic("owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL app.trims_audit = 'yes'")
            cursor.execute(statement)


def old_line(cast, days):
    """A line of Acme as the owner of the tables sees it, in a company that only they see."""
    from tenants.models import Tenant

    at = timezone.now() - timedelta(days=days)
    tenant, _ = Tenant.objects.using("owner").get_or_create(name="Initech", slug="initech")
    with tenant_scope(tenant):
        return AuditEntry.objects.using("owner").create(
            tenant=tenant, action="settings.changed", through="system", at=at
        )


@pytest.mark.django_db(databases=["default", "owner"])
def test_old_lines_go_by_a_command_that_tells_of_itself(cast):
    old_line(cast, days=800)
    kept = old_line(cast, days=700)
    call_command("trim_audit", days=730, verbosity=0)
    with tenant_scope(kept.tenant_id):
        lines = AuditEntry.objects.using("owner").order_by("at")
        assert [line.action for line in lines] == ["settings.changed", "audit.trimmed"]
        assert lines[1].detail["lines"] == 1
    with pytest.raises(CommandError):
        call_command("trim_audit", days=30)
