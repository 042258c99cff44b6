"""Many rows of one table in one statement, from lists of values: an order of magnitude less work
than an object for each. COPY is no way: PostgreSQL has none below row-level security."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from psycopg import sql

Columns = Mapping[str, Sequence[Any]]


def insert_rows(model: type[models.Model], columns: Columns, **same: Any) -> None:
    """A row for each place of the lists in `columns` ({field: values}, all of one length). `same`
    is what all of them have; every other field takes its default. JSON values come as text.

    Call inside a tenant scope and a transaction.
    """
    if not next(iter(columns.values()), ()):
        return
    constant = {**_defaults(model, columns), **same}
    fields = {field.name: field for field in model._meta.local_concrete_fields if field.column}
    names = [*columns, *constant]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS given({})").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(fields[name].column) for name in names),
        sql.SQL(", ").join(
            [
                *(_given(fields[name]) for name in columns),
                *(sql.SQL("%s::{}").format(_type(fields[name])) for name in constant),
            ]
        ),
        sql.SQL(", ").join(sql.SQL("%s::{}[]").format(_sent(fields[name])) for name in columns),
        sql.SQL(", ").join(sql.Identifier(name) for name in columns),
    )
    values = [fields[name].get_db_prep_save(value, connection) for name, value in constant.items()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *(list(given) for given in columns.values())])


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers for rows to come, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _defaults(model: type[models.Model], columns: Columns) -> dict[str, Any]:
    return {
        field.name: field.get_default()
        for field in model._meta.local_concrete_fields
        if field.column and field.name not in columns and not field.primary_key
    }


@cache
def _type(field: models.Field) -> sql.Composable:
    return sql.SQL(
        field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    )


def _sent(field: models.Field) -> sql.Composable:
    """psycopg knows no list of JSON."""
    return sql.SQL("text") if isinstance(field, models.JSONField) else _type(field)


def _given(field: models.Field) -> sql.Composable:
    return sql.SQL("given.{}::{}").format(sql.Identifier(field.name), _type(field))
