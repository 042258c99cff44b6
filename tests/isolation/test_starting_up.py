"""A role that row-level security does not bind is refused, before anything is served."""

import subprocess
import sys

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from helpdesk.db.postgresql.base import DatabaseWrapper
from helpdesk.db.safety import refuse_unsafe_role
from tests.conftest import superuser_url
from tests.server import ROOT, Server, free_port

LINE = "The database role is a superuser or has BYPASSRLS"


@pytest.fixture
def bypassing_role(owner_url, worker_id):
    """URL of a role that is no superuser and yet sees every company."""
    name = f"sees_everything_{worker_id}"
    with psycopg.connect(superuser_url(), autocommit=True) as admin:
        admin.execute(f"DROP ROLE IF EXISTS {name}")
        admin.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER BYPASSRLS")
        yield owner_url.replace("helpdesk_owner@", f"{name}@", 1)
        admin.execute(f"DROP ROLE {name}")


def serve_as(url, tmp_path):
    """What Daphne says, and its exit code."""
    server = Server(database_url=url, log=tmp_path / "daphne.log")
    done = subprocess.run(
        [sys.executable, "-m", "daphne", "-p", str(free_port()), "helpdesk.asgi:application"],
        cwd=ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stderr.strip(), done.returncode


def test_daphne_does_not_start_as_a_superuser(owner_url, tmp_path):
    url = owner_url.replace("helpdesk_owner@", "postgres@", 1)
    said, code = serve_as(url, tmp_path)
    assert code != 0
    assert LINE in said.splitlines()[-1]
    assert "DATABASE_URL" in said.splitlines()[-1]


def test_daphne_does_not_start_with_bypassrls(bypassing_role, tmp_path):
    said, code = serve_as(bypassing_role, tmp_path)
    assert (code != 0, LINE in said.splitlines()[-1]) == (True, True)


@pytest.mark.django_db
def test_a_role_is_checked_at_its_first_connection(monkeypatch):
    monkeypatch.setattr(DatabaseWrapper, "_role_is_safe", False)
    monkeypatch.setattr("helpdesk.db.postgresql.base.UNSAFE_ROLE", "SELECT true")
    fresh = connection.copy()
    try:
        with pytest.raises(ImproperlyConfigured, match="BYPASSRLS"):
            fresh.ensure_connection()
        assert fresh.connection is None
    finally:
        fresh.close()


@pytest.mark.usefixtures("committed_db")
def test_the_serving_role_is_let_through(monkeypatch):
    connection.close()  # a new one is looked at, one that is open has been
    monkeypatch.setattr(DatabaseWrapper, "_role_is_safe", False)
    refuse_unsafe_role()
    assert DatabaseWrapper._role_is_safe


def test_a_database_that_is_not_there_yet_stops_nobody(monkeypatch, caplog):
    def out_of_reach():
        raise OperationalError("connection refused for helpdesk:secret@db")

    monkeypatch.setattr(connection, "ensure_connection", out_of_reach)
    refuse_unsafe_role()
    assert caplog.messages == ["database out of reach at start-up: OperationalError"]
