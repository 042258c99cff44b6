"""A company with very many chats, made by PostgreSQL itself from one that was really held.

One chat is begun, answered and gone on with through `chat.actions`; the others are copies of its
rows with their own state, times, operators and words. So a new column needs no change here.
"""

import uuid
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.db import connection, models, transaction

from chat import actions
from chat.models import Conversation, Entry, Tag, Visitor
from chat.search.indexing import FILL, SPOKEN
from helpdesk.tenancy import tenant_scope
from tenants.actions import found_company, join_company
from tenants.models import Membership, User

OPERATORS = 5
RARE, COMMON = "zeppelin", "parcel"  # in five chats, and in every second one
WORDS = [
    "".join(parts)
    for parts in product(("ba", "de", "fi", "ko", "lu", "mar"), ("na", "re", "ti", "so"), "bdgkmt")
]
INDEXED_AT_ONCE = 2000

# A third of the live ones wait; half of the others have a customer who waits for the next word.
STATUS = "CASE g %% 6 WHEN 0 THEN 'waiting' WHEN 1 THEN 'open' WHEN 2 THEN 'open' ELSE 'closed' END"
CHAT = {
    "visitor_id": "v.id",
    "status": STATUS,
    "operator_id": "CASE WHEN g %% 6 <> 0 THEN (%(members)s::bigint[])[1 + g %% %(people)s] END",
    "priority": "g %% 4",
    "waiting_since": "CASE WHEN g %% 6 < 2 THEN now() - g * 7919 %% 86400 * interval '1 s' END",
    "closed_at": "CASE WHEN g %% 6 > 2 THEN now() - g * interval '1 min' END",
    "created_at": "now() - g * interval '1 min'",
    "queued_at": "now() - g * interval '1 min'",
    "due_at": "NULL",
    "indexed_seq": "t.last_seq",
}
BODY = f"""
CASE WHEN t.author NOT IN ('visitor', 'operator') THEN t.body ELSE (
    SELECT string_agg((%(words)s::text[])[
        1 + (hashint8(c.id * 131 + t.seq * 17 + w) & 2147483647) %% cardinality(%(words)s::text[])
    ], ' ') FROM generate_series(1, 8) w
) || CASE WHEN t.seq = 1 AND c.id %% 2 = 0 THEN ' {COMMON}' ELSE '' END
  || CASE WHEN t.seq = 1 AND c.id %% %(step)s = 0 THEN ' {RARE}' ELSE '' END END
"""
TAGGED = """
INSERT INTO chat_conversationtag (tenant_id, conversation_id, tag_id)
SELECT tenant_id, id, %(tag)s FROM chat_conversation WHERE id %% 5 = 0
"""
READ = """
INSERT INTO chat_readmark (tenant_id, conversation_id, member_id, visitor_messages)
SELECT tenant_id, id, %(member)s, 1 FROM chat_conversation WHERE id %% 3 = 0
"""
CURRENT = """
UPDATE chat_visitor v SET current_id = c.id FROM chat_conversation c WHERE c.visitor_id = v.id
"""


def make_company(name: str, chats: int) -> Membership:
    """Founds it and fills it; the member who will look at the inbox."""
    owner = person_named(name, 0)
    first = found_company(founder=owner, name=name)
    with tenant_scope(first.tenant):
        people = [person_named(name, number) for number in range(1, OPERATORS)]
        others = [join_company(tenant=first.tenant, person=p, role="operator") for p in people]
    fill([first, *others], chats)
    return first


def fill(members: list[Membership], chats: int) -> None:
    """So many chats for these colleagues, found by the search as well."""
    with tenant_scope(members[0].tenant):
        with transaction.atomic():
            _copy(one_chat(members[0]), members, chats)
        _index()


def person_named(company: str, number: int) -> User:
    return User.objects.create_user(f"person{number}@{company}.example", name=f"Person {number}")


def one_chat(member: Membership) -> Conversation:
    """The pattern of all: asked, acknowledged, answered, asked again."""
    page = {"url": "https://shop.example/checkout", "title": "Checkout"}
    visitor, _ = actions.new_visitor(tenant=member.tenant, locale="en", page=page)

    def asks() -> int:
        said = {"client_id": uuid.uuid4(), "body": "Where is it?"}
        return actions.post_visitor_message(visitor=visitor, **said).entry.conversation_id

    number = asks()
    answer = {"client_id": uuid.uuid4(), "body": "On its way."}
    actions.post_operator_message(member=member, conversation_id=number, **answer)
    return Conversation.objects.get(pk=asks())


def _copy(pattern: Conversation, members: list[Membership], chats: int) -> None:
    values = {
        "pattern": pattern.pk,
        "visitor": pattern.visitor_id,
        "members": [member.pk for member in members],
        "people": len(members),
        "chats": chats - 1,
        "words": WORDS,
        "step": max(2, chats // 5),
        "tag": Tag.objects.create(tenant=members[0].tenant, name="refund").pk,
        "member": members[0].pk,
    }
    with connection.cursor() as cursor:
        for sql in (*_copies(), CURRENT, TAGGED, READ):
            cursor.execute(sql, values)


def _copies() -> Iterator[str]:
    visitor = {"token_hash": "md5(g::text) || md5((-g)::text)", "current_id": "NULL"}
    yield copies_of(Visitor, visitor, "generate_series(1, %(chats)s) g", "t.id = %(visitor)s")
    numbered = "(SELECT id, row_number() OVER (ORDER BY id) AS g FROM chat_visitor) v"
    yield copies_of(Conversation, CHAT, numbered, "t.id = %(pattern)s AND v.id <> t.visitor_id")
    entry = {"conversation_id": "c.id", "client_id": "gen_random_uuid()", "body": BODY}
    where = "t.conversation_id = %(pattern)s AND c.id <> %(pattern)s"
    yield copies_of(Entry, entry, "chat_conversation c", where)


def copies_of(model: type[models.Model], own: dict[str, str], beside: str, where: str) -> str:
    """Copies of the rows `t` of a table, for each row of `beside`; `own` is what differs."""
    table = model._meta.db_table
    columns = [f.column for f in model._meta.local_concrete_fields if f.column not in (None, "id")]
    values = [own.get(column, f"t.{column}") for column in columns]
    rows = f"SELECT {', '.join(values)} FROM {table} t, {beside} WHERE {where}"
    return f"INSERT INTO {table} ({', '.join(columns)}) {rows}"


def _index() -> None:
    """What the worker does little by little (chat.search.indexing)."""
    found = list(Conversation.objects.order_by("pk").values_list("pk", "last_seq"))
    for start in range(0, len(found), INDEXED_AT_ONCE):
        some = found[start : start + INDEXED_AT_ONCE]
        values: dict[str, Any] = {
            "chats": [pk for pk, _ in some],
            "after": [0] * len(some),
            "up_to": [last for _, last in some],
            "stemmers": ["english"] * len(some),
            "house": "english",
            "kinds": [str(kind) for kind in SPOKEN],
        }
        with connection.cursor() as cursor:
            cursor.execute(FILL, values)
