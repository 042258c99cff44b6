"""What a report is asked for: days of the company's calendar, and of which chats."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
NOTHING = "-"  # as a filter: chats without a department, a person, a page or a language


@dataclass(frozen=True)
class Period:
    """Both days belong to it. Raises ValueError where `last` is before `first`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends on its first day at the earliest.")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """As many days before these."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length)

    def __iter__(self) -> Iterator[date]:
        return (self.first + n * ONE_DAY for n in range(self.days))

    def whole_months(self) -> list[date]:
        """The first day of each month that is in it as a whole."""
        return [day for day in self if day.day == 1 and _end_of(day) <= self.last]


@dataclass(frozen=True)
class Filters:
    """Which chats; None is all, NOTHING those without one. `department`, `member`: a number;
    `language`: such as "de"; `page`: as facts.page_of has it."""

    department: int | str | None = None
    member: int | str | None = None
    page: str | None = None
    language: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """{what: the key of its sums}"""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: "" if value == NOTHING else str(value)
            for name, value in found.items()
            if value is not None
        }


EVERYTHING = Filters()


def in_a_row(days: Iterable[date]) -> list[Period]:
    """The same days, in order, as few periods as there can be."""
    found: list[Period] = []
    for day in days:
        if found and found[-1].last + ONE_DAY == day:
            found[-1] = Period(found[-1].first, day)
        else:
            found.append(Period(day, day))
    return found


def _end_of(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
