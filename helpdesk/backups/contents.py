"""What a database holds, in a form that can be compared after it was restored.

Two things: how many rows each table has with a sum over all of them, which any changed, missing or
doubled row would change; and the wall between companies (tables, policies, rights, constraints,
indexes, triggers, functions) as PostgreSQL itself puts it.
"""

import re

import psycopg
from psycopg import sql

Tables = dict[str, list]  # {table: [rows, sum]}
Wall = dict[str, str]  # {"kind name": definition}

# A row as text has to be the same text, whoever asks and wherever.
SAME_TEXT = """
SET TIME ZONE 'UTC'; SET datestyle TO 'ISO'; SET intervalstyle TO 'postgres';
SET bytea_output TO 'hex'; SET extra_float_digits TO 1; SET row_security TO off
"""
TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY relname"""
SUM = """
SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text
FROM {} AS t"""
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
WALL = """
SELECT 'table ' || relname, concat_ws(' ',
       CASE WHEN relrowsecurity THEN 'secured' ELSE 'open' END,
       CASE WHEN relforcerowsecurity THEN 'forced' END)
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL
SELECT 'column ' || relname || '.' || attname,
       concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'policy ' || tablename || '.' || policyname,
       concat_ws(' | ', permissive, roles::text, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'trigger ' || tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function ' || oid::regprocedure, pg_get_functiondef(oid)
FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
UNION ALL
SELECT 'right ' || relname || ' ' || grantee::regrole,
       string_agg(privilege_type, ' ' ORDER BY privilege_type)
FROM pg_class, aclexplode(relacl)
WHERE relnamespace = 'public'::regnamespace AND grantee NOT IN (relowner, 0)
GROUP BY relname, grantee
"""
# PostgreSQL puts casts and brackets elsewhere when it reads what it wrote.
CASTS = re.compile(r"::[a-z]+( varying)?(\[\])?|[()\s]")
# Numbers that were given out must not be given out again.
COUNTERS = """
SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
  AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""


def tables(connection: psycopg.Connection) -> Tables:
    """Of what this role sees of them: it has to be one that sees every row."""
    connection.execute(SAME_TEXT)
    names = [name for (name,) in connection.execute(TABLES)]
    return {name: _sum(connection, name) for name in names}


def _sum(connection: psycopg.Connection, table: str) -> list:
    row = connection.execute(sql.SQL(SUM).format(sql.Identifier(table))).fetchone()
    return list(row or ())


def migrations(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(MIGRATIONS)]


def wall(connection: psycopg.Connection) -> Wall:
    return {str(name): CASTS.sub("", str(text)) for name, text in connection.execute(WALL)}


def counters_behind(connection: psycopg.Connection) -> list[str]:
    """Tables whose next number was given out already."""
    return [
        table
        for table, *where in connection.execute(COUNTERS).fetchall()
        if _is_behind(connection, table, *where)
    ]


def _is_behind(connection: psycopg.Connection, table: str, column: str, counter: str) -> bool:
    statement = sql.SQL("SELECT coalesce(max({}), 0) > (SELECT last_value FROM {}) FROM {}").format(
        sql.Identifier(column), sql.SQL(counter), sql.Identifier(table)
    )
    row = connection.execute(statement).fetchone()
    return bool(row and row[0])


def differences(before: dict, after: dict) -> list[str]:
    """Names of what is missing, more or otherwise, in order."""
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
