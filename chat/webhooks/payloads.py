"""What is told: one function for each shape, as docs/webhooks.md shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chat import identity
from chat.models import Author, Conversation, Entry, Kind, Priority, Visitor
from chat.render import instant, portrait
from tenants.models import Department, Membership, Tenant

VERSION = 1


def envelope(tenant: Tenant, event: str, at: datetime, data: Mapping[str, Any]) -> dict[str, Any]:
    """The whole body: around every event."""
    return {
        "type": event,
        "version": VERSION,
        "timestamp": instant(at),
        "company": {"id": tenant.pk, "slug": tenant.slug},
        "data": dict(data),
    }


def conversation(row: Conversation) -> dict[str, Any]:
    """As it is when this is written down. `row` with its visitor, department and operator."""
    visitor = row.visitor
    return {
        "id": row.pk,
        "status": row.status,
        "priority": Priority(row.priority).name.lower(),
        "department": row.department and department(row.department),
        "operator": person(row.operator),
        "visitor": {
            "id": visitor.pk,
            "name": visitor.name,
            "language": visitor.spoken,
            "identity": identity_of(visitor),
        },
        "page": {"url": row.page_url, "title": row.page_title},
        "created_at": instant(row.created_at),
        "closed_at": instant(row.closed_at),
    }


def person(member: Membership | None) -> dict[str, Any] | None:
    """Somebody of the company."""
    return member and {"id": member.pk, "name": member.display_name}


def identity_of(visitor: Visitor) -> dict[str, Any] | None:
    """Who the company's own site says they are; never the address, which is kept in one place."""
    told = identity.shown(visitor)
    return told and {name: told.get(name) for name in ("id", "name", "verified", "at")}


def department(row: Department) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name}


def status_changed(row: Conversation, line: Entry, before: str, after: str) -> dict[str, Any]:
    """`line`: what of the log changed it."""
    return {
        "conversation": conversation(row) | {"status": after},
        "before": before,
        "after": after,
        "by": line.data.get("by") or line.author,
    }


def assigned(row: Conversation, line: Entry) -> dict[str, Any]:
    """To somebody, or to nobody any more."""
    to = line.data.get("member")
    return {
        "conversation": conversation(row),
        "operator": {"id": to, "name": line.data.get("name")} if to else None,
    }


def message(row: Conversation, entry: Entry) -> dict[str, Any]:
    """A message of anybody, or a note among colleagues (`private`)."""
    return {
        "conversation": conversation(row),
        "message": {
            "id": str(entry.client_id),
            "seq": entry.seq,
            "at": instant(entry.at),
            "private": entry.kind == Kind.NOTE,
            "forgotten": bool(entry.data.get("forgotten")),
            "author": {
                "kind": entry.author,
                "id": entry.member_id if entry.author == Author.OPERATOR else None,
                "name": entry.author_name,
                "photo": portrait(entry.tenant_id, entry.author_photo),
            },
            "text": entry.body,
            "files": [file(each) for each in entry.data.get("attachments", [])],
        },
    }


def file(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Without its address: who may fetch it asks the API."""
    return {name: stored.get(name) for name in ("token", "name", "type", "size")}
