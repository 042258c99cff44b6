"""What of a chat decides when its copy is mailed."""

from collections.abc import Sequence

from chat.log import Appended
from chat.models import Conversation, Kind
from feedback.actions.offering import YES
from feedback.actions.transcripts import mail_transcript_if_asked, put_off_transcript


def when_over(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A listener (chat.listeners). Permission may come after the chat was closed."""
    for item in appended:
        kind = item.entry.kind
        if kind == Kind.REOPENED:
            put_off_transcript(conversation)
        elif kind == Kind.CLOSED or item.entry.data.get("signal") == YES:
            conversation.refresh_from_db(fields=["status", "last_public_seq"])
            mail_transcript_if_asked(conversation)
