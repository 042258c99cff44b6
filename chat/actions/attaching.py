"""Files become part of a conversation with the message that brings them, once."""

from collections.abc import Sequence
from typing import Any

from chat.attachments.links import facts
from chat.enclosed import Enclosed
from chat.log import NewEntry
from chat.models import Attachment, Visitor
from tenants.models import Membership

from .options import is_offered
from .refusal import Refused


def enclose(entry: NewEntry, enclosed: Enclosed, sender: Visitor | Membership) -> NewEntry:
    """Puts what a message brings along into its data. Call in the transaction that appends it.

    Raises Refused: file_gone (not there, not theirs, or sent already), file_waiting (not scanned).
    """
    if enclosed.files:
        entry.data["attachments"] = claim(enclosed.files, sender, entry.conversation_id)
    if enclosed.options:
        entry.data["options"] = list(enclosed.options)
    if enclosed.is_option and is_offered(entry.conversation_id, entry.body):
        entry.data["option"] = True
    return entry


def claim(
    tokens: Sequence[str], sender: Visitor | Membership, conversation_id: int
) -> list[dict[str, Any]]:
    owner = {"visitor" if isinstance(sender, Visitor) else "member": sender}
    unsent = Attachment.objects.select_for_update().filter(conversation=None, **owner)
    found = {file.token: file for file in unsent.filter(token__in=tokens)}
    files = [found.get(token) for token in tokens]
    for file in files:
        if file is None or file.state == Attachment.State.REFUSED:
            raise Refused("file_gone")
        if file.state == Attachment.State.SCANNING:
            raise Refused("file_waiting")
    ids = [file.pk for file in found.values()]
    Attachment.objects.filter(pk__in=ids).update(conversation_id=conversation_id)
    return [facts(file) for file in files if file is not None]
