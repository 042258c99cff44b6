"""What PostgreSQL itself refuses, whoever asks: docs/privacy.md tells it in words."""

from typing import Any

from django.conf import settings
from django.db import migrations
from psycopg import sql

# A mail needs a permission in force: of this company, for this very purpose, of this very visitor.
# A permission needs the event that gave it, the words of that purpose and an address of theirs.
REFERENCES = """
ALTER TABLE feedback_consentevent
    ADD CONSTRAINT consent_event_reference UNIQUE (tenant_id, id, purpose, subject, text_id);
ALTER TABLE feedback_consenttext
    ADD CONSTRAINT consent_text_reference UNIQUE (tenant_id, id, purpose);
ALTER TABLE feedback_address
    ADD CONSTRAINT address_reference UNIQUE (tenant_id, id, visitor_id);
ALTER TABLE feedback_consentevent
    ADD CONSTRAINT consent_event_words_of_its_purpose FOREIGN KEY (tenant_id, text_id, purpose)
    REFERENCES feedback_consenttext (tenant_id, id, purpose);
ALTER TABLE feedback_liveconsent
    ADD CONSTRAINT live_consent_event FOREIGN KEY (tenant_id, event_id, purpose, visitor_id, text_id)
    REFERENCES feedback_consentevent (tenant_id, id, purpose, subject, text_id),
    ADD CONSTRAINT live_consent_own_address FOREIGN KEY (tenant_id, address_id, visitor_id)
    REFERENCES feedback_address (tenant_id, id, visitor_id);
ALTER TABLE feedback_outgoingmail
    ADD CONSTRAINT mail_needs_live_consent FOREIGN KEY (tenant_id, live_consent_id, purpose, subject)
    REFERENCES feedback_liveconsent (tenant_id, id, purpose, visitor_id);
ALTER TABLE feedback_consenttext
    ADD CONSTRAINT consent_text_hash
    CHECK (sha256 = encode(sha256(convert_to(wording, 'UTF8')), 'hex'));
"""

FORGET_REFERENCES = """
ALTER TABLE feedback_consenttext DROP CONSTRAINT consent_text_hash;
ALTER TABLE feedback_outgoingmail DROP CONSTRAINT mail_needs_live_consent;
ALTER TABLE feedback_liveconsent
    DROP CONSTRAINT live_consent_own_address, DROP CONSTRAINT live_consent_event;
ALTER TABLE feedback_consentevent DROP CONSTRAINT consent_event_words_of_its_purpose;
ALTER TABLE feedback_address DROP CONSTRAINT address_reference;
ALTER TABLE feedback_consenttext DROP CONSTRAINT consent_text_reference;
ALTER TABLE feedback_consentevent DROP CONSTRAINT consent_event_reference;
"""

# Triggers bind the owner of the tables as well, where one role does everything.
TRIGGERS = """
CREATE FUNCTION feedback_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON feedback_consentevent
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON feedback_consenttext
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE ON feedback_liveconsent
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON feedback_marketingexport
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();

CREATE FUNCTION feedback_mail_keeps_its_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.tenant_id, NEW.kind, NEW.purpose, NEW.subject, NEW.dedupe_key)
        IS DISTINCT FROM
       (OLD.id, OLD.tenant_id, OLD.kind, OLD.purpose, OLD.subject, OLD.dedupe_key) THEN
        RAISE EXCEPTION 'a mail keeps its purpose' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.live_consent_id IS NOT NULL
       AND NEW.live_consent_id IS DISTINCT FROM OLD.live_consent_id THEN
        RAISE EXCEPTION 'a mail keeps its permission' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_purpose BEFORE UPDATE ON feedback_outgoingmail
    FOR EACH ROW EXECUTE FUNCTION feedback_mail_keeps_its_purpose();

CREATE FUNCTION feedback_marketing_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM feedback_address
    WHERE tenant_id = NEW.tenant_id AND id = NEW.address_id AND confirmed_at IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'marketing needs a confirmed address' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER marketing_is_confirmed BEFORE INSERT ON feedback_liveconsent
    FOR EACH ROW WHEN (NEW.purpose = 'marketing')
    EXECUTE FUNCTION feedback_marketing_is_confirmed();
"""

FORGET_TRIGGERS = """
DROP TRIGGER marketing_is_confirmed ON feedback_liveconsent;
DROP TRIGGER keeps_its_purpose ON feedback_outgoingmail;
DROP TRIGGER never_changed ON feedback_marketingexport;
DROP TRIGGER never_changed ON feedback_liveconsent;
DROP TRIGGER never_changed ON feedback_consenttext;
DROP TRIGGER never_changed ON feedback_consentevent;
DROP FUNCTION feedback_marketing_is_confirmed();
DROP FUNCTION feedback_mail_keeps_its_purpose();
DROP FUNCTION feedback_never_changed();
"""

# New constraints are checked against the rows there are, which the owner must see for that.
TABLES = (
    "feedback_address",
    "feedback_consentevent",
    "feedback_consenttext",
    "feedback_liveconsent",
    "feedback_outgoingmail",
)
LIFT = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in TABLES)
PUT_BACK = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in TABLES)

ONLY_ADDED_TO = ("feedback_consentevent", "feedback_consenttext", "feedback_marketingexport")


def take_rights_back(apps: Any, editor: Any) -> None:
    """The serving role may add to the ledger and read it; nothing else."""
    serving = settings.DATABASES["default"]["USER"]
    if editor.connection.settings_dict["USER"] == serving:
        return
    for table in ONLY_ADDED_TO:
        statement = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(
            sql.Identifier(table), sql.Identifier(serving)
        )
        with editor.connection.cursor() as cursor:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_squashed")]

    operations = [
        migrations.RunSQL([LIFT, REFERENCES, PUT_BACK], FORGET_REFERENCES),
        migrations.RunSQL(TRIGGERS, FORGET_TRIGGERS),
        migrations.RunPython(take_rights_back, migrations.RunPython.noop),
    ]
