"""A backup into an empty database, and the proof that it is the same."""

import tempfile
from pathlib import Path

import psycopg
from django.db.migrations.loader import MigrationLoader

from helpdesk.db.known import known_migrations
from helpdesk.services.errors import Unavailable

from . import anew, checksums, contents, programs, stored_files
from .manifest import Manifest, name_of_key
from .taking import DUMP, Say

ANYTHING = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1 LIMIT 1"""
ROLES = "SELECT rolname FROM pg_roles"
# Keys are compared by PostgreSQL itself, which must see all rows for it: the wall comes last.
WALL = (" POLICY ", " ROW SECURITY ")
# What is granted to the serving role from now on is `migrate`'s to say.
LEFT_OUT = (" DEFAULT ACL ",)


def restore(
    backup: Path, *, url: str, jobs: int, with_files: bool, other_key: bool, say: Say
) -> None:
    """`url`: an empty database that this role owns. Raises Unavailable with what is wrong; before
    anything is written where that can be known."""
    say(f"{checksums.verify(backup)} files are as they were written")
    manifest = Manifest.read(backup)
    _refuse_other_key(manifest, other_key)
    _refuse_newer(manifest)
    with programs.connect(url, autocommit=True) as connection:
        _refuse_full(connection)
        _refuse_missing_roles(connection, manifest)
        if with_files:
            stored_files.refuse_others(backup)
        _tables(connection, backup, manifest, jobs, say)
        anew.begin(connection, say)
        _wall(connection, backup, manifest, jobs, say)
    if with_files:
        say(f"{stored_files.copy_in(backup)} files brought back")


def _refuse_other_key(manifest: Manifest, allowed: bool) -> None:
    if manifest.key != name_of_key() and not allowed:
        raise Unavailable(
            "SECRET_KEY is not the one of this backup: addresses and other sealed things could "
            "not be read. Set that key, or give them up with --other-key."
        )


def _refuse_newer(manifest: Manifest) -> None:
    known = known_migrations(MigrationLoader(None))
    apps = {app for app, _ in known}
    told = (tuple(name.split(".", 1)) for name in manifest.migrations)
    if newer := [each for each in told if each[0] in apps and each not in known]:
        raise Unavailable(
            f"This backup is of another version, which has {'.'.join(newer[-1])}: install that."
        )


def _refuse_full(connection: psycopg.Connection) -> None:
    if row := connection.execute(ANYTHING).fetchone():
        raise Unavailable(
            f"The database {connection.info.dbname} is not empty ({row[0]} is there). Make a new "
            f"one: CREATE DATABASE ... OWNER {connection.info.user};"
        )


def _refuse_missing_roles(connection: psycopg.Connection, manifest: Manifest) -> None:
    wanted = {name.rpartition(" ")[2] for name in manifest.wall if name.startswith("right ")}
    here = {role for (role,) in connection.execute(ROLES)}
    if missing := wanted - here - {"-"}:
        names = ", ".join(sorted(missing))
        raise Unavailable(
            f"The role {names} is missing, which may use the tables: create it first."
        )


def _tables(
    connection: psycopg.Connection, backup: Path, manifest: Manifest, jobs: int, say: Say
) -> None:
    _run(connection, backup, "--section=pre-data")
    _run(connection, backup, "--section=data", f"--jobs={jobs}")
    now = contents.tables(connection)
    if wrong := contents.differences(manifest.tables, now):
        raise Unavailable(f"Not the rows of the backup: {', '.join(wrong)}.")
    if behind := contents.counters_behind(connection):
        raise Unavailable(f"Numbers would be given out twice: {', '.join(behind)}.")
    say(f"{sum(rows for rows, _ in now.values()):,} rows of {len(now)} tables, same sums")


def _wall(
    connection: psycopg.Connection, backup: Path, manifest: Manifest, jobs: int, say: Say
) -> None:
    _run(connection, backup, "--section=post-data", f"--jobs={jobs}", wall=False)
    _run(connection, backup, "--section=post-data", wall=True)
    now = contents.wall(connection)
    if manifest.server == connection.info.server_version // 10_000:
        wrong = contents.differences(manifest.wall, now)
    else:  # another version may put the same into other words
        wrong = sorted(manifest.wall.keys() ^ now.keys())
    if wrong:
        raise Unavailable(f"Not the wall of the backup: {', '.join(wrong[:5])}.")
    secured = sum(text == "secured forced" for text in now.values())
    say(f"row-level security forced on {secured} tables; {len(now)} rules and rights, all the same")
    connection.execute("ANALYZE")


def _run(
    connection: psycopg.Connection, backup: Path, *arguments: str, wall: bool | None = None
) -> None:
    """pg_restore of one section. `wall`: only what keeps companies apart, or all but that."""
    lines = [line for line in programs.list_of(backup / DUMP, connection) if _is_wanted(line, wall)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(lines))
        chosen.flush()
        programs.run(
            "pg_restore", connection, "--exit-on-error", "--no-owner", *arguments,
            f"--use-list={chosen.name}", str(backup / DUMP),
        )  # fmt: skip


def _is_wanted(line: str, wall: bool | None) -> bool:
    if any(kind in line for kind in LEFT_OUT):
        return False
    return wall is None or wall == any(kind in line for kind in WALL)
