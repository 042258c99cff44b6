"""Keeping the index up with the log. Call inside a tenant scope; harmless to repeat."""

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from chat.models import Conversation, Kind
from helpdesk.db.alone import is_alone
from helpdesk.hints import tell_worker
from helpdesk.tenancy import current_tenant_id
from tenants.models import Tenant

from .words import LONGEST, SIMPLE, stemmer

TASK = "chat.tasks.index_transcripts"
CHATS_AT_ONCE = 100
ENTRIES_AT_ONCE = 1000  # of one chat
SPOKEN = [Kind.MESSAGE, Kind.NOTE, Kind.WHISPER, Kind.TRANSFER]
OURS = 0x5EA2C4

FILL = f"""
INSERT INTO chat_searchterm (tenant_id, lexeme, conversation_id, seq)
SELECT DISTINCT current_setting('app.tenant_id')::bigint, stem, e.conversation_id, e.seq
FROM unnest(%(chats)s::bigint[], %(after)s::bigint[], %(up_to)s::bigint[], %(stemmers)s::text[])
     AS due(chat, after, up_to, stemmer)
JOIN chat_entry e ON e.conversation_id = due.chat AND e.seq > due.after AND e.seq <= due.up_to,
     unnest(tsvector_to_array(
         to_tsvector('{SIMPLE}', e.body) || to_tsvector(due.stemmer::regconfig, e.body)
         || to_tsvector(%(house)s::regconfig, e.body))) AS stem
WHERE e.kind = ANY(%(kinds)s) AND length(stem) <= {LONGEST}
ON CONFLICT DO NOTHING
"""


def ask_to_index(tenant_id: int) -> None:
    """Has a worker read on where there is something new to read."""
    if _behind().exists():
        tell_worker(TASK, tenant_id)


@transaction.atomic
def index_some() -> int:
    """Reads on where the index ended; returns in how many chats. 0 also while another worker is at
    it."""
    if not is_alone(OURS, current_tenant_id()):
        return 0
    found = _behind().order_by("pk")
    columns = ("pk", "indexed_seq", "last_seq", "visitor__locale", "visitor__language")
    due = list(found.values_list(*columns)[:CHATS_AT_ONCE])
    if not due:
        return 0
    up_to = [min(last, after + ENTRIES_AT_ONCE) for _, after, last, *_ in due]
    values = {
        "chats": [row[0] for row in due],
        "after": [row[1] for row in due],
        "up_to": up_to,
        "stemmers": [stemmer(language or locale) for *_, locale, language in due],
        "house": stemmer(_house_language()),  # browsers do not always tell what is written
        "kinds": [str(kind) for kind in SPOKEN],
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
    for (pk, *_), seq in zip(due, up_to, strict=True):
        Conversation.objects.filter(pk=pk).update(indexed_seq=Greatest("indexed_seq", seq))
    return len(due)


def _house_language() -> str:
    return Tenant.objects.values_list("language", flat=True).get(pk=current_tenant_id())


def _behind():
    return Conversation.objects.filter(indexed_seq__lt=F("last_seq"))
