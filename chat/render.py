"""How the log looks on the wire: the shapes of docs/protocol.md, for visitors and for operators."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from .attachments.links import shown as shown_file
from .log import Appended
from .models import Entry, Kind, Status

Side = Literal["visitor", "operator"]


INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"  # to read one; `isoformat` writes the same five times as fast


def instant(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with microseconds and a Z."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def portrait(tenant_id: int, photo_hash: str) -> str | None:
    return f"/portraits/{tenant_id}/{photo_hash}.webp" if photo_hash else None


def stored_entry(row: Entry, side: Side) -> dict[str, Any]:
    return _entry(
        side,
        tenant_id=row.tenant_id,
        seq=row.seq,
        public_seq=row.public_seq,
        at=row.at,
        client_id=row.client_id,
        kind=row.kind,
        author=row.author,
        member=row.member_id,
        name=row.author_name,
        photo=row.author_photo,
        body=row.body,
        data=row.data,
    )


def new_entry(tenant_id: int, appended: Appended, side: Side) -> dict[str, Any]:
    entry = appended.entry
    return _entry(
        side,
        tenant_id=tenant_id,
        seq=appended.seq,
        public_seq=appended.public_seq,
        at=appended.at,
        client_id=entry.client_id,
        kind=entry.kind,
        author=entry.author,
        member=entry.member_id,
        name=entry.author_name,
        photo=entry.author_photo,
        body=entry.body,
        data=entry.data,
    )


def _entry(side: Side, *, tenant_id: int, **raw: Any) -> dict[str, Any]:
    operators_see = side == "operator"
    shown = {
        "seq": raw["seq"] if operators_see else raw["public_seq"],
        "id": str(raw["client_id"]),
        "kind": raw["kind"],
        "at": instant(raw["at"]),
        "author": {
            "kind": raw["author"],
            "name": raw["name"],
            "photo": portrait(tenant_id, raw["photo"]),
            "member": raw["member"] if operators_see else None,
        },
        "body": raw["body"],
        "data": _data(raw["kind"], raw["data"], tenant_id, operators_see),
    }
    if operators_see:
        shown["public_seq"] = raw["public_seq"]
    return shown


def _data(
    kind: str, data: Mapping[str, Any], tenant_id: int, operators_see: bool
) -> dict[str, Any]:
    if files := data.get("attachments"):
        signed = not operators_see
        return {**data, "attachments": [shown_file(f, tenant_id, signed=signed) for f in files]}
    if kind != Kind.ASSIGNED:
        return dict(data)
    shown = {"name": data["name"], "photo": portrait(tenant_id, data["photo"] or "")}
    shown |= {name: data[name] for name in ("by", "over", "to", "why") if data.get(name)}
    return shown | {"member": data["member"]} if operators_see else shown


def state_for_visitor(summary: Mapping[str, Any]) -> dict[str, Any]:
    """A visitor's `conversation` object from an operator's summary (`chat.reading.summaries`)."""
    operator = summary["operator"]
    return {
        "status": summary["status"],
        "operator": operator and {"name": operator["name"], "photo": operator["photo"]},
        "head": summary["public_head"],
        "read": summary["read"],
        "queue": summary["queue"] if summary["status"] == Status.WAITING else None,
    }
