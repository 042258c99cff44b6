"""Whether an answer was offered: only then a visitor's message counts as a tap on it."""

from chat.models import Author, Entry, Kind


def is_offered(conversation_id: int, words: str) -> bool:
    """By the newest message; the next one, whoever writes it, takes the offer away. What nobody
    typed does not."""
    messages = Entry.objects.filter(conversation_id=conversation_id, kind=Kind.MESSAGE)
    latest = messages.exclude(author=Author.AUTOMATIC).order_by("-seq").first()
    return latest is not None and words in latest.data.get("options", [])
