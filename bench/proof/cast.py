"""`python -m bench.proof.cast COMPANIES OPERATORS CHATS`: makes companies in an empty database,
each with so many operators who have so many chats each, and prints where everybody connects and
what they say first, as JSON (a `Plan` of load/generator.mjs without its address)."""

import json
import secrets
import sys
import uuid
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (apps are ready now)
from django.db import connection, transaction  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from bench.inbox_data import copies_of  # noqa: E402
from bench.inbox_server import require_serving_role  # noqa: E402
from chat import actions  # noqa: E402
from chat.models import Conversation, Entry, Visitor  # noqa: E402
from chat.replay.company import sign_in  # noqa: E402
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.actions import found_company, join_company  # noqa: E402
from tenants.models import Membership, User  # noqa: E402


def make(companies: int, operators: int, chats: int) -> dict[str, Any]:
    require_serving_role()
    plan: dict[str, Any] = {"visitors": [], "operators": []}
    for number in range(companies):
        for member in make_company(f"Company {number}", operators):
            with tenant_scope(member.tenant), transaction.atomic():
                made = begin_chats(member, chats)
            plan["operators"].append(operator(member, [pk for _, pk in made]))
            plan["visitors"] += [visitor(member, token) for token, _ in made]
    return plan


def make_company(name: str, operators: int) -> list[Membership]:
    people = [
        User.objects.create_user(f"person{number}@{slugify(name)}.example", name=f"Olga {number}")
        for number in range(operators)
    ]
    first = found_company(founder=people[0], name=name)
    with tenant_scope(first.tenant):
        others = [join_company(tenant=first.tenant, person=p, role="operator") for p in people[1:]]
    return [first, *others]


def begin_chats(member: Membership, count: int) -> list[tuple[str, int]]:
    """Visitors' tokens, and the conversations that this colleague has taken: one is really begun,
    the others are copies of its rows."""
    page = {"url": "https://shop.example/checkout", "title": "Checkout"}
    first, token = actions.new_visitor(tenant=member.tenant, locale="en", page=page)
    said = {"client_id": uuid.uuid4(), "body": "Where is it?"}
    pattern = actions.post_visitor_message(visitor=first, **said).entry.conversation_id
    actions.take(member=member, conversation_id=pattern, client_id=uuid.uuid4())
    tokens = {
        Visitor.hash(other): other for other in (secrets.token_hex(16) for _ in range(count - 1))
    }
    copy(first, pattern, list(tokens))
    tokens[first.token_hash] = token
    found = Visitor.objects.filter(token_hash__in=tokens).values_list("token_hash", "current_id")
    return [(tokens[hashed], number) for hashed, number in found]


def copy(visitor: Visitor, conversation: int, hashes: list[str]) -> None:
    values = {"visitor": visitor.pk, "pattern": conversation, "hashes": hashes}
    new = "v.token_hash = ANY(%(hashes)s)"
    people = {"token_hash": "given.hash", "current_id": "NULL"}
    entries = {"conversation_id": "v.current_id", "client_id": "gen_random_uuid()"}
    steps = [
        copies_of(Visitor, people, "unnest(%(hashes)s::text[]) given(hash)", "t.id = %(visitor)s"),
        copies_of(
            Conversation, {"visitor_id": "v.id"}, "chat_visitor v", f"t.id = %(pattern)s AND {new}"
        ),
        "UPDATE chat_visitor v SET current_id = c.id FROM chat_conversation c "
        f"WHERE c.visitor_id = v.id AND {new}",
        copies_of(Entry, entries, "chat_visitor v", f"t.conversation_id = %(pattern)s AND {new}"),
    ]
    with connection.cursor() as cursor:
        for sql in steps:
            cursor.execute(sql, values)


def operator(member: Membership, conversations: list[int]) -> dict[str, Any]:
    wanted = [{"conversation": number} for number in conversations]
    cookie = f"{settings.SESSION_COOKIE_NAME}={sign_in(member).session_key}"
    return {
        "path": f"/ws/t/{member.tenant.slug}/",
        "headers": {"Cookie": cookie},
        "hello": {"type": "hello", "v": 1, "epoch": None, "open": wanted},
    }


def visitor(member: Membership, token: str) -> dict[str, Any]:
    return {
        "path": f"/ws/widget/{member.tenant.site_key}/",
        "hello": {"type": "hello", "v": 1, "epoch": None, "token": token},
    }


if __name__ == "__main__":
    print(json.dumps(make(*map(int, sys.argv[1:4]))))
