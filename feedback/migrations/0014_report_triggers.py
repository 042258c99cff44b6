"""What has to be counted anew, noted by PostgreSQL itself, whichever way it changed: also in bulk,
by a merge or by an erasure. Docs: docs/reports.md.

Nobody writes a line here while a chat is going on: the first trigger asks whether it is finished.
"""

from django.db import migrations

# A sandbox is in no report. One that is emptied must not be written to on the way.
FUNCTIONS = """
CREATE FUNCTION feedback_report_mark(tenant bigint, chat bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO feedback_reportmark (tenant_id, conversation)
    SELECT tenant, chat FROM tenants_tenant WHERE id = tenant AND sandbox_of_id IS NULL
      AND chat IS NOT NULL
$$;

CREATE FUNCTION feedback_report_chat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM feedback_report_mark(NEW.tenant_id, NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION feedback_report_visitor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM feedback_report_mark(tenant_id, id) FROM chat_conversation
    WHERE tenant_id = NEW.tenant_id AND visitor_id = NEW.id AND status = 'closed';
    RETURN NULL;
END $$;

CREATE FUNCTION feedback_report_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed record := coalesce(NEW, OLD);
BEGIN
    PERFORM feedback_report_mark(changed.tenant_id, changed.conversation_id);
    RETURN NULL;
END $$;

CREATE FUNCTION feedback_report_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed record := coalesce(NEW, OLD);
BEGIN
    PERFORM feedback_report_mark(tenant_id, conversation_id) FROM feedback_ask
    WHERE tenant_id = changed.tenant_id AND id = changed.ask_id;
    RETURN NULL;
END $$;

CREATE FUNCTION feedback_report_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed record := coalesce(NEW, OLD);
BEGIN
    PERFORM feedback_report_mark(tenant_id, conversation_id) FROM feedback_reviewtask
    WHERE tenant_id = changed.tenant_id AND id = changed.task_id;
    RETURN NULL;
END $$;

CREATE FUNCTION feedback_report_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO feedback_reportdirtyday (tenant_id, day)
        SELECT DISTINCT tenant_id, day FROM gone;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO feedback_reportdirtyday (tenant_id, day)
        SELECT DISTINCT tenant_id, day FROM come;
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER report_chat_made AFTER INSERT ON chat_conversation
    FOR EACH ROW WHEN (NEW.status = 'closed') EXECUTE FUNCTION feedback_report_chat();
CREATE TRIGGER report_chat_changed AFTER UPDATE ON chat_conversation
    FOR EACH ROW WHEN (
        (OLD.status = 'closed' OR NEW.status = 'closed') AND NEW.forgotten_at IS NULL AND
        (OLD.status, OLD.closed_at, OLD.created_at, OLD.operator_id, OLD.department_id, OLD.page_url,
         OLD.mood_peak, OLD.visitor_id)
        IS DISTINCT FROM
        (NEW.status, NEW.closed_at, NEW.created_at, NEW.operator_id, NEW.department_id, NEW.page_url,
         NEW.mood_peak, NEW.visitor_id)
    ) EXECUTE FUNCTION feedback_report_chat();
CREATE TRIGGER report_chat_regrouped AFTER UPDATE OF department_id, operator_id ON chat_conversation
    FOR EACH ROW WHEN (
        NEW.forgotten_at IS NOT NULL AND (OLD.department_id, OLD.operator_id)
        IS DISTINCT FROM (NEW.department_id, NEW.operator_id)
    ) EXECUTE FUNCTION feedback_report_chat();
CREATE TRIGGER report_visitor AFTER UPDATE OF language, locale ON chat_visitor
    FOR EACH ROW WHEN ((OLD.language, OLD.locale) IS DISTINCT FROM (NEW.language, NEW.locale))
    EXECUTE FUNCTION feedback_report_visitor();
CREATE TRIGGER report_ask AFTER INSERT OR DELETE ON feedback_ask
    FOR EACH ROW EXECUTE FUNCTION feedback_report_row();
CREATE TRIGGER report_ask_ended AFTER UPDATE OF ended_at ON feedback_ask
    FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at)
    EXECUTE FUNCTION feedback_report_row();
CREATE TRIGGER report_rating AFTER INSERT OR DELETE OR UPDATE OF score ON feedback_rating
    FOR EACH ROW EXECUTE FUNCTION feedback_report_rating();
CREATE TRIGGER report_promise AFTER INSERT OR DELETE OR UPDATE OF state, due_at, ended_at
    ON feedback_followup FOR EACH ROW EXECUTE FUNCTION feedback_report_row();
CREATE TRIGGER report_review AFTER INSERT OR DELETE OR UPDATE OF done_at, score, passed
    ON feedback_review FOR EACH ROW EXECUTE FUNCTION feedback_report_review();
CREATE TRIGGER report_days_come AFTER INSERT ON feedback_reportchat
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION feedback_report_days();
CREATE TRIGGER report_days_changed AFTER UPDATE ON feedback_reportchat
    REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION feedback_report_days();
CREATE TRIGGER report_days_gone AFTER DELETE ON feedback_reportchat
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION feedback_report_days();
"""

FORGET = """
DROP FUNCTION feedback_report_days, feedback_report_review, feedback_report_rating,
    feedback_report_row, feedback_report_visitor, feedback_report_chat CASCADE;
DROP FUNCTION feedback_report_mark;
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0013_report_tables"), ("chat", "0003_epoch")]

    operations = [migrations.RunSQL([FUNCTIONS, TRIGGERS], FORGET)]
