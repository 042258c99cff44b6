"""Mail without permission, and a ledger that is changed: refused by PostgreSQL itself, in plain SQL
under the role that serves. No line of Python stands in between."""

import psycopg
import pytest
from django.db import connection, transaction

from feedback.models import Purpose
from helpdesk.tenancy import tenant_scope

from .conftest import Mia

MAIL = """
INSERT INTO feedback_outgoingmail (tenant_id, kind, purpose, subject, live_consent_id, digest,
    dedupe_key, language, data, state, due_at, attempts, provider_id, problem, created_at)
VALUES (%(tenant)s, %(kind)s, %(purpose)s, %(subject)s, %(live)s, '', 'raw', 'en', '{}', %(state)s,
        now(), 0, '', '', now())
RETURNING id
"""
LIVE = """
INSERT INTO feedback_liveconsent
    (tenant_id, visitor_id, purpose, address_id, text_id, event_id, given_at)
VALUES (%(tenant)s, %(visitor)s, %(purpose)s, %(address)s, %(text)s, %(event)s, now())
"""


def run(sql, **values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else cursor.rowcount


def refusal(sql, **values):
    """What PostgreSQL says, and the code it says it with."""
    with pytest.raises(Exception) as caught:
        run(sql, **values)
    cause = caught.value.__cause__ or caught.value
    assert isinstance(cause, psycopg.Error), cause
    return cause.sqlstate, str(cause)


FOREIGN_KEY, CHECK, RIGHTS, UNIQUE = "23503", "23514", "42501", "23505"


@pytest.fixture
def agreed(mia):
    """Mia's permission for a follow-up, as numbers."""
    mia.gives(Purpose.FOLLOW_UP)
    row = run("SELECT id, address_id, text_id, event_id FROM feedback_liveconsent")
    names = ("live", "address", "text", "event")
    return {"tenant": mia.visitor.tenant_id, "visitor": mia.pk} | dict(zip(names, row, strict=True))


@pytest.fixture
def mail(agreed):
    """A mail that is all right, as columns; each test changes one."""
    right = {"kind": "answer", "purpose": "follow_up", "state": "queued"}
    return right | {"tenant": agreed["tenant"], "subject": agreed["visitor"]} | agreed


def test_what_is_agreed_can_be_queued(mail):
    assert run(MAIL, **mail)[0] > 0


@pytest.mark.django_db
def test_the_role_is_the_one_that_serves():
    user, is_super = run("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
    assert (user, is_super) == ("helpdesk", False)


# --- Mail --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "constraint"),
    [
        ({"kind": "marketing", "purpose": "marketing"}, CHECK, "mail_kind_has_its_purpose"),
        ({"purpose": "marketing"}, CHECK, "mail_kind_has_its_purpose"),
        ({"kind": "survey", "purpose": "survey"}, FOREIGN_KEY, "mail_needs_live_consent"),
        ({"kind": "transcript", "purpose": "transcript"}, FOREIGN_KEY, "mail_needs_live_consent"),
        ({"kind": "newsletter", "purpose": "newsletter"}, CHECK, "mail_kind_has_its_purpose"),
        ({"live": None}, CHECK, "mail_queued_by_consent"),
        ({"live": 10**12}, FOREIGN_KEY, "mail_needs_live_consent"),
        ({"subject": 10**12}, FOREIGN_KEY, "mail_needs_live_consent"),
        ({"state": "sending", "live": None}, CHECK, "a mail begins queued"),
        ({"state": "sent"}, CHECK, "a mail begins queued"),
    ],
)
def test_a_mail_nobody_agreed_to(mail, change, code, constraint):
    got, text = refusal(MAIL, **mail | change)
    assert got == code and constraint in text


def test_a_mail_by_somebody_elses_permission(mail, in_acme, new_id):
    other = Mia(in_acme, new_id)
    code, text = refusal(MAIL, **mail | {"subject": other.pk})
    assert code == FOREIGN_KEY and "mail_needs_live_consent" in text


def test_a_mail_in_another_companys_name(mail, in_acme):
    code, text = refusal(MAIL, **mail | {"tenant": in_acme.globex.pk})
    assert code == RIGHTS and "row-level security" in text


def test_another_company_does_not_mail_by_our_permission(mail, in_acme):
    theirs = mail | {"tenant": in_acme.globex.pk}
    with tenant_scope(in_acme.globex):
        code, text = refusal(MAIL, **theirs)
    assert code == FOREIGN_KEY and "mail_needs_live_consent" in text


def test_another_company_sees_and_ends_nothing_of_ours(mail, in_acme):
    run(MAIL, **mail)
    with tenant_scope(in_acme.globex):
        for table in ("outgoingmail", "liveconsent", "consentevent", "address", "consenttext"):
            assert run(f"SELECT count(*) FROM feedback_{table}") == (0,), table
        for table in ("outgoingmail", "liveconsent", "address"):
            assert run(f"DELETE FROM feedback_{table}") == 0, table


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'survey', purpose = 'survey'",
        "purpose = 'survey'",
        "subject = subject + 1",
        "dedupe_key = 'another'",
        "id = id + 1",
    ],
)
def test_a_queued_mail_is_not_put_to_another_use(mail, change):
    run(MAIL, **mail)
    code, text = refusal(f"UPDATE feedback_outgoingmail SET {change}")
    assert code == RIGHTS and "keeps its purpose" in text


