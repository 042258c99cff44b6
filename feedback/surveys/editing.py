"""Changing what is asked. Two people may do so at once: each change is made to the survey as it is
by then, and to a question only while that is as it was seen."""

from collections.abc import Callable

from feedback.models import Question, SurveyVersion
from tenants.models import Tenant

from .versions import MOST_QUESTIONS, ChangedMeanwhile, Draft, change, drafts_of, identity, newest

ATTEMPTS = 5
Change = Callable[[list[Draft]], list[Draft]]


class CannotChange(Exception):
    """`why`: "gone" (changed or taken out meanwhile), "twice" (asked already), "too_many"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def keep_settings(tenant: Tenant, **columns: object) -> SurveyVersion:
    """`is_on`, `scale`, `low`."""
    now = newest(tenant)
    if all(getattr(now, name) == value for name, value in columns.items()):
        return now
    return _again(lambda: change(newest(tenant), **columns))


def add(tenant: Tenant, draft: Draft) -> SurveyVersion:
    """Before the question in words that usually ends a survey, else at the end."""

    def added(drafts: list[Draft]) -> list[Draft]:
        ends_in_words = bool(drafts) and drafts[-1].kind == Question.Kind.TEXT
        place = len(drafts) - 1 if ends_in_words and draft.kind != Question.Kind.TEXT else None
        drafts.insert(len(drafts) if place is None else place, draft)
        return drafts

    return _edit(tenant, added)


def replace(tenant: Tenant, question: Question, draft: Draft) -> SurveyVersion:
    def replaced(drafts: list[Draft]) -> list[Draft]:
        drafts[_place(drafts, question)] = draft
        return drafts

    return _edit(tenant, replaced)


def remove(tenant: Tenant, question: Question) -> SurveyVersion:
    def removed(drafts: list[Draft]) -> list[Draft]:
        del drafts[_place(drafts, question)]
        return drafts

    return _edit(tenant, removed)


def move(tenant: Tenant, question: Question, by: int) -> SurveyVersion:
    """One place: `by` is 1 or -1. At the end of the list it stays."""

    def moved(drafts: list[Draft]) -> list[Draft]:
        place = _place(drafts, question)
        other = min(max(place + by, 0), len(drafts) - 1)
        drafts[place], drafts[other] = drafts[other], drafts[place]
        return drafts

    return _edit(tenant, moved)


def _edit(tenant: Tenant, edit: Change) -> SurveyVersion:
    def once() -> SurveyVersion:
        now = newest(tenant)
        before = drafts_of(now)
        after = edit(list(before))
        _check(after)
        return now if after == before else change(now, questions=after)

    return _again(once)


def _check(drafts: list[Draft]) -> None:
    if len(drafts) > MOST_QUESTIONS:
        raise CannotChange("too_many")
    if len({identity(draft) for draft in drafts}) < len(drafts):
        raise CannotChange("twice")


def _place(drafts: list[Draft], question: Question) -> int:
    wanted = identity(question)
    for place, draft in enumerate(drafts):
        if identity(draft) == wanted:
            return place
    raise CannotChange("gone")


def _again(work: Callable[[], SurveyVersion]) -> SurveyVersion:
    for _ in range(ATTEMPTS):
        try:
            return work()
        except ChangedMeanwhile:
            continue
    raise CannotChange("gone")
