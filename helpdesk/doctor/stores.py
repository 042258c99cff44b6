"""Where everything is kept: PostgreSQL, with or without a pooler before it, Redis, files."""

import shutil
import uuid
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from chat import shards
from helpdesk.db.known import known_migrations
from helpdesk.watch.installation import where_it_lies

from . import place as places
from .place import Installation, Trouble, ask_redis, counted, rows

ROLE = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
TENANT_OWNED = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND a.attname = 'tenant_id' AND NOT a.attisdropped ORDER BY c.relname"""
BACKEND = "SELECT pg_backend_pid()"
LEAST_FREE_BYTES, LEAST_FREE_SHARE = 1024**3, 0.05
TRIES = 5


def database(place: Installation) -> str:
    """The role must be one that row-level security binds, on every table that a tenant owns."""
    role, unbound = rows(ROLE)[0]
    if unbound:
        raise Trouble(f"role {role} is a superuser or has BYPASSRLS: companies are not kept apart")
    walled = dict(rows(TENANT_OWNED))
    open_tables = [table for table, closed in walled.items() if not closed]
    if open_tables:
        raise Trouble(f"no forced row-level security on {', '.join(open_tables)}")
    if not walled:
        raise Trouble("no tables: run `manage.py migrate`")
    return f"role {role}, row-level security on {len(walled)} tables"


def migrations(place: Installation) -> str:
    """Behind is wrong. Ahead is an upgrade under way: code of the version before serves on."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise Trouble(str(error).strip().splitlines()[0]) from None
    applied = set(loader.applied_migrations)
    missing = sorted(f"{app}.{name}" for app, name in set(loader.graph.nodes) - applied)
    if missing:
        some = ", ".join(missing[:3]) + (" ..." if len(missing) > 3 else "")
        raise Trouble(f"{counted(len(missing), 'migration')} to apply ({some})")
    ahead = applied - known_migrations(loader)
    newer = f"; the database knows {len(ahead)} that this code does not" if ahead else ""
    return f"all {len(loader.graph.nodes)} applied{newer}"


# --- A pooler -------------------------------------------------------------------------------------


def pooler(place: Installation) -> str:
    """PgBouncer has to be in transaction mode, if it is there: a session's would have a server's
    connection for each of ours, a statement's could not carry a company through a transaction."""
    with places.database() as one, places.database() as other:
        if _backend(one) == one.info.backend_pid:
            return "none: straight to PostgreSQL"
        if not any(_changes_hands(one, other) for _ in range(TRIES)):
            raise Trouble("a pooler in session mode: set pool_mode = transaction")
    if connection.get_connection_params().get("prepare_threshold") is not None:
        raise Trouble("a pooler in transaction mode: set DATABASE_POOLER=transaction")
    return "in transaction mode"


def _backend(line: psycopg.Connection[Any]) -> int:
    return line.execute(BACKEND).fetchone()[0]  # type: ignore[index]


def _changes_hands(one: psycopg.Connection[Any], other: psycopg.Connection[Any]) -> bool:
    """Whether what was this connection's server is somebody else's while they need one."""
    before = _backend(one)
    try:
        with other.transaction():
            return _backend(other) == before or _backend(one) != before
    except psycopg.Error as error:
        raise Trouble(f"a pooler that knows no transactions: {error}".splitlines()[0]) from None


# --- Redis and files ------------------------------------------------------------------------------


def messaging(place: Installation) -> str:
    """Jobs, cache and signs of life on one, hints on every shard."""
    version = ask_redis(settings.REDIS_URL, lambda it: it.info("server")["redis_version"])
    if (urls := [*shards.urls()]) == [settings.REDIS_URL]:
        return f"version {version}"
    for url in urls:
        ask_redis(url, lambda it: it.ping())
    return f"version {version}; {counted(len(urls), 'shard')} of hints"


def files(place: Installation) -> str:
    """A file comes back as it was put there, and there is room for more."""
    storage = storages["files"]
    try:
        name = storage.save(f"doctor/{uuid.uuid4().hex}", ContentFile(b"well"))
        with storage.open(name) as kept:
            is_same = kept.read() == b"well"
        storage.delete(name)
    except Exception as error:  # each kind of storage has errors of its own
        raise Trouble(f"cannot keep a file: {type(error).__name__}: {error}") from None
    if not is_same:
        raise Trouble("a file came back as another")
    if not isinstance(storage, FileSystemStorage):
        return f"kept by {type(storage).__name__}"
    return _room(Path(storage.location))


def _room(folder: Path) -> str:
    total, _, free = shutil.disk_usage(where_it_lies(folder))
    left = f"{free / 1024**3:.1f} GiB of {total / 1024**3:.1f} are free"
    if free < LEAST_FREE_BYTES or free < LEAST_FREE_SHARE * total:
        raise Trouble(f"{folder}: only {left}")
    return f"{folder}: {left}"
