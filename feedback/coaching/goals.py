"""How far somebody is with a goal: computed from reviews and counted points each time it is looked
at. Call inside the company's scope."""

from dataclasses import dataclass
from datetime import date

from chat.articles.dates import today_of
from feedback.models import Goal
from feedback.surveys.figures import Figure
from feedback.surveys.selection import Selection
from tenants.hours import zone_named
from tenants.models import Tenant

from .measures import Measure, measure_of
from .trends import FEWEST, Trend, trend_of


@dataclass(frozen=True)
class Progress:
    """`percent`: where they are, None below FEWEST chats. `done`: how much of the way, 0 to 100."""

    goal: Goal
    measure: Measure
    trend: Trend
    today: date

    @property
    def figure(self) -> Figure | None:
        return self.trend.figure

    @property
    def missing(self) -> int:
        """How many chats more it takes until anything can be said."""
        return max(0, FEWEST - self.trend.chats)

    @property
    def percent(self) -> int | None:
        return None if self.figure is None else round(100 * self.figure.value)

    @property
    def is_reached(self) -> bool:
        return self.percent is not None and self.percent >= self.goal.target

    @property
    def is_over(self) -> bool:
        return self.goal.ended_at is not None or self.goal.ends_on < self.today

    @property
    def days_left(self) -> int:
        return (self.goal.ends_on - self.today).days

    @property
    def done(self) -> int:
        if self.percent is None:
            return 0
        start = self.goal.start or 0
        if self.goal.target <= start:
            return 100 if self.is_reached else 0
        return max(0, min(100, round(100 * (self.percent - start) / (self.goal.target - start))))


def progress_of(tenant: Tenant, goal: Goal) -> Progress:
    today = today_of(tenant)
    last = min(today, goal.ends_on)
    if goal.ended_at is not None:
        last = min(last, goal.ended_at.astimezone(zone_named(tenant.zone)).date())
    span = Selection(tenant, goal.begins_on, max(goal.begins_on, last), goal.member)
    measure = measure_of(goal)
    return Progress(goal, measure, trend_of(span, measure), today)
