"""PgBouncer in transaction mode: each transaction may have another server behind it."""

import json

from tests.security.test_unsafe_settings import in_production

READ = """
import django, json
from django.conf import settings
django.setup()
options = settings.DATABASES["default"]["OPTIONS"]
print(json.dumps([options["prepare_threshold"], options["pool"]["min_size"]]))
"""


def of(**environment: str) -> list:
    done = in_production("-c", READ, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_is_prepared_behind_a_pooler():
    assert of(DATABASE_POOLER="transaction") == [None, 0]


def test_straight_at_postgresql_statements_are_prepared_and_connections_kept():
    assert of() == [2, 2]


def test_another_kind_of_pooler_is_refused():
    done = in_production("-c", READ, DATABASE_POOLER="session")
    assert done.returncode != 0
    assert "DATABASE_POOLER is 'session': it must be 'transaction'" in done.stderr


def test_tables_are_changed_past_it_or_not_at_all():
    done = in_production(
        "manage.py", "migrate", DATABASE_POOLER="transaction", DATABASE_OWNER_URL=None
    )
    assert done.returncode != 0
    assert "DATABASE_OWNER_URL" in done.stderr.splitlines()[-1]
