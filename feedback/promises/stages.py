"""Whom a promise calls, and when: whoever keeps it before it is due and when it is due, those who
oversee once it is late. Pure; `FollowUp.next_at` names the next one."""

from datetime import datetime, timedelta
from enum import StrEnum

BEFORE = timedelta(hours=1)  # or a quarter of the time there was, where that is less
LATE_AFTER = timedelta(minutes=15)


class Stage(StrEnum):
    """Also the step of the alert."""

    SOON = "promise_soon"
    DUE = "promise_due"
    LATE = "promise_late"


def first_at(made_at: datetime, due_at: datetime) -> datetime:
    return due_at - min(BEFORE, (due_at - made_at) / 4)


def stage_at(due_at: datetime, now: datetime) -> Stage:
    """What there is to say now. What was slept through is not said any more."""
    if now >= due_at + LATE_AFTER:
        return Stage.LATE
    return Stage.DUE if now >= due_at else Stage.SOON


def next_at(stage: Stage, due_at: datetime) -> datetime | None:
    return {Stage.SOON: due_at, Stage.DUE: due_at + LATE_AFTER, Stage.LATE: None}[stage]
