"""All that is held about one visitor: counted for their page, and in full to take along (GDPR
articles 15 and 20). Call inside the company's scope.

Of a chat it is what the visitor saw. Notes between colleagues are not among it.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone

from chat.attachments.links import address as address_of_file
from chat.identity.keeping import opened
from chat.models import Attachment, Conversation, Entry, Visitor
from chat.render import instant
from feedback import addresses
from feedback.models import (
    Answer,
    Ask,
    ConsentEvent,
    FollowUp,
    OutgoingMail,
    Rating,
)

from .offers import notice_of
from .receipts import party, receipt_of
from .state import in_force

HIDDEN = ("offer", "texts", "attachments")  # of an entry: signatures, what stands elsewhere


def counted(visitor: Visitor) -> dict[str, int]:
    chats = Conversation.objects.filter(visitor=visitor)
    entries = Entry.objects.filter(conversation__in=chats, public_seq__isnull=False)
    return {
        "chats": chats.count(),
        "messages": entries.filter(kind="message", author="visitor").count(),
        "files": _files(visitor).count(),
        "ratings": _ratings(visitor).count(),
        "promises": FollowUp.objects.filter(visitor=visitor).count(),
        "mails": OutgoingMail.objects.filter(subject=visitor.pk).count(),
        "pages": len(visitor.trail),
    }


def everything(visitor: Visitor) -> dict[str, Any]:
    """As JSON can hold it; the address in clear, because it goes to whom it belongs."""
    tenant = visitor.tenant
    chats = Conversation.objects.filter(visitor=visitor).order_by("pk")
    lines = ConsentEvent.objects.filter(subject=visitor.pk).select_related("text", "tenant")
    return {
        "made_at": instant(timezone.now()),
        "company": party(tenant, notice_of(tenant)),
        "visitor": _visitor(visitor),
        "permissions": [_permission(row) for row in in_force(visitor.pk)],
        "ledger": [receipt_of(line) for line in lines],
        "chats": [_chat(row) for row in chats],
        "files": [_file(row) for row in _files(visitor).order_by("pk")],
        "ratings": [_rating(row) for row in _ratings(visitor)],
        "promises": [_promise(row) for row in FollowUp.objects.filter(visitor=visitor)],
        "mails": [_mail(row) for row in OutgoingMail.objects.filter(subject=visitor.pk)],
    }


def _visitor(visitor: Visitor) -> dict[str, Any]:
    return {
        "number": visitor.pk,
        "known_since": instant(visitor.created_at),
        "name": visitor.name or None,
        "browser_language": visitor.locale or None,
        "chosen_language": visitor.language or None,
        "time_zone": visitor.zone or None,
        "last_page": visitor.page_url or None,
        "pages": visitor.trail,
        "told_by_the_page": opened(visitor.identity) | visitor.attributes or None,
        "identity_signed_at": instant(visitor.identity_verified_at),
    }


def _permission(row: Any) -> dict[str, Any]:
    try:
        address = addresses.unseal(row.address.sealed)
    except addresses.BadAddress:  # sealed under another key: nobody can read it, we neither
        address = None
    return {
        "purpose": row.purpose,
        "wording": row.text.wording,
        "address": address,
        "given_at": instant(row.given_at),
        "confirmed_at": instant(row.address.confirmed_at),
        "receipt": str(row.event.receipt),
    }


def _chat(row: Conversation) -> dict[str, Any]:
    entries = Entry.objects.filter(conversation=row, public_seq__isnull=False).order_by("seq")
    return {
        "number": row.pk,
        "began": instant(row.created_at),
        "closed": instant(row.closed_at),
        "page": row.page_url or None,
        "entries": [_entry(entry) for entry in entries],
    }


def _entry(row: Entry) -> dict[str, Any]:
    return {
        "at": instant(row.at),
        "kind": row.kind,
        "by": row.author,
        "name": row.author_name or None,
        "words": row.body or None,
        "files": [file.get("token") for file in row.data.get("attachments", ())],
        "more": {name: value for name, value in row.data.items() if name not in HIDDEN},
    }


def _files(visitor: Visitor) -> Any:
    own = Attachment.objects.filter(visitor=visitor)
    return own | Attachment.objects.filter(conversation__visitor=visitor)


def _file(row: Attachment) -> dict[str, Any]:
    path = address_of_file(row.tenant_id, row.token, row.name, signed=True)
    return {
        "token": row.token,
        "name": row.name,
        "type": row.type,
        "bytes": row.size,
        "sent_at": instant(row.created_at),
        "by": "visitor" if row.visitor_id else "company",
        "url": settings.PUBLIC_URL + path,
    }


def _ratings(visitor: Visitor) -> Any:
    asks = Ask.objects.filter(conversation__visitor=visitor)
    return Rating.objects.filter(ask__in=asks).select_related("ask").order_by("pk")


def _rating(row: Rating) -> dict[str, Any]:
    answers = Answer.objects.filter(rating=row).select_related("question").order_by("pk")
    return {
        "chat": row.ask.conversation_id,
        "score": row.score,
        "at": instant(row.at),
        "the_company_sees_the_chat": row.is_open,
        "answers": [
            {"question": a.question.words, "number": a.number, "words": a.text or None}
            for a in answers
        ],
    }


def _promise(row: FollowUp) -> dict[str, Any]:
    return {
        "chat": row.conversation_id,
        "what": row.what,
        "due": instant(row.due_at),
        "state": row.state,
        "made_at": instant(row.created_at),
    }


def _mail(row: OutgoingMail) -> dict[str, Any]:
    return {"kind": row.kind, "state": row.state, "sent_at": instant(row.sent_at)}