def test_a_queued_mail_is_not_moved_to_another_permission(mia, mail):
    run(MAIL, **mail)
    mia.gives(Purpose.SURVEY)
    other = run("SELECT id FROM feedback_liveconsent WHERE purpose = 'survey'")[0]
    code, text = refusal("UPDATE feedback_outgoingmail SET live_consent_id = %(o)s", o=other)
    assert code == RIGHTS and "keeps its permission" in text


def test_a_cancelled_mail_does_not_come_back(mail):
    run(MAIL, **mail)
    run("UPDATE feedback_outgoingmail SET state = 'cancelled', live_consent_id = NULL")
    code, text = refusal("UPDATE feedback_outgoingmail SET state = 'queued'")
    assert code == CHECK and "mail_queued_by_consent" in text
    code, text = refusal("UPDATE feedback_outgoingmail SET state = 'sending'")
    assert code == CHECK and "sent by a permission" in text
    again = "UPDATE feedback_outgoingmail SET state = 'queued', live_consent_id = %(live)s"
    code, text = refusal(again, live=mail["live"])
    assert code == RIGHTS and "keeps its permission" in text


# --- What is in force --------------------------------------------------------------------------


def test_a_permission_in_use_is_not_deleted(mail):
    run(MAIL, **mail)
    code, text = refusal("DELETE FROM feedback_liveconsent")
    assert code == FOREIGN_KEY and "mail_needs_live_consent" in text


def test_a_permission_is_never_changed(mail):
    for change in ("purpose = 'marketing'", "text_id = text_id + 1", "address_id = address_id + 1"):
        code, text = refusal(f"UPDATE feedback_liveconsent SET {change}")
        assert code == RIGHTS and "only ever added to" in text


def live_of(agreed, **change):
    return {"purpose": "survey", **agreed} | change


@pytest.mark.parametrize("purpose", ["survey", "transcript", "marketing"])
def test_no_permission_without_the_line_that_gave_it(agreed, purpose):
    """The line for a follow-up gives nothing else; marketing is not confirmed besides."""
    code, _ = refusal(LIVE, **live_of(agreed, purpose=purpose))
    assert code == (CHECK if purpose == "marketing" else FOREIGN_KEY)


