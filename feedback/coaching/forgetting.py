"""What was said is kept as long as the company keeps chats: copies and readings of it go with it.

An erased visitor's go with the rows of their chats (on delete: cascade)."""

from chat.models import Author, Entry, Kind, Visitor
from feedback.models import CoachingTask, Exemplar, Praise, ReadChat
from feedback.reviews.masking import masked, names_given

WRITTEN = {Praise: ["text"], CoachingTask: ["what", "why", "word", "answer"]}


def forget_names_of(visitor_id: int) -> None:
    """Praise and tasks are about the operator and stay, without what the customer is called. Call
    before their chats are deleted: afterwards nobody knows it."""
    names = _names(visitor_id)
    for model, fields in WRITTEN.items() if names else ():
        rows = list(model.objects.filter(review__task__conversation__visitor=visitor_id))
        for row in rows:
            for field in fields:
                setattr(row, field, masked(getattr(row, field), names))
        model.objects.bulk_update(rows, fields)


def _names(visitor_id: int) -> set[str]:
    visitor = Visitor.objects.filter(pk=visitor_id).first()
    said = Entry.objects.filter(
        conversation__visitor=visitor_id, kind=Kind.MESSAGE, author=Author.VISITOR
    )
    given = names_given(said.values_list("body", flat=True).iterator())
    return {visitor.name if visitor else "", *given} - {""}


def forget_what_was_read() -> int:
    """Of chats that have been emptied (chat.actions.forgetting). How they ended stays, without a
    word. Returns how many rows."""
    gone = {"conversation__forgotten_at__isnull": False}
    Exemplar.objects.filter(**gone).delete()
    read = ReadChat.objects.filter(**gone).exclude(terms={}, question="")
    return read.update(terms={}, question="", answered=None, idea=None)
