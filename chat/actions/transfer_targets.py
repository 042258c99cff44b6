"""Whom a chat is handed to: a colleague, a department, or anybody who looks after the chats."""

from dataclasses import dataclass

from django.db.models import QuerySet

from chat.models import Transfer
from tenants.models import DepartmentMember, Membership, Presence
from tenants.rights import OVERSEEING

from .holding import hold_departments
from .refusal import Refused


@dataclass(frozen=True, slots=True)
class Target:
    """Exactly one of the three."""

    member_id: int | None = None
    department_id: int | None = None
    supervisor: bool = False


def within_reach(to: Target, *, besides: int) -> QuerySet[Membership]:
    """Members it is for whose console is open and who answer now."""
    ready = Membership.objects.here().filter(presence=Presence.ONLINE, must_practise=False)
    here = ready.exclude(pk=besides)
    if to.member_id is not None:
        return here.filter(pk=to.member_id)
    if to.department_id is not None:
        return here.filter(in_departments__department=to.department_id)
    return here.filter(role__in=OVERSEEING)


def name_of(to: Target, member: Membership) -> str:
    """Call before the conversation is locked. Raises Refused: not_found, bad_frame."""
    if to.member_id == member.pk:
        raise Refused("bad_frame", field="to")
    if to.member_id is not None:
        found = Membership.objects.filter(pk=to.member_id).values_list("display_name", flat=True)
    elif to.department_id is not None:
        found = [each.name for each in hold_departments([to.department_id]).values()]
    else:
        return ""
    if not found:
        raise Refused("not_found")
    return found[0]


def is_for(member: Membership, transfer: Transfer) -> bool:
    if member.pk == transfer.by_id or member.pk in transfer.declined_by:
        return False
    if transfer.to_member_id:
        return transfer.to_member_id == member.pk
    if transfer.to_department_id:
        rows = DepartmentMember.objects.filter(member=member, department=transfer.to_department_id)
        return rows.exists()
    return member.may("oversee")


def target_of(transfer: Transfer) -> Target:
    return Target(transfer.to_member_id, transfer.to_department_id, transfer.to_supervisor)
