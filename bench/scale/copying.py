"""Rows copied by PostgreSQL's superuser, without asking triggers: in a database that nobody else
uses."""

import os

import psycopg
from django.db import models

from bench.inbox_data import copies_of


def superuser() -> psycopg.Connection:
    url = os.environ["DATABASE_OWNER_URL"].replace("helpdesk_owner@", "postgres@", 1)
    return psycopg.connect(url, options="-c session_replication_role=replica")


def copy(
    admin: psycopg.Connection,
    model: type[models.Model],
    own: dict[str, str],
    beside: str,
    where: str,
) -> None:
    """As `copies_of` says."""
    admin.execute(copies_of(model, own, beside, where))  # type: ignore[arg-type]
