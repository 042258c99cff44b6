"""`python -m bench.scale.stored_growth CHATS COMPANIES`: Acme with so many chats, and so many
companies in all, with ten chats each. Prints who writes and reads there, as plans of
bench/proof/load/generator.mjs: `one` is a console of Acme with fifty chats, `ten` are ten consoles
of ten companies with five chats each, `each` are fifty companies with one.

Nine companies are made as companies are made; what is beyond are copies of one of them, by
PostgreSQL's superuser and without asking triggers, in a database that nobody else uses.
"""

import json
import sys
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402  (apps are ready now)
from django.db import connections, transaction  # noqa: E402

from bench.inbox_data import make_company  # noqa: E402
from bench.proof import cast  # noqa: E402
from bench.scale.copying import copy, superuser  # noqa: E402
from bench.scale.tokens import HASH  # noqa: E402
from chat.models import Conversation, Entry, SearchTerm, Visitor  # noqa: E402
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.models import Membership, Tenant, User  # noqa: E402

MADE, CHATS_EACH = 10, 10
CONSOLES = {"one": (1, 50), "ten": (10, 5), "each": (50, 1)}  # how many, with how many chats
COPIES = "tenants_tenant c"
OF_COPIES = "c.slug LIKE 'copy-%'"


def store(chats: int, companies: int) -> dict[str, Any]:
    acme = make_company("acme", chats)
    others = [make_company(f"company{number}", CHATS_EACH) for number in range(1, MADE)]
    if companies > MADE:
        with superuser() as admin:
            _copy_company(admin, others[-1], companies - MADE)
    owners = _owners()
    plans = {name: _plan(owners, *shape) for name, shape in CONSOLES.items() if _fits(owners, name)}
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # as PostgreSQL does by itself, some time later
    return {"plans": plans, "company": acme.tenant.slug}


def _fits(owners: list[Membership], name: str) -> bool:
    return len(owners) >= CONSOLES[name][0]


def _plan(owners: list[Membership], consoles: int, chats: int) -> dict[str, Any]:
    """Consoles of companies from all over the table, Acme's first."""
    plan: dict[str, Any] = {"visitors": [], "operators": []}
    for member in owners[:: max(1, len(owners) // consoles)][:consoles]:
        with tenant_scope(member.tenant), transaction.atomic():
            begun = cast.begin_chats(member, chats)
        plan["operators"].append(cast.operator(member, [number for _, number in begun]))
        plan["visitors"] += [cast.visitor(member, token) for token, _ in begun]
    return plan


def _owners() -> list[Membership]:
    """Of each company the first member, without asking one after the other."""
    with superuser() as admin:
        rows = admin.execute(
            "SELECT min(id), tenant_id FROM tenants_membership GROUP BY 2"
        ).fetchall()
        users = dict(admin.execute("SELECT id, user_id FROM tenants_membership").fetchall())
    first = {tenant: member for member, tenant in rows}
    tenants = Tenant.objects.in_bulk(list(first))
    people = User.objects.in_bulk([users[member] for member in first.values()])
    found = []
    for tenant, member in sorted(first.items()):
        user = people[users[member]]
        found.append(Membership(pk=member, tenant=tenants[tenant], user=user, role="owner"))
    return found


# --- copies ---------------------------------------------------------------------------------------


def _copy_company(admin: psycopg.Connection, of: Membership, number: int) -> None:
    tenant = of.tenant_id
    chat = _first(admin, "chat_conversation", tenant)
    own = {"slug": "'copy-' || g", "site_key": "md5('copy' || g)", "name": "'Copy ' || g"}
    copy(admin, Tenant, own, f"generate_series(1, {number}) g", f"t.id = {tenant}")
    own = {"email": "c.slug || '@copies.example'"}
    copy(admin, User, own, COPIES, f"t.id = {of.user_id} AND {OF_COPIES}")
    own = {"tenant_id": "c.id", "user_id": "u.id"}
    beside = f"{COPIES} JOIN tenants_user u ON u.email = c.slug || '@copies.example'"
    copy(admin, Membership, own, beside, f"t.id = {of.pk} AND {OF_COPIES}")
    _copy_chats(admin, chat)


def _copy_chats(admin: psycopg.Connection, chat: tuple[int, int]) -> None:
    """Ten of each company; every third is open."""
    pattern, visitor = chat
    token = HASH.replace("{company}", "' || c.id || '")
    own = {"tenant_id": "c.id", "token_hash": token, "current_id": "NULL"}
    beside = f"{COPIES}, generate_series(1, {CHATS_EACH}) g"
    copy(admin, Visitor, own, beside, f"t.id = {visitor} AND {OF_COPIES}")
    own = {
        "tenant_id": "v.tenant_id",
        "visitor_id": "v.id",
        "operator_id": "m.id",
        "status": "CASE WHEN v.id % 3 = 0 THEN 'open' ELSE 'closed' END",
        "closed_at": "CASE WHEN v.id % 3 <> 0 THEN now() END",
        "indexed_seq": "t.last_seq",
        "due_at": "NULL",
    }
    mine = f"{COPIES} JOIN tenants_membership m ON m.tenant_id = c.id"
    beside = f"{mine} JOIN chat_visitor v ON v.tenant_id = c.id"
    copy(admin, Conversation, own, beside, f"t.id = {pattern} AND {OF_COPIES}")
    in_chat = {"tenant_id": "k.tenant_id", "conversation_id": "k.id"}
    beside = f"{COPIES} JOIN chat_conversation k ON k.tenant_id = c.id"
    where = f"t.conversation_id = {pattern} AND {OF_COPIES}"
    by = {"member_id": "CASE WHEN t.member_id IS NOT NULL THEN k.operator_id END"}
    copy(admin, Entry, in_chat | by | {"client_id": "gen_random_uuid()"}, beside, where)
    copy(admin, SearchTerm, in_chat, beside, where)
    admin.execute("UPDATE chat_visitor v SET current_id = k.id FROM chat_conversation k"
                  " WHERE k.visitor_id = v.id AND v.current_id IS NULL")  # fmt: skip


def _first(admin: psycopg.Connection, table: str, tenant: int) -> tuple[int, int]:
    """A chat of theirs, and its visitor."""
    asked = f"SELECT id, visitor_id FROM {table} WHERE tenant_id = %s ORDER BY id LIMIT 1"
    row = admin.execute(asked, [tenant]).fetchone()  # type: ignore[arg-type]
    assert row
    return row


if __name__ == "__main__":
    print(json.dumps(store(*map(int, sys.argv[1:3]))))
