"""New praise, a task, a chat proposed for the library: a quiet line in the console of whom it is
for. Nobody is woken for it, and nothing sounds; the page of coaching has it all."""

from chat.events import Push, announce, member_group
from tenants.models import Membership


def tell(member: Membership, what: str, number: int) -> None:
    """`what`: praise, task, goal, exemplar (to agree to), done (a task, to be looked at) or
    confirmed; `number`: its id. Call in the transaction that makes it so."""
    frame = {"type": "coaching", "what": what, "id": number}
    announce([Push(member_group(member.tenant_id, member.pk), frame)])
