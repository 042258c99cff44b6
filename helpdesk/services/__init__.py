"""PostgreSQL, Redis and the processes of the helpdesk on one machine.

The same engines everywhere: where DATABASE_URL or REDIS_URL name none, they are started under VAR.
Nothing in this package needs Django's settings.
"""

import os
from pathlib import Path

from . import environment, postgres_roles
from .files import require_writable
from .postgres import Postgres
from .redis import Redis


def ensure(var: Path) -> dict[str, str]:
    """Start what runs under `var` unless it runs already; safe to call from several processes.

    Returns DATABASE_URL, DATABASE_OWNER_URL (embedded PostgreSQL only), REDIS_URL, SECRET_KEY, VAR.
    Raises errors.Unavailable with one line for the operator."""
    var = var.resolve()
    require_writable(var)
    if environment.embeds_postgres(os.environ, var):
        Postgres(var).ensure()
    if environment.embeds_redis(os.environ, var):
        Redis(var).ensure()
    names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY")
    values = {**os.environ, **environment.missing(os.environ, var)}
    return {"VAR": str(var)} | {name: values[name] for name in names if name in values}


def stop(var: Path) -> None:
    """Stop what runs under `var`; the data stays."""
    Redis(var.resolve()).stop()
    Postgres(var.resolve()).stop()


def join_demo(var: Path) -> None:
    """A command typed beside a running `make demo` means that demo, unless something else is said.

    Does nothing where the environment names an installation, as it does in production."""
    is_named = os.environ.keys() & {"HELPDESK_ENV", "DATABASE_URL", "SECRET_KEY"}
    if not is_named and environment.of_running_copy(var).get("HELPDESK_ENV") == "development":
        os.environ["HELPDESK_ENV"] = "development"


def name_embedded(var: Path) -> None:
    """In development, fill what the environment leaves open with the services of `var`.

    Starts nothing. Where `var` cannot be written, settings can be read all the same, so that the
    supervisor gets to say what is wrong."""
    try:
        found = environment.missing(os.environ, var) | environment.of_running_copy(var)
    except OSError:
        found = Postgres(var).urls
    if environment.embeds_postgres(os.environ, var):
        found |= {"DATABASE_BACKUP_URL": Postgres(var).url(postgres_roles.SUPERUSER)}
    for name, value in found.items():
        os.environ.setdefault(name, value)
