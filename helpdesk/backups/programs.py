"""pg_dump and pg_restore: those of the PATH, or those that came with the embedded PostgreSQL."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from helpdesk.services import postgres
from helpdesk.services.errors import Unavailable


def connect(url: str, *, autocommit: bool = False) -> psycopg.Connection:
    """What programs are run on. Raises Unavailable."""
    try:
        return psycopg.connect(url, connect_timeout=5, autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise Unavailable(f"The database cannot be reached: {str(error).splitlines()[0]}") from None


def find(name: str, major: int) -> str:
    """Path of a `name` that knows servers of version `major`. Raises Unavailable."""
    for path in _candidates(name):
        if _major(path) >= major:
            return path
    raise Unavailable(
        f"No {name} of version {major} or newer on the PATH: install PostgreSQL's client programs "
        f"(on Debian: apt-get install postgresql-client-{major})."
    )


def _candidates(name: str) -> Iterator[str]:
    if found := shutil.which(name):
        yield found
    try:
        yield str(postgres.binaries() / name)
    except Unavailable:
        return


def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0


def run(name: str, connection: psycopg.Connection, *arguments: str) -> str:
    """What it prints when it works on the database of `connection`, reached in the same way.

    Raises Unavailable with what it complains of when it fails."""
    where = conninfo_to_dict(connection.info.dsn)  # without the password, which others could see
    secret = {"PGPASSWORD": connection.info.password}
    return _run(
        _fitting(name, connection), "--dbname", make_conninfo(**where), *arguments, **secret
    )


def list_of(dump: Path, connection: psycopg.Connection) -> list[str]:
    """A line for each thing in it, as pg_restore takes them back."""
    return _run(_fitting("pg_restore", connection), "--list", str(dump)).splitlines()


def _fitting(name: str, connection: psycopg.Connection) -> str:
    return find(name, connection.info.server_version // 10_000)


def _run(path: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [path, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if "error" in line] or ["it failed"]
        raise Unavailable(told[0])
    return done.stdout
