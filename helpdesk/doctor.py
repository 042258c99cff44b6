"""What `manage.py doctor` looks at: a running installation, from outside.

Each check returns a few words on what it saw and raises Trouble with what is wrong.
"""

import http.client
import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from helpdesk.health import connection_options
from helpdesk.services.files import require_writable, write_private
from helpdesk.services.readiness import Probe

PATIENCE_S = 5
ROLE = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
TENANT_OWNED = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND a.attname = 'tenant_id' AND NOT a.attisdropped ORDER BY c.relname"""
A_SITE_KEY = """SELECT site_key FROM tenants_tenant
 WHERE is_active AND sandbox_of_id IS NULL ORDER BY id LIMIT 1"""


class Trouble(Exception):
    """One line on what is wrong with a part."""


@dataclass
class Installation:
    """Where browsers reach it (no slash at the end), and a company to knock at."""

    url: str
    site_key: str = ""


def server(place: Installation) -> str:
    try:
        Probe(place.url, place.url).get("/healthz")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Trouble(f"{place.url} does not answer: {error}") from None
    return f"answers at {place.url}"


def database(place: Installation) -> str:
    """The role must be one that row-level security binds, on every table that a tenant owns."""
    role, unbound = _rows(ROLE)[0]
    if unbound:
        raise Trouble(f"role {role} is a superuser or has BYPASSRLS: companies are not kept apart")
    walled = dict(_rows(TENANT_OWNED))
    open_tables = [table for table, closed in walled.items() if not closed]
    if open_tables:
        raise Trouble(f"no forced row-level security on {', '.join(open_tables)}")
    if not walled:
        raise Trouble("no tables: run `manage.py migrate`")
    return f"role {role}, row-level security on {len(walled)} tables"


def _rows(query: str) -> list[tuple[Any, ...]]:
    try:
        with psycopg.connect(**connection_options()) as connection:
            return connection.execute(query).fetchall()
    except psycopg.Error as error:
        raise Trouble(str(error).strip().splitlines()[0]) from None


def messaging(place: Installation) -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_S) as client:
            return f"version {client.info('server')['redis_version']}"
    except redis.RedisError as error:
        raise Trouble(str(error)) from None


def socket(place: Installation) -> str:
    """A visitor's socket, from hello to welcome, with the same visitor every time."""
    key = place.site_key or next((row[0] for row in _rows(A_SITE_KEY)), "")
    if not key:
        raise Trouble("no active company to talk to: sign one up, or name a key with --site-key")
    address = f"{place.url.replace('http', 'ws', 1)}/ws/widget/{key}/"
    try:
        with connect(address, origin=place.url, open_timeout=PATIENCE_S) as line:
            name = _greet(line, settings.VAR / "doctor" / key)
    except (OSError, WebSocketException, ValueError) as error:
        raise Trouble(f"{address}: {error}") from None
    return f"hello and welcome of {name}"


def _greet(line: ClientConnection, token_file: Path) -> str:
    token = token_file.read_text() if token_file.exists() else ""
    frame = _hello(line, token)
    if frame.get("code") == "bad_token":
        frame = _hello(line, "")
    if frame.get("type") != "welcome":
        raise Trouble(f"instead of welcome came {frame.get('code') or frame.get('type')}")
    if "token" in frame:
        write_private(token_file, frame["token"])
    return frame["company"]["name"]


def _hello(line: ClientConnection, token: str) -> dict[str, Any]:
    hello = {"type": "hello", "v": 1, "epoch": None} | ({"token": token} if token else {})
    line.send(json.dumps(hello))
    return json.loads(line.recv(timeout=PATIENCE_S))


def component(name: str) -> Callable[[Installation], str]:
    """Worker or beat, as /readyz reports it."""

    def check(place: Installation) -> str:
        try:
            why = Probe(place.url, place.url).components().get(name, "not reported")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Trouble(f"{place.url}/readyz does not answer: {error}") from None
        if why != "ok":
            raise Trouble(why)
        return "heartbeat seen"

    return check


def mail(place: Installation) -> str:
    if "filebased" in settings.EMAIL_BACKEND:
        try:
            require_writable(Path(settings.EMAIL_FILE_PATH))
        except Exception as error:
            raise Trouble(str(error)) from None
        return f"kept as files in {settings.EMAIL_FILE_PATH}"
    if settings.EMAIL_PROVIDER:
        return _of_provider()
    try:
        get_connection().open()
    except (OSError, smtplib.SMTPException) as error:
        raise Trouble(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}") from None
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} takes mail"


def _of_provider() -> str:
    try:
        get_connection()
    except ImproperlyConfigured as error:
        raise Trouble(str(error).strip()) from None
    hears = settings.ANYMAIL["WEBHOOK_SECRET"]
    bounces = "bounces are heard of" if hears else "bounces are not (no ANYMAIL_WEBHOOK_SECRET)"
    return f"given to {settings.EMAIL_PROVIDER}; {bounces}"


CHECKS: dict[str, Callable[[Installation], str]] = {
    "server": server,
    "database": database,
    "redis": messaging,
    "socket": socket,
    "worker": component("worker"),
    "beat": component("beat"),
    "mail": mail,
}
