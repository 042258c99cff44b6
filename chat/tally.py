"""How many chats there are of each kind, and whether anything has changed. Call inside a tenant
scope.

Counted up to a limit and by indexes alone: what the inbox costs must not grow with the number of
chats.
"""

from typing import Any

from django.db import connection

from tenants.models import Membership

MOST_COUNTED = 1000
LISTS = ("waiting", "mine", "snoozed", "all")
COUNTS = """
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status = 'waiting' LIMIT %(most)s) w),
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed'
     AND operator_id = %(member)s AND snoozed_until IS NULL
     ORDER BY waiting_since, id DESC LIMIT %(most)s) m),  -- the order makes it use the index
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed'
     AND operator_id = %(member)s AND snoozed_until IS NOT NULL LIMIT %(most)s) s),
  (SELECT count(*) FROM (SELECT FROM chat_conversation WHERE status <> 'closed' LIMIT %(most)s) a)
"""
EPOCH = "(SELECT value::text FROM chat_logepoch)"
DIGEST = """
  (SELECT count(*) || '.' || coalesce(sum(last_seq), 0) FROM (
     SELECT last_seq FROM chat_conversation WHERE status <> 'closed'
     ORDER BY waiting_since, id DESC LIMIT %(most)s) first)
"""


def counts_and_epoch(member: Membership) -> tuple[dict[str, int], str]:
    """Up to MOST_COUNTED each; the epoch names this database's history."""
    *numbers, epoch = _row(f"SELECT {COUNTS}, {EPOCH}", member=member.pk)
    return dict(zip(LISTS, numbers, strict=True)), epoch


def counts_and_digest(member: Membership) -> tuple[dict[str, int], str]:
    """Up to MOST_COUNTED each; the digest as `inbox_digest` has it."""
    *numbers, digest = _row(f"SELECT {COUNTS}, {DIGEST}", member=member.pk)
    return dict(zip(LISTS, numbers, strict=True)), digest


def inbox_digest() -> str:
    """Changes whenever a conversation that is not closed gets an entry, or opens or closes; looks
    at the first MOST_COUNTED in the order of the lists, more than any console holds."""
    return _row(f"SELECT {DIGEST}")[0]


def _row(sql: str, **values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"most": MOST_COUNTED})
        return cursor.fetchone()
