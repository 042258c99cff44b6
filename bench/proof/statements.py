"""`python -m bench.proof.statements BATCHES MESSAGES`: what the helpdesk's writer says to
PostgreSQL for a batch of so many messages, as JSON: a list of statements for each batch.

Taken down while `chat.writer.write` works, so they are its statements whatever it becomes; each
batch has other conversations, and a new id for each message each time it is said.
"""

import json
import random
import sys
import uuid
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402  (apps are ready now)
from django.db import connection  # noqa: E402

from chat.models import Conversation  # noqa: E402
from chat.posts import Post  # noqa: E402
from chat.writer import write  # noqa: E402
from helpdesk.db.postgresql.base import CARRY  # noqa: E402
from helpdesk.tenancy import current_scope, tenant_scope  # noqa: E402
from tenants.models import Tenant  # noqa: E402

BODY = "Good morning, where is the parcel that I ordered last week, please? 01234567"


def posts(conversations: list[Conversation]) -> list[Post]:
    return [Post(c.tenant_id, c.pk, uuid.uuid4(), BODY, c.visitor) for c in conversations]


def all_conversations() -> list[Conversation]:
    found: list[Conversation] = []
    for tenant in Tenant.objects.all():
        with tenant_scope(tenant):
            found += Conversation.objects.select_related("visitor")
    return found


def transaction(conversations: list[Conversation]) -> list[str]:
    """What is said between BEGIN and COMMIT."""
    said: list[str] = []
    scopes: list[Any] = []
    batch = posts(conversations)

    def take_down(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        raw = psycopg.ClientCursor(connection.connection)
        if current_scope() not in scopes[-1:]:
            scopes.append(current_scope())
            said.append(raw.mogrify(CARRY, current_scope()))
        said.append(raw.mogrify(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_down):
        outcomes = write(batch)
    if failed := [outcome for outcome in outcomes if isinstance(outcome, Exception)]:
        raise failed[0]
    return [with_new_ids(statement, {post.client_id for post in batch}) for statement in said]


def with_new_ids(statement: str, ids: set[uuid.UUID]) -> str:
    """Each of these ids, which stands in a text, is drawn anew each time."""
    for one in ids:
        statement = statement.replace(f'"{one}"', "\"' || gen_random_uuid() || '\"")
    if any(one.hex in statement or str(one) in statement for one in ids):
        raise RuntimeError("an id stands where it cannot be drawn anew")
    return statement


if __name__ == "__main__":
    batches, messages = map(int, sys.argv[1:3])
    everything, chance = all_conversations(), random.Random(7)
    write(posts(everything))  # what is asked once and then known is not asked below
    samples = (chance.sample(everything, messages) for _ in range(batches))
    print(json.dumps([transaction(sample) for sample in samples]))