def test_no_permission_by_somebody_elses_line(agreed, in_acme, new_id):
    other = Mia(in_acme, new_id)
    other.gives(Purpose.SURVEY)
    event, text, address = run(
        "SELECT event_id, text_id, address_id FROM feedback_liveconsent WHERE purpose = 'survey'"
    )
    theirs = live_of(agreed, event=event, text=text)
    code, said = refusal(LIVE, **theirs)
    assert code == FOREIGN_KEY and "live_consent_event" in said
    mine = {"purpose": "follow_up", "address": address, "visitor": agreed["visitor"]}
    run("DELETE FROM feedback_liveconsent WHERE purpose = 'follow_up'")
    code, said = refusal(LIVE, **agreed | mine)
    assert code == FOREIGN_KEY and "live_consent_own_address" in said


def test_one_permission_for_a_purpose(agreed):
    code, _ = refusal(LIVE, **agreed | {"purpose": "follow_up"})
    assert code == UNIQUE


def test_marketing_needs_a_confirmed_address(mia, asks_for_news):
    mia.gives(Purpose.MARKETING)
    address = run("SELECT id FROM feedback_address")[0]
    event, text = run("SELECT id, text_id FROM feedback_consentevent WHERE purpose = 'marketing'")
    row = {"tenant": mia.visitor.tenant_id, "visitor": mia.pk, "purpose": "marketing"}
    row |= {"address": address, "event": event, "text": text}
    code, said = refusal(LIVE, **row)
    assert code == CHECK and "confirmed address" in said
    run("UPDATE feedback_address SET confirmed_at = now()")
    assert run(LIVE, **row) == 1


# --- The ledger --------------------------------------------------------------------------------

LEDGER = ["feedback_consentevent", "feedback_consenttext", "feedback_marketingexport"]


@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_ledger_is_only_added_to(agreed, table, sql):
    code, text = refusal(sql.format(table))
    assert code == RIGHTS and "permission denied" in text


SOME_WORDS = """
INSERT INTO feedback_consenttext (tenant_id, purpose, locale, version, wording, sha256, created_at)
VALUES (1, 'survey', 'en', 1, 'x', encode(sha256('x'), 'hex'), now())
"""
A_LINE = """
INSERT INTO feedback_consentevent (tenant_id, receipt, subject, purpose, what, by, place, at)
VALUES (1, gen_random_uuid(), 1, 'survey', 'given', 'visitor', 'widget', now())
"""


@pytest.mark.parametrize("change", ["UPDATE {} SET purpose = purpose", "DELETE FROM {}"])
@pytest.mark.parametrize("insert", [SOME_WORDS, A_LINE])
def test_not_even_by_the_owner_of_the_tables(committed_db, owner_url, insert, change):
    """Where one role does everything, the triggers are what is left."""
    table = insert.split()[2]
    with psycopg.connect(owner_url) as owner:
        owner.execute("SET CONSTRAINTS ALL DEFERRED")  # its company need not exist
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(insert)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added to"):
            owner.execute(change.format(table))
        owner.rollback()


def test_other_words_under_the_same_hash(agreed):
    code, text = refusal(
        "INSERT INTO feedback_consenttext (tenant_id, purpose, locale, version, wording, sha256, "
        "created_at) SELECT tenant_id, purpose, locale, version + 1, 'Send me everything', sha256, "
        "now() FROM feedback_consenttext"
    )
    assert code == CHECK and "consent_text_hash" in text


def test_a_line_by_words_of_another_purpose(agreed):
    code, text = refusal(
        "INSERT INTO feedback_consentevent (tenant_id, receipt, subject, purpose, what, text_id, "
        "by, place, at) VALUES (%(tenant)s, gen_random_uuid(), %(visitor)s, 'marketing', 'given', "
        "%(text)s, 'visitor', 'widget', now())",
        **agreed,
    )
    assert code == FOREIGN_KEY and "words_of_its_purpose" in text


def test_a_purpose_that_does_not_exist(agreed):
    code, _ = refusal(LIVE, **live_of(agreed, purpose="love"))
    assert code == FOREIGN_KEY
