"""What PostgreSQL itself refuses about reviews, whoever asks."""

from django.db import migrations

# No reviewer gets a chat they took part in: not as a claim, not as a review, not as an appeal, which
# the first reviewer does not decide either. Who took part is written down once, with the task.
GUARDS = """
ALTER TABLE feedback_reviewtask
    ADD CONSTRAINT review_task_not_by_who_took_part
    CHECK (claimed_by_id IS NULL OR claimed_by_id <> ALL (participants)),
    ADD CONSTRAINT review_task_operator_took_part CHECK (operator_id = ANY (participants));

CREATE FUNCTION feedback_task_keeps_its_chat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.tenant_id, NEW.id, NEW.closing, NEW.operator_id, NEW.participants)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.closing, OLD.operator_id, OLD.participants)
    THEN
        RAISE EXCEPTION 'a review task keeps its chat' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_chat BEFORE UPDATE ON feedback_reviewtask
    FOR EACH ROW EXECUTE FUNCTION feedback_task_keeps_its_chat();

CREATE FUNCTION feedback_reviewer_took_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM feedback_reviewtask
    WHERE tenant_id = NEW.tenant_id AND id = NEW.task_id
      AND NEW.reviewer_id = ANY (participants);
    IF FOUND THEN
        RAISE EXCEPTION 'nobody reviews their own chat' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviewer_took_no_part BEFORE INSERT OR UPDATE OF task_id, reviewer_id
    ON feedback_review FOR EACH ROW EXECUTE FUNCTION feedback_reviewer_took_no_part();

CREATE FUNCTION feedback_appeal_by_a_second() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM feedback_review r
    JOIN feedback_reviewtask t ON t.tenant_id = r.tenant_id AND t.id = r.task_id
    WHERE r.tenant_id = NEW.tenant_id AND r.id = NEW.review_id
      AND (NEW.decided_by_id = r.reviewer_id OR NEW.decided_by_id = ANY (t.participants));
    IF FOUND THEN
        RAISE EXCEPTION 'a second reviewer decides' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_a_second BEFORE INSERT OR UPDATE ON feedback_appeal
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL)
    EXECUTE FUNCTION feedback_appeal_by_a_second();

CREATE TRIGGER never_changed BEFORE UPDATE ON feedback_scorecardversion
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE ON feedback_criterion
    FOR EACH ROW EXECUTE FUNCTION feedback_never_changed();
"""

FORGET = """
DROP TRIGGER never_changed ON feedback_criterion;
DROP TRIGGER never_changed ON feedback_scorecardversion;
DROP TRIGGER by_a_second ON feedback_appeal;
DROP FUNCTION feedback_appeal_by_a_second();
DROP TRIGGER reviewer_took_no_part ON feedback_review;
DROP FUNCTION feedback_reviewer_took_no_part();
DROP TRIGGER keeps_its_chat ON feedback_reviewtask;
DROP FUNCTION feedback_task_keeps_its_chat();
ALTER TABLE feedback_reviewtask
    DROP CONSTRAINT review_task_operator_took_part,
    DROP CONSTRAINT review_task_not_by_who_took_part;
"""

# New constraints are checked against the rows there are, which the owner must see for that.
LIFT = "ALTER TABLE feedback_reviewtask NO FORCE ROW LEVEL SECURITY;"
PUT_BACK = "ALTER TABLE feedback_reviewtask FORCE ROW LEVEL SECURITY;"


class Migration(migrations.Migration):
    dependencies = [("feedback", "0007_mail_by_consent")]

    operations = [migrations.RunSQL([LIFT, GUARDS, PUT_BACK], FORGET)]
