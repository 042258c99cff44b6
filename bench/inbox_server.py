"""One database of `bench.inbox`: fills it, then does every step once for each line it is told."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

NEIGHBOURS = 500  # chats of another company in the same tables


def main(chats: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
    import django

    django.setup()
    from chat.replay.company import signed_in

    began = time.monotonic()
    member, entries = prepare(chats)
    say({"filled": f"{entries:,} entries, ready after {time.monotonic() - began:.0f} s"})
    with signed_in([member]) as (cookie,):
        asyncio.run(serve(member.tenant.slug, cookie))


def prepare(chats: int) -> tuple[Any, int]:
    """The member whose inbox it is, and how long all logs are together."""
    from django.core.management import call_command
    from django.db import connections

    from bench.inbox_data import make_company
    from chat.models import Entry
    from helpdesk.tenancy import tenant_scope
    from tenants.models import Tenant

    call_command("migrate", verbosity=0)
    if not Tenant.objects.filter(slug="acme").exists():
        make_company("acme", chats)
        make_company("globex", NEIGHBOURS)
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")  # as PostgreSQL does by itself, some time later
    require_serving_role()
    tenant = Tenant.objects.get(slug="acme")
    with tenant_scope(tenant):
        member = tenant.memberships.select_related("tenant", "user").order_by("pk").first()
        return member, Entry.objects.count()


def require_serving_role() -> None:
    """Else row-level security would cost nothing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR relowner = r.oid FROM pg_roles r, pg_class "
            "WHERE rolname = current_user AND relname = 'chat_conversation'"
        )
        assert cursor.fetchone() == (False,)


async def serve(slug: str, cookie: str) -> None:
    from chat import runtime

    # Nothing else is at work while something is measured.
    runtime.BEAT_EVERY = runtime.WATCH_EVERY = runtime.CLOCK_EVERY = 3600.0
    await one_round(slug, cookie)  # whoever comes online is told to everybody once
    say({"ready": True})
    while await asyncio.to_thread(sys.stdin.readline):
        say(await one_round(slug, cookie))


async def one_round(slug: str, cookie: str) -> dict[str, tuple[float, int]]:
    """{step: (seconds, statements)}"""
    from bench.console import Console
    from bench.inbox_data import COMMON, RARE

    console, measured = Console(slug, cookie), {}
    _, measured["page"] = await measure(console.fetch_page)
    _, measured["welcome"] = await measure(console.connect)
    first, measured["list"] = await measure(console.list)
    measured["open"] = together([measured[step] for step in ("page", "welcome", "list")])
    _, measured["more"] = await measure(console.list, cursor=first["next"])
    _, measured["closed"] = await measure(console.list, "closed")
    _, measured["desk"] = await measure(console.ask, "desk", type="desk")
    for step, words in (("rare", RARE), ("common", COMMON)):
        found, measured[step] = await measure(console.search, words=words)
        assert found["hits"], words
    _, measured["filter"] = await measure(console.search, filters={"language": "pl"})
    await console.close()
    return measured


def together(parts: list[tuple[float, int]]) -> tuple[float, int]:
    return sum(seconds for seconds, _ in parts), sum(number for _, number in parts)


async def measure(
    work: Callable[..., Awaitable[Any]], *args: Any, **more: Any
) -> tuple[Any, tuple[float, int]]:
    from bench.counting import counted

    with counted() as statements:
        began = time.perf_counter()
        result = await work(*args, **more)
        return result, (time.perf_counter() - began, len(statements))


def say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
