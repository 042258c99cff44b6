"""Two companies in one process, at the same time: the scope belongs to the unit of work."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from chat import units
from chat.models import Visitor
from helpdesk.tenancy import TenantScopeMissing, current_tenant_id, tenant_scope
from tenants.models import Membership


def tenants_in_sight():
    return set(Membership.objects.values_list("tenant_id", flat=True).distinct())


def read_and_write(tenant_id):
    with transaction.atomic():
        before = tenants_in_sight()
        Visitor.objects.filter(tenant_id=tenant_id).update(name=str(tenant_id))
    return before | set(Visitor.objects.values_list("tenant_id", flat=True))


async def test_a_thousand_units_of_two_companies_never_meet(committed_cast):
    both = [committed_cast.acme.pk, committed_cast.globex.pk]
    work = [(tenant, units.in_tenant(tenant, read_and_write, tenant)) for tenant in both * 500]
    seen = await asyncio.gather(*(unit for _, unit in work))
    assert seen == [{tenant} for tenant, _ in work]


async def test_a_unit_that_fails_leaves_nothing_to_the_next(committed_cast):
    def fails():
        assert tenants_in_sight() == {committed_cast.acme.pk}
        raise ZeroDivisionError

    acme, globex = committed_cast.acme.pk, committed_cast.globex.pk
    failing = [units.in_tenant(acme, fails) for _ in range(40)]
    results = await asyncio.gather(*failing, return_exceptions=True)
    assert {type(result) for result in results} == {ZeroDivisionError}
    with pytest.raises(TenantScopeMissing):
        await units.unscoped(tenants_in_sight)
    assert await units.in_tenant(globex, tenants_in_sight) == {globex}


async def test_a_unit_for_global_tables_stays_outside_whatever_is_open(committed_cast):
    with tenant_scope(committed_cast.acme), pytest.raises(TenantScopeMissing):
        await units.unscoped(tenants_in_sight)


async def test_tasks_that_take_turns_keep_their_own_scope(committed_cast):
    async def one(tenant, turns=20):
        seen = set()
        with tenant_scope(tenant):
            for _ in range(turns):
                await asyncio.sleep(0)
                seen.add(current_tenant_id())
        return seen

    both = [committed_cast.acme, committed_cast.globex]
    assert await asyncio.gather(*map(one, both)) == [{tenant.pk} for tenant in both]
    assert current_tenant_id() is None


def test_a_thread_starts_outside_of_every_scope(committed_cast):
    def elsewhere():
        try:
            return tenants_in_sight()
        except TenantScopeMissing as error:
            return error
        finally:
            connection.close()

    with tenant_scope(committed_cast.acme), ThreadPoolExecutor(1) as threads:
        assert isinstance(threads.submit(elsewhere).result(), TenantScopeMissing)
