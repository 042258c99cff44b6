"""Migrations that cannot forget the wall between companies.

A model with a foreign key `tenant` to `tenants.Tenant` is tenant-owned. Its table gets
`PRIMARY KEY (tenant_id, id)`, row-level security with FORCE and one policy; foreign keys between
two such tables are composite; indexes of foreign keys lead with the tenant.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models.fields.composite import CompositePrimaryKey
from django.db.utils import NotSupportedError

LOCK_TIMEOUT_S = 3
POLICY = "tenant_isolation"
OWN_ROWS = "tenant_id = current_setting('app.tenant_id')::bigint"


def is_tenant_owned(model: Any) -> bool:
    try:
        field = model._meta.get_field("tenant")
    except FieldDoesNotExist:
        return False
    return bool(field.remote_field) and field.related_model._meta.label_lower == "tenants.tenant"


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    # One way to create foreign keys, so that all of them pass through _create_fk_sql below.
    sql_create_column_inline_fk = None

    def __enter__(self) -> "DatabaseSchemaEditor":
        """A change that waits for a lock makes everybody wait who comes after it: not for long.
        `migrate` tries again. Indexes built beside the traffic (not atomic) may wait."""
        super().__enter__()
        if self.atomic_migration and not self.collect_sql:
            self.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'")
        return self

    def create_model(self, model: Any) -> None:
        super().create_model(model)
        if is_tenant_owned(model):
            self._wall_off(model)

    def add_field(self, model: Any, field: Any) -> None:
        if field.name == "tenant":
            raise NotSupportedError("Give a table its tenant when it is created, not afterwards.")
        super().add_field(model, field)

    def _wall_off(self, model: Any) -> None:
        table = self.quote_name(model._meta.db_table)
        if not isinstance(model._meta.pk, CompositePrimaryKey):
            key = self.quote_name(f"{model._meta.db_table}_pkey")
            column = self.quote_name(model._meta.pk.column)
            self.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}")
            self.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {key} PRIMARY KEY (tenant_id, {column})"
            )
        self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        self.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        self.execute(
            f"CREATE POLICY {POLICY} ON {table} USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})"
        )

    def execute(self, sql: Any, params: Any = ()) -> Any:
        """A new foreign key is checked against the rows there are, and the owner must see them all
        for that: FORCE is lifted for this one statement, within the migration's transaction."""
        tables = _tables_of_new_foreign_key(sql) if not self.collect_sql else []
        forced = [table for table in tables if self._is_forced(table)]
        for table in forced:
            super().execute(f"ALTER TABLE {self.quote_name(table)} NO FORCE ROW LEVEL SECURITY")
        super().execute(sql, params)
        for table in forced:
            super().execute(f"ALTER TABLE {self.quote_name(table)} FORCE ROW LEVEL SECURITY")

    def _is_forced(self, table: str) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
            row = cursor.fetchone()
        return bool(row and row[0])

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)
        target = field.target_field.model
        if field.name != "tenant" and is_tenant_owned(model) and is_tenant_owned(target):
            statement.parts["column"] = Columns(
                model._meta.db_table, ["tenant_id", field.column], self.quote_name
            )
            statement.parts["to_column"] = Columns(
                target._meta.db_table, ["tenant_id", field.target_field.column], self.quote_name
            )
        return statement

    def _field_indexes_sql(self, model: Any, field: Any) -> list[Any]:
        if not is_tenant_owned(model):
            return super()._field_indexes_sql(model, field)
        if field.name == "tenant" or not self._field_should_be_indexed(model, field):
            return []
        return [self._create_index_sql(model, fields=[model._meta.get_field("tenant"), field])]


def _tables_of_new_foreign_key(sql: Any) -> list[str]:
    if not isinstance(sql, Statement) or sql.template != DatabaseSchemaEditor.sql_create_fk:
        return []
    return sorted({sql.parts["table"].table, sql.parts["to_table"].table})
