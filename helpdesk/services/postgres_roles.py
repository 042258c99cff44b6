"""The two roles and the database that the application expects."""

import psycopg
from psycopg import sql

SERVING = "helpdesk"
OWNER = "helpdesk_owner"
SUPERUSER = "postgres"
DATABASE = "helpdesk"


def create_missing(connection: psycopg.Connection) -> None:
    """Create what is not there yet. `connection` is a superuser's, in autocommit."""
    _create_role(connection, SERVING, "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
    # CREATEDB, so that the test suite can make its own database under the owner.
    _create_role(connection, OWNER, "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE")
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if known.fetchone() is None:
        statement = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _create_role(connection: psycopg.Connection, name: str, attributes: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if known.fetchone() is None:
        statement = sql.SQL("CREATE ROLE {} " + attributes)
        connection.execute(statement.format(sql.Identifier(name)))
