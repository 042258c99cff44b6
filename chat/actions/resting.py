"""Pause after this chat: who asked for it goes away with the end of their last one.

Rows are locked in one order everywhere: conversation, person, agenda. So ask `is_resting` before
the conversation changes (that puts the company on the agenda), and `rest_if_done` afterwards. Call
in a transaction.
"""

from chat.models import Conversation
from chat.team import tell_presence
from tenants.models import Membership, Presence


def is_resting(member_id: int | None) -> bool:
    """Whether they pause after their chat; locks them if so."""
    rows = Membership.objects.filter(pk=member_id, pauses_after_chat=True)
    return rows.select_for_update(no_key=True).exists()


def rest_if_done(member_id: int) -> bool:
    """Sends away somebody who pauses after their chat, once they have none; says whether it did."""
    if not is_resting(member_id) or _has_chats(member_id):
        return False
    Membership.objects.filter(pk=member_id).update(
        presence=Presence.AWAY, is_away_by_itself=False, pauses_after_chat=False
    )
    tell_presence(member_id)
    return True


def _has_chats(member_id: int) -> bool:
    return Conversation.objects.not_closed().filter(operator=member_id).exists()
