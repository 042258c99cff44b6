"""What came of the year's chats: ratings, promises, reviews, tags, topics. By rows, not by actions:
each is as old as its chat, and nobody is told."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from chat.models import ConversationTag, Tag
from feedback.coaching.reading.batches import LOOKED_BACK
from feedback.models import (
    Ask,
    CriterionMark,
    FollowUp,
    Rating,
    ReadChat,
    Reason,
    Review,
    ReviewTask,
    ScorecardVersion,
    WeekTerm,
)
from feedback.reviews.sums import sum_of
from feedback.surveys.versions import newest
from helpdesk.db.bulk import insert_rows, new_ids
from tenants.models import Membership, Tenant

from .year_chats import Told

RATED, REVIEWED = 0.34, 0.02
DAY = timedelta(days=1)


class Aftermath:
    """Call inside the company's scope; once for each batch of chats."""

    def __init__(
        self, tenant: Tenant, reviewers: list[Membership], until: datetime, chance: Random
    ) -> None:
        self.tenant, self.reviewers, self.until = tenant, reviewers, until
        self.chance = chance
        self.survey = newest(tenant)
        versions = ScorecardVersion.objects.filter(scorecard__is_current=True)
        self.version = versions.order_by("-number").first()
        self.criteria = list(self.version.criteria.all()) if self.version else []
        self.tags: dict[str, int] = {}
        self.terms: Counter[tuple[date, str, str, str]] = Counter()

    def add(self, told: Sequence[Told]) -> None:
        self._rate([each for each in told if each.worker])
        self._promise([each for each in told if each.promised_at])
        self._review([each for each in told if each.worker])
        self._tag(told)
        self._read(told)

    def _rate(self, told: list[Told]) -> None:
        ids, asked = new_ids(Ask, len(told)), [each.chat for each in told]
        columns = {
            "id": ids,
            "conversation": [chat.id for chat in asked],
            "closing": [len(chat.lines) for chat in asked],
            "operator": [chat.operator_id for chat in asked],
            "department": [chat.department_id for chat in asked],
            "asked_at": [chat.closed_at for chat in asked],
            "shown_at": [chat.closed_at for chat in asked],
        }
        insert_rows(Ask, columns, tenant=self.tenant.pk, version=self.survey.pk)
        rated = [pair for pair in zip(ids, told, strict=True) if self.chance.random() < RATED]
        scores = [self._score(each) for _, each in rated]
        columns = {
            "ask": [ask for ask, _ in rated],
            "score": scores,
            "is_open": [score < 3 and self.chance.random() < 0.4 for score in scores],
            "at": [each.chat.closed_at + timedelta(seconds=40) for _, each in rated],
        }
        insert_rows(Rating, columns, tenant=self.tenant.pk)

    def _score(self, told: Told) -> int:
        """Who waited long or was upset is less happy; who was looked after well is more."""
        assert told.worker is not None, "somebody answered"
        mean = 4.55 + 0.5 * (told.worker.care - 1) - 1.5 * told.is_sore
        mean -= min(1.2, told.wait_s / 180)
        return max(1, min(5, round(self.chance.gauss(mean, 0.8))))

    def _promise(self, told: list[Told]) -> None:
        states = self.chance.choices(["kept", "late", "dropped"], [84, 11, 5], k=len(told))
        due = [each.promised_at + DAY for each in told if each.promised_at]
        ends = [
            at + timedelta(hours=3) if state == "late" else at - timedelta(hours=5)
            for at, state in zip(due, states, strict=True)
        ]
        columns = {
            "conversation": [each.chat.id for each in told],
            "visitor": [each.chat.visitor.id for each in told],
            "member": [each.chat.operator_id for each in told],
            "due_at": due,
            "state": ["dropped" if state == "dropped" else "kept" for state in states],
            "ended_at": ends,
            "ended_seq": [len(each.chat.lines) for each in told],
            "created_at": [each.promised_at for each in told],
        }
        what = "what the workshop says"
        insert_rows(FollowUp, columns, tenant=self.tenant.pk, what=what)

    def _review(self, told: list[Told]) -> None:
        if self.version is None:
            return
        pairs = [
            (each, self.chance.choice(others))
            for each in told
            if self.chance.random() < REVIEWED * (3 if each.is_sore else 1)
            and (others := [m for m in self.reviewers if m.pk != each.chat.operator_id])
        ]
        tasks = [self._task(each, reviewer) for each, reviewer in pairs]
        ReviewTask.objects.bulk_create(tasks)
        reviews, marks = [], []
        for task in tasks:
            review, values = self._reviewed(task)
            reviews.append(review)
            marks.append(values)
        Review.objects.bulk_create(reviews)
        CriterionMark.objects.bulk_create(
            CriterionMark(tenant=self.tenant, review=review, criterion_id=pk, value=value)
            for review, values in zip(reviews, marks, strict=True)
            for pk, value in values.items()
        )

    def _task(self, told: Told, reviewer: Membership) -> ReviewTask:
        done = told.chat.closed_at + timedelta(days=self.chance.randint(1, 5))
        return ReviewTask(
            tenant=self.tenant,
            conversation_id=told.chat.id,
            closing=len(told.chat.lines),
            operator_id=told.chat.operator_id,
            participants=[told.chat.operator_id],
            reasons=[Reason.FRUSTRATION if told.is_sore else Reason.SAMPLE],
            created_at=told.chat.closed_at,
            due_at=told.chat.closed_at + timedelta(days=5),
            claimed_by=reviewer,
            claimed_at=done,
            done_at=min(done, self.until),
        )

    def _reviewed(self, task: ReviewTask) -> tuple[Review, dict[int, int]]:
        values = {
            each.pk: self.chance.choices([2, 1, 0], [80, 16, 1 if each.is_critical else 4])[0]
            for each in self.criteria
        }
        found = sum_of(self.criteria, values, self.version.passes_at)
        assert found is not None, "every criterion applies"
        review = Review(
            tenant=self.tenant,
            task=task,
            reviewer=task.claimed_by,
            version=self.version,
            score=found.score,
            passed=found.passed,
            created_at=task.done_at,
            saved_at=task.done_at,
            done_at=task.done_at,
            acknowledged_at=task.done_at,
            closed_at=task.done_at,
        )
        return review, values

    def _tag(self, told: Sequence[Told]) -> None:
        tagged = [each for each in told if any(line.kind == "changed" for line in each.chat.lines)]
        for name in {each.subject.tag for each in tagged} - self.tags.keys():
            self.tags[name] = Tag.objects.get_or_create(tenant=self.tenant, name=name)[0].pk
        columns = {
            "conversation": [each.chat.id for each in tagged],
            "tag": [self.tags[each.subject.tag] for each in tagged],
        }
        insert_rows(ConversationTag, columns, tenant=self.tenant.pk)

    def _read(self, told: Sequence[Told]) -> None:
        """What a worker would have read by now: the chats of the last weeks by themselves, of
        those before only how often a term came up."""
        since = self.until - LOOKED_BACK
        late = [each for each in told if each.chat.closed_at > since - DAY]
        columns = {
            "conversation": [each.chat.id for each in late],
            "closed_at": [each.chat.closed_at for each in late],
            "language": [each.language for each in late],
            "terms": [_terms(each) for each in late],
        }
        insert_rows(ReadChat, columns, tenant=self.tenant.pk)
        for each in told:
            day = each.chat.closed_at.date()
            stem, word = each.subject.term[each.language]
            self.terms[day - timedelta(days=day.weekday()), each.language, stem, word] += 1

    def finish(self) -> None:
        """Once all chats are told."""
        found = [(key, count) for key, count in self.terms.items() if count > 1]
        WeekTerm.objects.bulk_create(
            [
                WeekTerm(
                    tenant=self.tenant, week=week, language=lang, stem=stem, word=word, chats=count
                )
                for (week, lang, stem, word), count in found
            ],
            ignore_conflicts=True,
        )


def _terms(told: Told) -> str:
    return json.dumps(dict([told.subject.term[told.language]]))
