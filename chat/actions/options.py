"""Whether an answer was offered: only then a visitor's message counts as a tap on it."""

from django.db.models import Q

from chat.models import Author, Entry, Kind

SAYS_NOTHING = Q(author=Author.AUTOMATIC) & ~Q(data__has_key="options")


def is_offered(conversation_id: int, words: str) -> bool:
    """By the newest message; the next one, whoever writes it, takes the offer away. What nobody
    typed does not, unless it offers something itself."""
    messages = Entry.objects.filter(conversation_id=conversation_id, kind=Kind.MESSAGE)
    latest = messages.exclude(SAYS_NOTHING).order_by("-seq").first()
    return latest is not None and words in latest.data.get("options", [])
