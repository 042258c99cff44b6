"""What a part needs in its database, stored there by a process of its own that knows Django:
`python -m bench.scale.stored KIND NUMBER` prints where visitors and operators connect, as JSON.

visitors: so many, in ten companies, who have not said anything yet. chats: so many open chats of
one company, fifty of each operator. due: so many promises that are due now.
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (apps are ready now)
from django.db import connection, models, transaction  # noqa: E402  (
from django.utils import timezone  # noqa: E402

from bench.inbox_data import copies_of, one_chat, person_named  # noqa: E402
from bench.scale.stored_promises import store_promises  # noqa: E402
from bench.scale.tokens import HASH, of_visitor  # noqa: E402
from chat import actions  # noqa: E402
from chat.models import Conversation, Entry, Visitor  # noqa: E402
from chat.replay.company import sign_in  # noqa: E402
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.actions import found_company, join_company  # noqa: E402
from tenants.models import Membership  # noqa: E402

COMPANIES = 10
CHATS_OF_AN_OPERATOR = 50  # as many as one console has open


@dataclass
class Places:
    """Where everybody connects. visitors: (path, token). operators: (path, cookie, numbers of the
    chats they have open)."""

    visitors: list[tuple[str, str]] = field(default_factory=list)
    operators: list[tuple[str, str, list[int]]] = field(default_factory=list)


def store_visitors(number: int) -> Places:
    places = Places()
    for company in range(COMPANIES):
        owner = found(f"company{company}")
        with tenant_scope(owner.tenant), transaction.atomic():
            pattern, _ = actions.new_visitor(tenant=owner.tenant, locale="en")
            count = number // COMPANIES
            own = {"token_hash": HASH, "current_id": "NULL"}
            _copy(Visitor, own, f"generate_series(1, {count}) g", pattern.pk, owner)
        path = f"/ws/widget/{owner.tenant.site_key}/"
        places.visitors += [(path, of_visitor(owner.tenant_id, g)) for g in range(1, count + 1)]
    return places


def store_chats(number: int) -> Places:
    owner = found("company")
    with tenant_scope(owner.tenant), transaction.atomic():
        count = -(-number // CHATS_OF_AN_OPERATOR)
        people = [person_named("company", n) for n in range(1, count)]
        members = [owner]
        members += [join_company(tenant=owner.tenant, person=p, role="operator") for p in people]
        pattern = one_chat(owner)
        _copy_chats(pattern, members, number)
    return _places_of_chats(owner, members, pattern, number)


def found(name: str) -> Membership:
    """A company that is open and set up; its owner."""
    owner = found_company(founder=person_named(name, 0), name=name)
    tenant = owner.tenant
    tenant.set_up_at = tenant.last_left_at = timezone.now()
    tenant.masked_after_s = 3600
    tenant.save()
    return owner


def _copy_chats(pattern: Conversation, members: list[Membership], number: int) -> None:
    owner = members[0]
    own = {"token_hash": HASH, "current_id": "NULL"}
    _copy(Visitor, own, f"generate_series(1, {number}) g", pattern.visitor_id, owner)
    numbered = f"(SELECT id, row_number() OVER (ORDER BY id) AS g FROM chat_visitor \
                  WHERE id > {pattern.visitor_id}) v"
    numbers = ", ".join(str(member.pk) for member in members)
    held_by = f"(ARRAY[{numbers}]::bigint[])[1 + ((g - 1) / {CHATS_OF_AN_OPERATOR})::int]"
    own = {"visitor_id": "v.id", "operator_id": held_by, "status": "'open'", "due_at": "NULL"}
    _copy(Conversation, own, numbered, pattern.pk, owner)
    own = {"conversation_id": "c.id", "client_id": "gen_random_uuid()"}
    where = f"t.conversation_id = {pattern.pk} AND c.id <> {pattern.pk}"
    _execute(copies_of(Entry, own, "chat_conversation c", where))
    _execute("UPDATE chat_visitor v SET current_id = c.id FROM chat_conversation c"
             " WHERE c.visitor_id = v.id")  # fmt: skip


def _places_of_chats(
    owner: Membership, members: list[Membership], pattern: Conversation, number: int
) -> Places:
    tenant, places = owner.tenant, Places()
    path = f"/ws/widget/{tenant.site_key}/"
    places.visitors = [(path, of_visitor(tenant.pk, g)) for g in range(1, number + 1)]
    with tenant_scope(tenant):
        rows = Conversation.objects.exclude(pk=pattern.pk).order_by("pk")
        held: dict[int, list[int]] = {member.pk: [] for member in members}
        for pk, operator in rows.values_list("pk", "operator_id"):
            held[operator].append(pk)
    path = f"/ws/t/{tenant.slug}/"
    places.operators = [(path, cookie_of(member), held[member.pk]) for member in members]
    return places


def cookie_of(member: Membership) -> str:
    """As a Cookie header, of somebody who has signed in."""
    return f"{settings.SESSION_COOKIE_NAME}={sign_in(member).session_key}"


def _copy(
    model: type[models.Model], own: dict[str, str], beside: str, pattern: int, owner: Membership
) -> None:
    values = {name: sql.replace("{company}", str(owner.tenant_id)) for name, sql in own.items()}
    _execute(copies_of(model, values, beside, f"t.id = {pattern}"))


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def store_due(number: int) -> Places:
    store_promises(found("company"), number)
    return Places()


KINDS: dict[str, Any] = {"visitors": store_visitors, "chats": store_chats, "due": store_due}

if __name__ == "__main__":
    kind, number = sys.argv[1:]
    print(json.dumps(asdict(KINDS[kind](int(number)))))
