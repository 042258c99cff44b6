"""Calling a colleague by name in a note."""

import re
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import agenda
from chat.events import Push, announce, member_group
from chat.log import Appended
from chat.models import Mention
from chat.render import instant
from tenants.models import Membership

from . import posting

QUOTED = 160


@transaction.atomic
def add_note(*, member: Membership, conversation_id: int, client_id: UUID, body: str) -> Appended:
    """A note; colleagues it names as `@Name` are called. Raises Refused: not_found, id_reused."""
    appended = posting.add_note(
        member=member, conversation_id=conversation_id, client_id=client_id, body=body
    )
    if appended.is_new:
        agenda.look_soon(member.tenant_id)  # a note in a closed chat is to be found, too
        _call(member, appended, mentioned(body, besides=member))
    return appended


def mentioned(body: str, *, besides: Membership) -> list[Membership]:
    """The colleagues a note names. Of two names that begin alike the longer one counts."""
    if "@" not in body:
        return []
    colleagues = Membership.objects.active().exclude(pk=besides.pk).defer("photo")
    by_name: dict[str, list[Membership]] = {}
    for colleague in colleagues:
        by_name.setdefault(colleague.display_name.casefold(), []).append(colleague)
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    if not names:
        return []
    found = re.findall(rf"(?<!\w)@({names})(?!\w)", body.casefold())
    return [person for name in dict.fromkeys(found) for person in by_name[name]]


def _call(member: Membership, appended: Appended, people: list[Membership]) -> None:
    conversation_id, seq = appended.entry.conversation_id, appended.seq
    Mention.objects.bulk_create(
        Mention(
            tenant_id=member.tenant_id,
            conversation_id=conversation_id,
            seq=seq,
            member=person,
            by=member,
        )
        for person in people
    )
    told = {
        "type": "mention",
        "conversation": conversation_id,
        "seq": seq,
        "by": {"member": member.pk, "name": member.display_name},
        "body": appended.entry.body[:QUOTED],
        "at": instant(appended.at),
    }
    call = {"type": "alert", "step": "called", "conversation": conversation_id, "whom": "operator"}
    groups = [member_group(member.tenant_id, person.pk) for person in people]
    announce([Push(group, frame) for group in groups for frame in (told, call)])


def mark_mentions_seen(*, member: Membership, conversation_id: int) -> None:
    """They looked at the chat; their other windows are told."""
    open_ones = Mention.objects.filter(
        member=member, conversation=conversation_id, seen_at__isnull=True
    )
    if open_ones.update(seen_at=timezone.now()):
        told = {"type": "mentions_seen", "conversation": conversation_id}
        announce([Push(member_group(member.tenant_id, member.pk), told)])
