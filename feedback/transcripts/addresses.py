"""Where the visitor finds the copy of their chat."""

from chat.models import Visitor
from feedback.links import transcript_link


def copy_of(visitor: Visitor) -> dict[str, str] | None:
    """{"page", "text"}: to read and print, and to keep; None before the first message."""
    if visitor.current_id is None:
        return None
    page = transcript_link(visitor, visitor.current_id)
    return {"page": page, "text": f"{page}?as=text"}
