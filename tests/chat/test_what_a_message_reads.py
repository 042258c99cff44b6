"""A message reads its own conversation and nothing else of its company, however much there is of
it: its statements are planned once a connection, maybe for a company that has a few chats only."""

from uuid import uuid4

from django.db import connection, connections, transaction

from chat import actions
from chat.posts import Post
from chat.writer import write
from helpdesk.tenancy import tenant_scope

READ = """
SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
WHERE schemaname = 'public'
"""
LARGE = ("enable_seqscan = off", "cpu_tuple_cost = 100")  # as rows are where there are millions
FEW, MANY = 4, 40  # chats
LINES = 100
PREPARED_AFTER = 3
MORE = 5  # rows, where one of the two has an operator, for example


def begin(tenant):
    with tenant_scope(tenant), transaction.atomic():
        visitor, _ = actions.new_visitor(tenant=tenant)
    (first,) = write([Post(tenant.pk, None, uuid4(), "Hello", visitor)])
    return visitor, first.entry.conversation_id


def say(visitor, number, times=1):
    return write([Post(visitor.tenant_id, number, uuid4(), "More", visitor) for _ in range(times)])


def read_for_one(visitor, number):
    """Rows of each table."""
    with transaction.atomic():
        before = read_so_far()
        assert say(visitor, number)[0].is_new
        return {table: count - before.get(table, 0) for table, count in read_so_far().items()}


def read_so_far():
    """Of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return dict(cursor.fetchall())


def test_who_has_thousands_of_chats_reads_no_more_for_a_message_than_who_has_few(committed_cast):
    small = [begin(committed_cast.globex) for _ in range(FEW)][-1]
    large = [begin(committed_cast.acme) for _ in range(MANY)][-1]
    say(*large, times=LINES)
    with connections["owner"].cursor() as owner:
        owner.execute("ANALYZE chat_conversation, chat_entry, chat_visitor")
    with connection.cursor() as cursor:
        for setting in LARGE:
            cursor.execute(f"SET {setting}")
        cursor.execute("DISCARD PLANS")
    for _ in range(PREPARED_AFTER):
        say(*small)
    few, many = read_for_one(*small), read_for_one(*large)
    with connection.cursor() as cursor:
        cursor.execute("RESET enable_seqscan; RESET cpu_tuple_cost")
    assert few["chat_conversation"] > 0
    more = {table: count - few.get(table, 0) for table, count in many.items()}
    assert {table: count for table, count in more.items() if count > MORE} == {}
