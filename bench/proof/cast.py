"""`python -m bench.proof.cast COMPANIES OPERATORS CHATS`: makes companies in an empty database,
each with so many operators who have so many chats each, and prints where everybody connects and
what they say first, as JSON (a `Plan` of load/generator.mjs without its address)."""

import json
import sys
import uuid
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (apps are ready now)
from django.db import transaction  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from bench.inbox_server import require_serving_role  # noqa: E402
from chat import actions  # noqa: E402
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
                made = [begin_chat(member) for _ in range(chats)]
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


def begin_chat(member: Membership) -> tuple[str, int]:
    """The visitor's token, and the conversation that this colleague has taken."""
    page = {"url": "https://shop.example/checkout", "title": "Checkout"}
    who, token = actions.new_visitor(tenant=member.tenant, locale="en", page=page)
    said = {"client_id": uuid.uuid4(), "body": "Where is it?"}
    number = actions.post_visitor_message(visitor=who, **said).entry.conversation_id
    actions.take(member=member, conversation_id=number, client_id=uuid.uuid4())
    return token, number


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
