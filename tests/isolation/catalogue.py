"""What PostgreSQL itself says about the wall between companies. Each function returns the faults
it finds, as sentences; an empty list is a whole wall."""

from typing import Any

OWN_ROWS = "(tenant_id = (current_setting('app.tenant_id'::text))::bigint)"
WHOLE = ("*", True, True, OWN_ROWS, OWN_ROWS)  # every command, every role
OWN_PERSON = "(user_id = (NULLIF(current_setting('app.person_id'::text, true), ''::text))::bigint)"

# Beyond the one policy every table has. They may only ever show rows, never let any be written.
FURTHER_POLICIES = {("tenants_membership", "own_memberships", OWN_PERSON)}

# Which memberships are mine is asked across companies, for the switcher.
INDEXES_ACROSS_TENANTS = {"membership_person"}

# Tables that belong to no company. A new one has to be put here on purpose.
GLOBAL_TABLES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "chat_agenda",
    "chat_logepoch",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "tenants_deletedcompany",
    "tenants_signedin",
    "tenants_tenant",
    "tenants_user",
    "tenants_user_groups",
    "tenants_user_user_permissions",
}

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnotnull
FROM pg_class c LEFT JOIN pg_attribute a
  ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'f') AND c.relnamespace = 'public'::regnamespace
"""

POLICIES = """
SELECT polrelid::regclass::text, polname, polcmd, polpermissive, polroles = '{0}',
       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
FROM pg_policy
"""

FOREIGN_KEYS = """
SELECT conname, conrelid::regclass::text, confrelid::regclass::text,
       (SELECT array_agg(attname::text ORDER BY o) FROM unnest(conkey) WITH ORDINALITY AS k(n, o)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = n),
       (SELECT array_agg(attname::text ORDER BY o) FROM unnest(confkey) WITH ORDINALITY AS k(n, o)
        JOIN pg_attribute ON attrelid = confrelid AND attnum = n)
FROM pg_constraint WHERE contype = 'f'
"""

INDEXES = """
SELECT i.relname, x.indrelid::regclass::text, x.indisunique,
       (SELECT array_agg(attname::text ORDER BY o)
        FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k(n, o)
        LEFT JOIN pg_attribute ON attrelid = x.indrelid AND attnum = n WHERE o <= x.indnkeyatts)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
"""

VIEWS = """
SELECT relname, relkind, coalesce(reloptions::text, '') ~ 'security_invoker=(true|on)'
FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
"""

FUNCTIONS = """
SELECT proname FROM pg_proc
WHERE prosecdef AND pronamespace = 'public'::regnamespace
  AND NOT coalesce(proconfig::text, '') LIKE '%search_path=%'
"""


def rows(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tenant_tables(connection: Any) -> set[str]:
    return {name for name, *_, owned in rows(connection, TABLES) if owned is not None}


def all_faults(connection: Any) -> list[str]:
    checks = (tables, policies, foreign_keys, indexes, views, functions)
    return [fault for check in checks for fault in check(connection)]


def tables(connection: Any) -> list[str]:
    faults = []
    for name, enabled, forced, not_null in rows(connection, TABLES):
        if not_null is None and name not in GLOBAL_TABLES:
            faults.append(f"{name} has no tenant_id and is not on the list of global tables")
        if not_null is not None and not (enabled and forced):
            faults.append(f"{name} has row-level security enabled={enabled} forced={forced}")
        if not_null is False:
            faults.append(f"{name}.tenant_id may be null")
    return faults


def policies(connection: Any) -> list[str]:
    missing = tenant_tables(connection)
    faults = []
    for table, name, command, permissive, for_all, using, check in rows(connection, POLICIES):
        if name == "tenant_isolation":
            missing.discard(table)
            if (command, permissive, for_all, using, check) != (
                "*",
                True,
                True,
                OWN_ROWS,
                OWN_ROWS,
            ):
                faults.append(f"{table}.{name} reads {using} / {check} for {command}")
        elif (table, name, using) not in FURTHER_POLICIES or command != "r" or check is not None:
            faults.append(f"{table}.{name} is not a policy anybody agreed to")
    return faults + [f"{table} lacks tenant_isolation" for table in sorted(missing)]


def foreign_keys(connection: Any) -> list[str]:
    owned, faults, anchored = tenant_tables(connection), [], set()
    for name, table, parent, columns, parent_columns in rows(connection, FOREIGN_KEYS):
        if parent == "tenants_tenant" and columns == ["tenant_id"]:
            anchored.add(table)
        elif parent in owned and table not in owned:
            faults.append(f"{name}: the global {table} points into {parent}")
        elif parent in owned and (columns[0], parent_columns[0]) != ("tenant_id", "tenant_id"):
            faults.append(f"{name}: {table} {columns} accepts another company's {parent}")
    return faults + [f"{table} does not reference its tenant" for table in sorted(owned - anchored)]


def indexes(connection: Any) -> list[str]:
    owned, faults = tenant_tables(connection), []
    for name, table, unique, columns in rows(connection, INDEXES):
        if table not in owned:
            continue
        if unique and "tenant_id" not in columns:
            faults.append(f"{name} is unique across companies: it tells what others have")
        if columns[0] != "tenant_id" and name not in INDEXES_ACROSS_TENANTS:
            faults.append(f"{name} on {table} {columns} does not lead with tenant_id")
    return faults


def views(connection: Any) -> list[str]:
    return [
        f"{name} shows its owner's rows to everybody"
        for name, kind, is_invoker in rows(connection, VIEWS)
        if kind == "m" or not is_invoker
    ]


def functions(connection: Any) -> list[str]:
    return [
        f"{name} is security definer without a search_path"
        for (name,) in rows(connection, FUNCTIONS)
    ]
