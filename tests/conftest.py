"""The one cast of all tests, and a database that is as strict as the one that serves.

Acme: Ada (owner), Sam (supervisor), Omar (operator), Tess (trainee) and a visitor.
Globex: Eve, the outsider. Everything runs under the serving role, with row-level security.
"""

import os
import time
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.utils import timezone

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Each client of each test would look for all of them again."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def find_once(self: Any) -> None:
        if not found:
            find(self)
            found.update(self.files)
        self.files = found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Nothing: the database below is made by its owner and served to everybody else."""


@pytest.fixture(scope="session")
def owner_url(worker_id: str) -> str:
    """Where the owner of the tables of this run's own database connects."""
    return make_database(f"test_{worker_id}")


@pytest.fixture(scope="session")
def django_db_setup(owner_url: str, django_db_blocker: Any) -> Iterator[None]:
    from django.core.management import call_command
    from django.db import connections

    name = owner_url.rsplit("/", 1)[1]
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
        connections["owner"].close()
    yield
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def make_database(name: str) -> str:
    """A new empty database of the owner; an old one of that name goes away."""
    base, _, _ = os.environ["DATABASE_OWNER_URL"].rpartition("/")
    with psycopg.connect(superuser_url(), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" OWNER helpdesk_owner')
        if os.environ.get("EMBEDDED_FOR_TESTS"):
            # It outlives being killed all the same, which tests do; only not a loss of power.
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("SELECT pg_reload_conf()")
    return f"{base}/{name}"


def superuser_url() -> str:
    url = os.environ["DATABASE_OWNER_URL"].replace("helpdesk_owner@", "postgres@", 1)
    return url.rpartition("/")[0] + "/postgres"


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, owner_url: str) -> Iterator[None]:
    """For what needs real commits: several connections, threads, sockets. Emptied afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        for connection in connections.all(initialized_only=True):
            connection.close()
        empty(owner_url)


@pytest.fixture(scope="session")
def server(django_db_setup: None, owner_url: str, tmp_path_factory: Any) -> Iterator[Any]:
    """A running server on this run's database; shared by all tests that talk to one."""
    from tests.server import Server

    url = owner_url.replace("helpdesk_owner@", "helpdesk@", 1)
    running = Server(database_url=url, log=tmp_path_factory.mktemp("server") / "daphne.log")
    running.start()
    yield running
    running.stop()


def session_cookie(member: Any) -> str:
    """A signed-in session of this person, as a Cookie header."""
    from django.conf import settings
    from django.contrib import auth
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[auth.SESSION_KEY] = str(member.user.pk)
    session[auth.BACKEND_SESSION_KEY] = BACKEND
    session[auth.HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session["signin_at"] = time.time()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def empty(owner_url: str) -> None:
    """A running server may still be at work on its last socket: then once more."""
    for _ in range(20):
        try:
            return delete_rows(owner_url.rpartition("/")[2])
        except psycopg.errors.DeadlockDetected:
            continue
    return delete_rows(owner_url.rpartition("/")[2])


def delete_rows(database: str) -> None:
    """Of every table that has some. TRUNCATE writes a new file for each table and index, which
    takes three times as long; the lock waits, as it does, for whoever still writes."""
    base = superuser_url().rpartition("/")[0]
    with psycopg.connect(f"{base}/{database}") as admin:
        tables = names_of_tables(admin)
        admin.execute("SET LOCAL session_replication_role = replica")  # no guard of ours is asked
        admin.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        has_rows = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)
        for (name,) in admin.execute(" UNION ALL ".join(has_rows)).fetchall():
            admin.execute(f"DELETE FROM {name}")


def names_of_tables(admin: psycopg.Connection) -> list[str]:
    rows = admin.execute(
        "SELECT quote_ident(relname) FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission', "
        "'chat_logepoch')"
    )
    return [name for (name,) in rows.fetchall()]


@pytest.fixture(autouse=True)
def broker_in_favour() -> None:
    """No test pays for what another did to the broker a moment ago."""
    from helpdesk import hints

    hints.forget_trouble()


# --- The cast -----------------------------------------------------------------------------------


def make_cast() -> SimpleNamespace:
    """Two companies and their people; call with a database at hand and no scope open."""
    from chat import actions
    from helpdesk.tenancy import tenant_scope
    from tenants.hours import ALWAYS, keep_week
    from tenants.models import Membership, Tenant, User

    cast = SimpleNamespace()
    # At work for long, and open whatever the time and whoever is there just now.
    at_work = {"set_up_at": timezone.now(), "last_left_at": timezone.now(), "masked_after_s": 3600}
    cast.acme = Tenant.objects.create(
        name="Acme", slug="acme", allowed_origins=["https://shop.acme.example"], **at_work
    )
    cast.globex = Tenant.objects.create(name="Globex", slug="globex", **at_work)
    for tenant, name, role in [
        (cast.acme, "ada", "owner"),
        (cast.acme, "sam", "supervisor"),
        (cast.acme, "omar", "operator"),
        (cast.acme, "tess", "trainee"),
        (cast.globex, "eve", "owner"),
    ]:
        user = User(email=f"{name}@{tenant.slug}.example", name=name.title())
        user.set_unusable_password()
        user.save()
        _verify(user)
        with tenant_scope(tenant):
            member = Membership.objects.create(
                tenant=tenant, user=user, role=role, display_name=name.title()
            )
        member.tenant, member.user = tenant, user
        setattr(cast, name, member)
    with tenant_scope(cast.acme):
        cast.visitor, cast.token = actions.new_visitor(tenant=cast.acme)
        keep_week(cast.acme, ALWAYS)
    with tenant_scope(cast.globex):
        cast.stranger, cast.strangers_token = actions.new_visitor(tenant=cast.globex)
    return cast


def _verify(user: Any) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    return make_cast()


@pytest.fixture
def committed_cast(committed_db: None) -> SimpleNamespace:
    """The cast, committed; everybody who works has a signed-in session in `cookie`."""
    from django.db import OperationalError

    for _ in range(3):
        try:
            return commit_cast()
        except OperationalError:  # a deadlock with what a server still does for the test before
            continue
    return commit_cast()


def commit_cast() -> SimpleNamespace:
    from django.db import transaction

    with transaction.atomic():
        cast = make_cast()
        for member in (cast.ada, cast.sam, cast.omar, cast.tess, cast.eve):
            member.cookie = session_cookie(member)
    return cast


@pytest.fixture
def in_acme(cast: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """The cast, with Acme's scope open."""
    from helpdesk.tenancy import tenant_scope

    with tenant_scope(cast.acme):
        yield cast


@pytest.fixture
def new_id() -> Any:
    return uuid.uuid4


def sign_in(client: Any, member: Any) -> Any:
    """Signed in a moment ago: what asks who it is once more does not ask."""
    client.force_login(member.user, backend=BACKEND)
    session = client.session
    session["signin_at"] = time.time()
    session.save()
    return client
