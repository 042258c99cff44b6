"""Django's PostgreSQL backend, carrying the tenant.

Each outermost transaction tells PostgreSQL the scope (`helpdesk.tenancy`) by `SET LOCAL`, so that
nothing is left behind on a pooled connection. A statement outside any transaction gets a short one
of its own when a scope is open.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from django.db.utils import DataError, ProgrammingError
from psycopg.types.datetime import TimestamptzLoader

from helpdesk.tenancy import NOBODY, Scope, TenantScopeMissing, current_scope

from .schema import DatabaseSchemaEditor

CARRY = "SELECT set_config('app.tenant_id', %s, true), set_config('app.person_id', %s, true)"
UNSAFE_ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor

    _role_is_safe = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._carried: Scope | None = NOBODY
        self._last: list[Callable[[], None]] = []
        self.execute_wrappers.append(self._carry_scope)

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._carried = NOBODY
        if self.alias == "default" and not DatabaseWrapper._role_is_safe:
            self._refuse_unsafe_role()

    def _configure_connection(self, connection: psycopg.Connection) -> bool:
        """Plans of prepared statements are made once: see `prepared_cursor`."""
        is_to_commit = super()._configure_connection(connection)
        if self.settings_dict["OPTIONS"].get("prepare_threshold") is None:
            return is_to_commit
        connection.execute("SET plan_cache_mode = force_generic_plan")
        return True

    def _refuse_unsafe_role(self) -> None:
        """Row-level security does not bind such a role: better not to serve at all."""
        with self.connection.cursor() as cursor:
            unsafe = cursor.execute(UNSAFE_ROLE).fetchone()[0]
        if unsafe:
            self.close()
            raise ImproperlyConfigured(
                "The database role is a superuser or has BYPASSRLS, so PostgreSQL would not keep "
                "companies apart. Create a plain role (NOSUPERUSER NOBYPASSRLS) and name it in "
                "DATABASE_URL."
            )
        DatabaseWrapper._role_is_safe = True

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)
        self._carried = NOBODY

    def before_commit(self, work: Callable[[], None]) -> None:
        """Does `work` as the last thing of this transaction: for a row that many write, so that
        nobody who has it goes on to wait for another. At once outside of any transaction, and in
        a test's, which never commits."""
        if self.in_atomic_block and not self.atomic_blocks[0]._from_testcase:
            self._last.append(work)
        else:
            work()

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """Statements inside are said one behind the other and answered together: none waits for
        the one before. Use `prepared_cursor`; what is fetched first fetches the answers to all.

        Call inside a transaction: what fails breaks all that was said behind it, too."""
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.pipeline():
            yield

    def prepared_cursor(self) -> CursorWrapper:
        """For a few statements that are said all the time: PostgreSQL reads and plans each once a
        connection, unless a pooler stands in between (`prepare_threshold` is None then)."""
        self.ensure_connection()
        cursor = psycopg.Cursor(self.connection)
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)  # not Django's: a third
        return self.make_cursor(cursor)

    def _commit(self) -> None:
        last, self._last = self._last, []
        for work in last:
            work()
        super()._commit()
        self._carried = NOBODY  # what SET LOCAL set is gone with the transaction

    def _rollback(self) -> None:
        self._last = []
        super()._rollback()
        self._carried = NOBODY

    def _savepoint_rollback(self, sid: str) -> None:
        self._carried = current_scope()  # a failed transaction takes no statement but this one
        super()._savepoint_rollback(sid)
        self._carried = None  # PostgreSQL took back what was set since the savepoint

    def _carry_scope(self, execute, sql, params, many, context):
        wanted = current_scope()
        try:
            if self.in_atomic_block or not self.connection.autocommit:
                if wanted != self._carried:
                    self._carry(wanted)
                    self._carried = wanted
                return execute(sql, params, many, context)
            if wanted == NOBODY:
                return execute(sql, params, many, context)
            with self.wrap_database_errors, self.connection.transaction():
                self._carry(wanted)
                return execute(sql, params, many, context)
        except (DataError, ProgrammingError) as error:
            if wanted == NOBODY and _is_missing_scope(error):
                raise TenantScopeMissing(
                    "This table belongs to a company: open `with tenant_scope(tenant):` first."
                ) from error
            raise

    def _carry(self, scope: Scope) -> None:
        self.validate_no_broken_transaction()
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(CARRY, scope)


def _is_missing_scope(error: Exception) -> bool:
    return "app.tenant_id" in str(error) or 'type bigint: ""' in str(error)
