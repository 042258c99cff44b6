"""Whose turn it is: who takes new chats, in which departments, and what the hours say of it.

Read once, for one moment. What a company's button promises (chat.availability), who a chat is given
to (chat.queue) and how long it will take (chat.waiting) all come from here, so that they agree.
Call inside a tenant scope.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tenants.hours import WrittenHours
from tenants.models import Department, DepartmentMember, Membership, Tenant
from tenants.schedule import Schedule


@dataclass(frozen=True)
class Colleague:
    """Somebody who chose to answer; until `here_until` the console is, or was, open."""

    pk: int
    here_until: datetime
    works_after_hours: bool
    capacity: int


class Roster:
    """A department without members is everybody's. `own_hours`: {department: it}, those that keep
    hours of their own. `staff`: whoever takes new chats, or who else it is about."""

    def __init__(self, tenant: Tenant, now: datetime, staff: list[Colleague] | None = None) -> None:
        self.tenant, self.now = tenant, now
        self._may_take: dict[tuple[int | None, bool], frozenset[int]] = {}
        self.hours = WrittenHours(tenant, now)
        self.staff = _staff() if staff is None else staff
        self.departments = list(Department.objects.all())
        self.own_hours = {row.pk: row for row in self.departments if row.own_hours}
        self.members: dict[int, set[int]] = {}
        rows = DepartmentMember.objects.filter(member__ended_at=None)
        for department, member in rows.values_list("department", "member"):
            self.members.setdefault(department, set()).add(member)

    def schedule(self, department: int | None) -> Schedule:
        return self.hours.schedule(self.own_hours.get(department))

    def people(self, department: int | None) -> list[Colleague]:
        """Whom it is up to, whatever the time."""
        members = self.members.get(department)
        return [each for each in self.staff if each.pk in members] if members else self.staff

    def on_duty(self, department: int | None) -> list[Colleague]:
        """In hours everybody it is up to; outside them only those who are there on purpose."""
        is_open = self.schedule(department).is_open(self.now)
        return [each for each in self.people(department) if is_open or each.works_after_hours]

    def lines(self) -> set[int]:
        """Departments whose chats are not just anybody's."""
        return self.members.keys() | self.own_hours.keys()

    def beside(self) -> list[int]:
        """Departments that visitors may choose and that keep hours of their own: while one of them
        is open, the company is."""
        return [pk for pk, row in self.own_hours.items() if row.is_public]

    def on_duty_for_all(self) -> list[Colleague]:
        """Who takes what anybody may take: the company's and, beside it, those of `beside`."""
        found = {each.pk: each for each in self.on_duty(None)}
        for department in self.beside():
            found |= {each.pk: each for each in self.on_duty(department)}
        return list(found.values())

    def may_take(self, department: int | None, *, is_for_everybody: bool) -> Collection[int]:
        """Members a chat may be given to now, be they here or not."""
        asked = department, is_for_everybody
        if asked not in self._may_take:
            own = [] if department is None else self.on_duty(department)
            others = self.on_duty_for_all() if is_for_everybody else []
            self._may_take[asked] = frozenset(each.pk for each in [*own, *others])
        return self._may_take[asked]


def _staff() -> list[Colleague]:
    rows = Membership.objects.taking_chats().filter(online_until__isnull=False)
    columns = rows.values_list("pk", "online_until", "works_after_hours", "capacity")
    return [Colleague(*row) for row in columns.order_by("pk")]
