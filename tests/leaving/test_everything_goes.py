"""Two weeks after its owner asked for it nothing of a company is left, and of others everything."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants import tasks
from tenants.leaving import erasing
from tenants.leaving.asking import leave, stay
from tenants.leaving.tables import Reference, in_order
from tenants.models import DeletedCompany, Membership, Tenant, User
from tests.platform.conftest import browser_of, make_pat


def files_of(tenant_id):
    folder = Path(settings.STORAGES["files"]["OPTIONS"]["location"]) / str(tenant_id)
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_no_table_and_no_folder_keeps_anything_of_it(
    whole_acme, rows_of, two_weeks_pass, monkeypatch
):
    acme, globex = whole_acme.acme, whole_acme.globex
    [sandbox] = acme.sandboxes.all()
    others, theirs = rows_of(globex.pk), files_of(globex.pk)
    assert len(rows_of(acme.pk)) > 40 and rows_of(sandbox.pk) and files_of(acme.pk)
    leave(tenant=acme)
    assert erasing.due() == [] and not erasing.erase_company(acme.pk)
    two_weeks_pass(acme.pk)
    monkeypatch.setattr(erasing, "BATCH", 7)
    monkeypatch.setattr(tasks.erase_company, "delay", tasks.erase_company)
    tasks.erase_companies()  # as beat asks for it
    assert rows_of(acme.pk) == rows_of(sandbox.pk) == {}
    assert files_of(acme.pk) == files_of(sandbox.pk) == []
    assert list(Tenant.objects.values_list("slug", flat=True)) == ["globex"]
    assert (rows_of(globex.pk), files_of(globex.pk)) == (others, theirs)
    [line] = DeletedCompany.objects.values()
    assert (line["number"], line["founded_at"]) == (acme.pk, acme.created_at)
    assert not erasing.erase_company(acme.pk)  # a second worker, too late


def test_accounts_of_nobody_else_go_with_it(committed_cast, two_weeks_pass):
    acme, globex, sam = committed_cast.acme, committed_cast.globex, committed_cast.sam
    User.objects.filter(pk=committed_cast.omar.user_id).update(is_staff=True)
    with tenant_scope(globex):
        Membership.objects.create(
            tenant=globex,
            user=sam.user,
            role="operator",
            display_name="Sam",
            ended_at=timezone.now(),
        )
    leave(tenant=acme)
    two_weeks_pass(acme.pk)
    assert erasing.erase_company(acme.pk)
    left = User.objects.order_by("email").values_list("email", flat=True)
    assert list(left) == ["eve@globex.example", "omar@acme.example", "sam@acme.example"]


def test_one_that_was_taken_back_stays(committed_cast, rows_of, two_weeks_pass):
    acme = committed_cast.acme
    before = rows_of(acme.pk)
    leave(tenant=acme)
    assert stay(tenant=acme) and not erasing.erase_company(acme.pk)
    assert rows_of(acme.pk) == before | {"tenants_auditentry": 2}
    leave(tenant=acme)
    two_weeks_pass(acme.pk)
    assert not stay(tenant=acme)


def test_a_worker_that_died_in_the_middle_is_no_matter(
    committed_cast, rows_of, two_weeks_pass, monkeypatch
):
    acme, end = committed_cast.acme, erasing._end
    leave(tenant=acme)
    two_weeks_pass(acme.pk)

    def die(*_):
        raise SystemExit

    monkeypatch.setattr(erasing, "_end", die)
    with pytest.raises(SystemExit):
        erasing.erase_company(acme.pk)
    assert "tenants_membership" in rows_of(acme.pk)
    monkeypatch.setattr(erasing, "_end", end)
    assert erasing.erase_company(acme.pk) and rows_of(acme.pk) == {}


def command(*arguments):
    out = io.StringIO()
    call_command("delete_company", *arguments, stdout=out)
    return out.getvalue().strip()


def test_whoever_runs_the_installation_may_too_and_at_once(committed_cast, rows_of):
    with pytest.raises(CommandError, match="It is called Acme"):
        command("acme", "--name", "acme", "--now")
    assert command("acme", "--name", "Acme").startswith("Acme is closed.")
    assert command("acme", "--keep") == "Acme stays."
    assert command("acme", "--name", "Acme", "--now") == "Nothing is left of Acme."
    assert rows_of(committed_cast.acme.pk) == {}
    pat = browser_of(make_pat()).get("/platform/companies/gone/").content.decode()
    assert f"<td>{committed_cast.acme.pk}</td>" in pat and "Acme" not in pat


# --- what PostgreSQL refuses ----------------------------------------------------------------------


def refused(tenant, statement, params=()):
    told_by = pytest.raises(DatabaseError)
    with told_by as told, tenant_scope(tenant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
    return str(told.value)


def test_nobody_has_a_company_go_sooner(committed_cast):
    sooner = "UPDATE tenants_tenant SET leaves_at = now() + interval '13 days' WHERE id = %s"
    told = refused(committed_cast.acme, sooner, [committed_cast.acme.pk])
    assert "a company stays two weeks" in told


@pytest.mark.parametrize("table", ["chat_visitor", "tenants_auditentry", "feedback_consenttext"])
def test_nothing_goes_of_one_whose_time_is_not_up(committed_cast, table):
    leave(tenant=committed_cast.acme)
    told = refused(committed_cast.acme, f"SELECT tenants_erase('{table}', 1)")
    assert "this company stays" in told


def test_nothing_of_another_one(committed_cast, two_weeks_pass):
    leave(tenant=committed_cast.acme)
    two_weeks_pass(committed_cast.acme.pk)
    told = refused(committed_cast.globex, "SELECT tenants_erase('chat_visitor', 1)")
    assert "this company stays" in told


def test_the_platforms_line_is_only_ever_added_to(committed_cast):
    DeletedCompany.objects.create(number=1, founded_at=timezone.now())
    for change in ("DELETE FROM", "UPDATE"):
        rest = " SET number = 2" if change == "UPDATE" else ""
        told = refused(committed_cast.acme, f"{change} tenants_deletedcompany{rest}")
        assert "permission denied" in told


# --- in which order -------------------------------------------------------------------------------


def ref(child, parent, *, may_be_empty=False):
    return Reference(child, parent, f"{parent}_id", may_be_empty)


def test_what_refers_to_others_comes_before_them():
    order = in_order("abc", [ref("b", "a"), ref("c", "b"), ref("c", "a"), ref("x", "a")])
    assert order == (["c", "b", "a"], [])


def test_a_circle_is_cut_where_it_can_be():
    circle = [ref("a", "b"), ref("b", "a", may_be_empty=True), ref("c", "a", may_be_empty=True)]
    order = in_order("abcd", [*circle, ref("a", "d", may_be_empty=True)])
    assert order.cut == [circle[1]]
    assert order.tables == ["c", "a", "b", "d"]


def test_one_that_cannot_be_cut_is_told_before_anything_goes():
    with pytest.raises(ValueError, match="cannot do without each other"):
        in_order("ab", [ref("a", "b"), ref("b", "a")])
    with pytest.raises(ValueError, match="its own table"):
        in_order("a", [ref("a", "a")])
