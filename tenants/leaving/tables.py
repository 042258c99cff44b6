"""The tables that hold rows of companies, in the order in which they can be emptied. PostgreSQL
says which there are and which refers to which, so that a table still to come is not forgotten.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a
  ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relnamespace = 'public'::regnamespace
"""
# `column`: what else than the company makes up the reference; the first, where there are several.
REFERENCES = """
SELECT child.relname, parent.relname, a.attname, NOT a.attnotnull
FROM pg_constraint k
JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
CROSS JOIN LATERAL (
    SELECT attname, attnotnull FROM unnest(k.conkey) WITH ORDINALITY AS part(number, place)
    JOIN pg_attribute ON attrelid = k.conrelid AND attnum = number
    WHERE attname <> 'tenant_id' ORDER BY place LIMIT 1
) a
WHERE k.contype = 'f'
"""


class Reference(NamedTuple):
    child: str
    parent: str
    column: str
    may_be_empty: bool


class Order(NamedTuple):
    """`cut` are references to be emptied first: they lead in a circle otherwise."""

    tables: list[str]
    cut: list[Reference]


def tables_in_order() -> Order:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(REFERENCES)
        references = [Reference(*row) for row in cursor.fetchall()]
    return in_order(tables, references)


def in_order(tables: Collection[str], references: Iterable[Reference]) -> Order:
    """What refers to others comes before them. Raises ValueError for a circle that cannot be
    cut."""
    left = set(tables)
    held = [each for each in references if {each.child, each.parent} <= left]
    order = Order([], [each for each in held if each.child == each.parent])
    held = [each for each in held if each not in order.cut]
    while left:
        free = left - {each.parent for each in held}
        if not free:
            order.cut.append(_in_a_circle(held))
            held.remove(order.cut[-1])
            continue
        order.tables.extend(sorted(free))
        left -= free
        held = [each for each in held if each.child in left]
    if any(not each.may_be_empty for each in order.cut):
        raise ValueError(f"a row of {order.cut} needs another of its own table")
    return order


def _in_a_circle(held: list[Reference]) -> Reference:
    for each in held:
        if each.may_be_empty and each.child in _reached_from(each.parent, held):
            return each
    raise ValueError(f"these tables cannot do without each other: {held}")


def _reached_from(table: str, held: list[Reference]) -> set[str]:
    reached, ahead = set(), [table]
    while ahead:
        new = {each.parent for each in held if each.child == ahead[-1]} - reached
        ahead = [*ahead[:-1], *new]
        reached |= new
    return reached
