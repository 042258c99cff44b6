"""A message on its way in, and how one is written alone; `chat.writer` writes many together."""

from dataclasses import dataclass
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection

from helpdesk.tenancy import tenant_scope
from tenants.models import Membership

from .actions import post_operator_message, post_visitor_message
from .actions.log import by_operator
from .actions.posting import visitor_entry
from .enclosed import NOTHING, Enclosed
from .log import Appended, NewEntry
from .models import Kind, Visitor


@dataclass(frozen=True, slots=True)
class Post:
    """A message on its way in; `author` is who sends it. A visitor's first one has no
    conversation yet."""

    tenant_id: int
    conversation_id: int | None
    client_id: UUID
    body: str
    author: Visitor | Membership
    enclosed: Enclosed = NOTHING

    def entry(self) -> NewEntry:
        assert self.conversation_id is not None
        if isinstance(self.author, Visitor):
            return visitor_entry(self.conversation_id, self.author.name, self.client_id, self.body)
        return by_operator(
            self.author, self.conversation_id, self.client_id, Kind.MESSAGE, self.body
        )


Outcome = Appended | Exception


def is_unreachable(outcome: Outcome | None) -> bool:
    """The database is out of reach: nothing was stored, and the next one would not be either."""
    return isinstance(outcome, OperationalError | InterfaceError)


def write_carefully(post: Post) -> Outcome:
    """Alone, in a transaction of its own; never raises."""
    try:
        with tenant_scope(post.tenant_id):
            return _post(post)
    except Exception as error:
        if is_unreachable(error):
            connection.close()
        return error


def _post(post: Post) -> Appended:
    if isinstance(post.author, Visitor):
        return post_visitor_message(
            visitor=post.author, client_id=post.client_id, body=post.body, enclosed=post.enclosed
        )
    assert post.conversation_id is not None
    return post_operator_message(
        member=post.author,
        conversation_id=post.conversation_id,
        client_id=post.client_id,
        body=post.body,
        enclosed=post.enclosed,
    )
