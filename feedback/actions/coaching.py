"""Praise, tasks and goals: given by somebody who looks after all chats, to somebody else. Whoever
is coached says when a task is done; a coach confirms it.

What is written is masked first: it may outlive the chat it is about
(feedback/privacy/erasing.py).
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.actions import Refused
from feedback.coaching.alerts import tell
from feedback.models import CoachingTask, Goal, Praise, Review
from feedback.reviews.masking import masked
from tenants.models import Membership

State = CoachingTask.State


@transaction.atomic
def give_praise(
    *,
    member: Membership,
    by: Membership,
    text: str,
    review: Review | None = None,
    seq: int | None = None,
) -> Praise:
    """`seq`: the message of the reviewed chat it is about. Raises Refused("not_allowed")."""
    _check_coach(by, member)
    praise = Praise.objects.create(
        tenant_id=member.tenant_id,
        member=member,
        by=by,
        text=masked(text),
        review=review,
        seq=seq if review else None,
    )
    tell(member, "praise", praise.pk)
    return praise


def share_praise(*, praise_id: int, member: Membership, is_shared: bool) -> Praise:
    """Whom it is about decides whether the team reads it, and may change their mind. Raises
    Refused("not_found"), also for somebody else's."""
    rows = Praise.objects.filter(pk=praise_id, member=member)
    if not rows.update(shared_at=timezone.now() if is_shared else None):
        raise Refused("not_found")
    return rows.get()


def take_back_praise(*, praise_id: int, by: Membership) -> None:
    """Whoever gave it, for a slip. Raises Refused("not_found")."""
    if not Praise.objects.filter(pk=praise_id, by=by).delete()[0]:
        raise Refused("not_found")


@transaction.atomic
def set_task(
    *,
    member: Membership,
    by: Membership,
    what: str,
    due_on: date,
    why: str = "",
    review: Review | None = None,
    seq: int | None = None,
    scenario: str = "",
) -> CoachingTask:
    """`scenario`: the name of a practice chat to pass. Raises Refused("not_allowed")."""
    _check_coach(by, member)
    task = CoachingTask.objects.create(
        tenant_id=member.tenant_id,
        member=member,
        by=by,
        what=masked(what)[:200],
        why=masked(why),
        review=review,
        seq=seq if review else None,
        scenario=scenario,
        due_on=due_on,
    )
    tell(member, "task", task.pk)
    return task


@transaction.atomic
def finish_task(*, task_id: int, member: Membership, word: str) -> None:
    """`word`: how it went. Raises Refused: not_found, not_now (it was done or closed meanwhile)."""
    task = _task(task_id, member=member)
    _move(task, [State.OPEN], State.DONE, word=masked(word), done_at=timezone.now())
    if task.by.is_active:
        tell(task.by, "done", task.pk)


@transaction.atomic
def confirm_task(*, task_id: int, by: Membership, answer: str = "") -> None:
    """By the coach, or whoever looks after all chats once that one has left. Raises Refused:
    not_found, not_allowed (their own), not_now."""
    task = _task(task_id)
    _check_coach(by, task.member, also_if_gone=True)
    _move(task, [State.DONE], State.CONFIRMED, answer=masked(answer), **_ended(by))
    tell(task.member, "confirmed", task.pk)


@transaction.atomic
def give_task_back(*, task_id: int, by: Membership, answer: str) -> None:
    """Not yet: with a word what is missing. Raises as `confirm_task`."""
    task = _task(task_id)
    _check_coach(by, task.member)
    _move(task, [State.DONE], State.OPEN, answer=masked(answer), seen_at=None)
    tell(task.member, "task", task.pk)


@transaction.atomic
def close_task(*, task_id: int, by: Membership, answer: str = "") -> None:
    """It is not needed any more. Raises as `confirm_task`."""
    task = _task(task_id)
    _check_coach(by, task.member, also_if_gone=True)
    _move(task, [State.OPEN, State.DONE], State.CLOSED, answer=masked(answer), **_ended(by))


@transaction.atomic
def set_goal(
    *,
    member: Membership,
    by: Membership,
    target: int,
    begins_on: date,
    ends_on: date,
    start: int | None,
    root: int | None = None,
    point: str = "",
    why: str = "",
) -> Goal:
    """`start` and `target` in percent; see `Goal`. Raises Refused("not_allowed")."""
    _check_coach(by, member)
    goal = Goal.objects.create(
        tenant_id=member.tenant_id,
        member=member,
        by=by,
        root=root,
        point=point,
        why=masked(why),
        start=start,
        target=target,
        begins_on=begins_on,
        ends_on=ends_on,
    )
    tell(member, "goal", goal.pk)
    return goal


def end_goal(*, goal_id: int, by: Membership) -> None:
    """Before its day, or after it. Raises Refused: not_found, not_allowed, not_now."""
    goal = Goal.objects.select_related("member").filter(pk=goal_id).first()
    if goal is None:
        raise Refused("not_found")
    _check_coach(by, goal.member, also_if_gone=True)
    if not Goal.objects.filter(pk=goal_id, ended_at=None).update(**_ended(by)):
        raise Refused("not_now")


def mark_seen(member: Membership) -> None:
    """Their page was looked at: what was new on it is not any more."""
    now = timezone.now()
    for model in (Praise, CoachingTask):
        model.objects.filter(member=member, seen_at=None).update(seen_at=now)


def _task(task_id: int, **wanted: Any) -> CoachingTask:
    rows = CoachingTask.objects.select_related("member", "by").filter(pk=task_id, **wanted)
    task = rows.first()
    if task is None:
        raise Refused("not_found")
    return task


def _move(task: CoachingTask, before: list[str], after: str, **facts: Any) -> None:
    """Once, however often somebody presses."""
    rows = CoachingTask.objects.filter(pk=task.pk, state__in=before)
    if not rows.update(state=after, **facts):
        raise Refused("not_now")


def _ended(by: Membership) -> dict[str, Any]:
    return {"ended_at": timezone.now(), "ended_by": by}


def _check_coach(by: Membership, member: Membership, *, also_if_gone: bool = False) -> None:
    """Nobody coaches themselves, nor somebody who has left."""
    is_here = member.is_active or also_if_gone
    if not by.may("oversee") or by.pk == member.pk or not is_here:
        raise Refused("not_allowed")
