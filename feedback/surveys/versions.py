"""The survey as it is asked from one moment on. Nothing is ever changed: a change is a new version,
so that old answers keep their question."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from feedback.models import Question, SurveyVersion
from tenants.models import Tenant

Kind, About = Question.Kind, Question.About
MOST_QUESTIONS = 10


class ChangedMeanwhile(Exception):
    """Somebody else has made a version since the one this change was based on."""


@dataclass(frozen=True)
class Draft:
    """A question of the next version. `words` and `choices` by language; empty: our usual ones."""

    kind: str
    about: str
    words: dict[str, str] = field(default_factory=dict)
    choices: Sequence[dict[str, str]] = ()
    from_score: int = 1
    to_score: int = 5

    @classmethod
    def of(cls, question: Question) -> "Draft":
        return cls(
            question.kind,
            question.about,
            question.words,
            question.choices,
            question.from_score,
            question.to_score,
        )


def identity(question: Draft | Question) -> str:
    """Equal for the same question, put to the same customers, in different versions."""
    parts = (question.kind, question.about, question.words, list(question.choices))
    return json.dumps([*parts, question.from_score, question.to_score], sort_keys=True)


USUAL_SURVEY = (
    Draft(Kind.CSAT, About.OPERATOR),
    Draft(Kind.CHOICE, About.RESOLUTION),
    Draft(Kind.CES, About.EFFORT),
    Draft(Kind.TEXT, About.OTHER),
)


def newest(tenant: Tenant) -> SurveyVersion:
    """The version that is asked now; a company that has not chosen gets the usual one."""
    found = tenant.survey_versions.order_by("-number").first()
    if found is not None:
        return found
    try:
        return _keep(SurveyVersion(tenant=tenant, number=1), USUAL_SURVEY)
    except ChangedMeanwhile:  # two chats closed at the same moment
        return tenant.survey_versions.order_by("-number")[0]


def drafts_of(version: SurveyVersion) -> list[Draft]:
    return [Draft.of(question) for question in version.questions.all()]


def change(
    based_on: SurveyVersion,
    *,
    questions: Sequence[Draft] | None = None,
    **columns: object,
) -> SurveyVersion:
    """The next version: like `based_on`, but for what is given. Raises ChangedMeanwhile."""
    kept = {name: getattr(based_on, name) for name in ("is_on", "scale", "low")} | columns
    version = SurveyVersion(tenant=based_on.tenant, number=based_on.number + 1, **kept)
    return _keep(version, drafts_of(based_on) if questions is None else questions)


def _keep(version: SurveyVersion, questions: Sequence[Draft]) -> SurveyVersion:
    try:
        with transaction.atomic():
            version.save()
            Question.objects.bulk_create(
                Question(
                    tenant=version.tenant,
                    version=version,
                    position=position,
                    kind=draft.kind,
                    about=draft.about,
                    words=draft.words,
                    choices=list(draft.choices),
                    from_score=draft.from_score,
                    to_score=draft.to_score,
                )
                for position, draft in enumerate(questions)
            )
    except IntegrityError:
        raise ChangedMeanwhile from None
    return version
