"""The environment variables of a development installation: what VAR answers for."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from . import postgres_roles, record
from .files import write_private
from .postgres import Postgres
from .redis import Redis


def embeds_postgres(environ: Mapping[str, str], var: Path) -> bool:
    """Whether PostgreSQL is ours to start: none is named, or the one under `var`."""
    return environ.get("DATABASE_URL", "") in (
        "",
        Postgres(var).url(postgres_roles.SERVING),
    )


def embeds_redis(environ: Mapping[str, str], var: Path) -> bool:
    return environ.get("REDIS_URL", "") in ("", Redis(var).known_url())


def missing(environ: Mapping[str, str], var: Path) -> dict[str, str]:
    """Values for what `environ` leaves open. Raises OSError when `var` cannot be written."""
    values = {}
    if embeds_postgres(environ, var):
        values |= Postgres(var).urls
    if embeds_redis(environ, var):
        values["REDIS_URL"] = Redis(var).url
    if not environ.get("SECRET_KEY"):
        values["SECRET_KEY"] = secret_key(var)
    return values


def of_running_copy(var: Path) -> dict[str, str]:
    """What the copy that runs on `var` was started with; empty where none runs."""
    running = record.read(var)
    return running["environment"] if running else {}


def secret_key(var: Path) -> str:
    """The signing key of this installation, made at the first call."""
    path = var / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text()
