"""The wall as PostgreSQL sees it, for every table there is and for those still to come."""

import pytest
from django.db import connection, connections, models
from django.db.utils import NotSupportedError
from django.test.utils import isolate_apps

from chat.models import Conversation
from tenants.models import Membership, Tenant

from . import catalogue

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def owner():
    return connections["owner"]


def test_the_wall_has_no_hole(owner):
    assert catalogue.all_faults(owner) == []


def test_the_tables_we_know_to_be_a_companys_are_among_them(owner):
    known = {"tenants_membership", "tenants_invitation", "chat_conversation", "chat_entry"}
    assert known < catalogue.tenant_tables(owner)


PARENT_BY_ID = "ALTER TABLE chat_conversation ADD UNIQUE (id); "

HOLES = [
    ("CREATE TABLE leaflet (id bigint)", "not on the list of global tables"),
    ("CREATE TABLE leaflet (tenant_id bigint)", "does not reference its tenant"),
    ("ALTER TABLE chat_entry DISABLE ROW LEVEL SECURITY", "enabled=False"),
    ("ALTER TABLE chat_entry NO FORCE ROW LEVEL SECURITY", "forced=False"),
    (
        "ALTER TABLE chat_entry DROP CONSTRAINT chat_entry_pkey; "
        "ALTER TABLE chat_entry ALTER tenant_id DROP NOT NULL",
        "may be null",
    ),
    ("DROP POLICY tenant_isolation ON chat_entry", "lacks tenant_isolation"),
    ("ALTER POLICY tenant_isolation ON chat_entry USING (true)", "reads true"),
    ("ALTER POLICY tenant_isolation ON chat_entry WITH CHECK (true)", "/ true"),
    ("CREATE POLICY more ON chat_entry FOR SELECT USING (true)", "anybody agreed to"),
    ("ALTER POLICY own_memberships ON tenants_membership USING (true)", "anybody agreed to"),
    (
        PARENT_BY_ID + "ALTER TABLE chat_readmark ADD FOREIGN KEY (conversation_id) "
        "REFERENCES chat_conversation (id) NOT VALID",
        "accepts another company's",
    ),
    (
        PARENT_BY_ID + "CREATE TABLE leaflet (id bigint REFERENCES chat_conversation (id))",
        "points into chat_conversation",
    ),
    ("CREATE UNIQUE INDEX hole ON chat_visitor (token_hash)", "unique across companies"),
    ("CREATE INDEX hole ON chat_entry (at, tenant_id)", "does not lead with tenant_id"),
    ("CREATE VIEW hole AS SELECT * FROM chat_entry", "hole shows its owner's rows"),
    ("CREATE MATERIALIZED VIEW hole AS SELECT 1 AS one", "hole shows its owner's rows"),
    (
        "CREATE FUNCTION hole() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'",
        "without a search_path",
    ),
]


@pytest.mark.parametrize(("sql", "sentence"), HOLES)
def test_a_hole_is_found(owner, sql, sentence):
    with owner.cursor() as cursor:
        cursor.execute(sql)
    found = catalogue.all_faults(owner)
    assert any(sentence in fault for fault in found), found


# --- the role that serves -----------------------------------------------------------------------


def test_the_serving_role_is_bound_by_the_wall():
    ((super_or_bypass, may_create),) = catalogue.rows(
        connection,
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication, "
        "has_schema_privilege(current_user, 'public', 'CREATE') "
        "FROM pg_roles WHERE rolname = current_user",
    )
    assert (super_or_bypass, may_create) == (False, False)


def test_the_serving_role_owns_nothing_and_can_become_nobody_else():
    owned = catalogue.rows(
        connection, "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
    )
    others = catalogue.rows(
        connection,
        "SELECT rolname FROM pg_roles "
        "WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')",
    )
    assert (owned, others) == ([], [])


@pytest.mark.parametrize("privilege", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_the_serving_role_lacks_what_reaches_around_the_wall(owner, privilege):
    held = [
        table
        for table in sorted(catalogue.tenant_tables(owner))
        if catalogue.rows(
            connection, f"SELECT has_table_privilege(current_user, '{table}', '{privilege}')"
        )
        == [(True,)]
    ]
    assert held == []


# --- tables still to come -----------------------------------------------------------------------


def leaflet_model():
    class Leaflet(models.Model):
        tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
        conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
        title = models.SlugField(max_length=40)

        class Meta:
            app_label = "chat"
            constraints = [
                models.UniqueConstraint(fields=["tenant", "title"], name="leaflet_title")
            ]

    return Leaflet


@isolate_apps("chat")
def test_a_new_table_is_walled_off_by_itself(owner):
    with owner.schema_editor() as editor:
        editor.create_model(leaflet_model())
    assert "chat_leaflet" in catalogue.tenant_tables(owner)
    assert catalogue.all_faults(owner) == []


@isolate_apps("chat")
def test_a_foreign_key_added_later_is_composite_too(owner):
    leaflet = leaflet_model()
    with owner.schema_editor() as editor:
        editor.create_model(leaflet)
    author = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    author.set_attributes_from_name("author")
    author.model = leaflet
    with owner.schema_editor() as editor:
        editor.add_field(leaflet, author)
    keys = [columns for _, _, _, columns, _ in catalogue.rows(owner, catalogue.FOREIGN_KEYS)]
    assert ["tenant_id", "author_id"] in keys
    assert catalogue.all_faults(owner) == []


@isolate_apps("chat")
def test_a_table_can_be_dropped_again(owner):
    leaflet = leaflet_model()
    with owner.schema_editor() as editor:
        editor.create_model(leaflet)
    with owner.schema_editor() as editor:
        editor.delete_model(leaflet)
    assert "chat_leaflet" not in catalogue.tenant_tables(owner)


@isolate_apps("chat")
def test_a_tenant_cannot_be_added_to_a_table_that_has_rows_already(owner):
    class Leaflet(models.Model):
        class Meta:
            app_label = "chat"

    with owner.schema_editor() as editor:
        editor.create_model(Leaflet)
        tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
        tenant.set_attributes_from_name("tenant")
        tenant.model = Leaflet
        with pytest.raises(NotSupportedError, match="when it is created"):
            editor.add_field(Leaflet, tenant)
