"""What was promised is part of what was said: it is forgotten with it."""

from feedback.models import FollowUp


def forget_what_was_promised() -> int:
    """Of chats that have been emptied (chat.actions.forgetting); an open promise is kept first.
    Returns how many."""
    ended = FollowUp.objects.exclude(state=FollowUp.State.OPEN).exclude(what="")
    return ended.filter(conversation__forgotten_at__isnull=False).update(what="")
