"""A mail begins in the queue, where it needs a permission, and leaves for sending only while it has
one: there is no other way in, whoever writes the row."""

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION feedback_mail_goes_by_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'queued' THEN
        RAISE EXCEPTION 'a mail begins queued' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'sending' AND OLD.state <> 'sending'
       AND NEW.live_consent_id IS NULL THEN
        RAISE EXCEPTION 'a mail is sent by a permission' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER goes_by_consent BEFORE INSERT OR UPDATE ON feedback_outgoingmail
    FOR EACH ROW EXECUTE FUNCTION feedback_mail_goes_by_consent();
"""

FORGET = """
DROP TRIGGER goes_by_consent ON feedback_outgoingmail;
DROP FUNCTION feedback_mail_goes_by_consent();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_guards")]

    operations = [migrations.RunSQL(TRIGGERS, FORGET)]
