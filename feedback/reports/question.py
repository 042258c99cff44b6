"""What somebody asked for, and what is read for it once however many parts of a page need it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tenants.models import Tenant

from .asking import Filters, Period
from .drawing import columns_of, step_of
from .figures import told
from .reading import Totals, days_of
from .told import Told


@dataclass(frozen=True)
class Question:
    tenant: Tenant
    period: Period
    filters: Filters

    @cached_property
    def now(self) -> Told:
        return told(self.period, self.filters)

    @cached_property
    def before(self) -> Told:
        return told(self.period.before, self.filters)

    @cached_property
    def columns(self) -> list[tuple[date, Totals]]:
        """Of each day, or each week of a longer time: the counts."""
        step, found = step_of(self.period), {day: Totals() for day in columns_of(self.period)}
        for day, of_day in days_of(self.period, self.filters).items():
            found[step(day)].add(of_day)
        return list(found.items())

    @property
    def is_of_all(self) -> bool:
        return not self.filters.given
