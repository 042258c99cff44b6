"""The survey as a customer would see it, without storing anything: a link for each score, the
questions that follow it, in any language."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from chat.phrases import language_of
from feedback.models import SurveyVersion

from .words import options, question_words, scores, told


def preview_of(request: HttpRequest, version: SurveyVersion) -> dict[str, Any]:
    """`?language=de&score=2`; without a score it is the first tap alone."""
    house = language_of(request.tenant)
    wanted = request.GET.get("language", house)
    language = wanted if wanted in dict(settings.LANGUAGES) else house
    with translation.override(language):
        taps = scores(version.scale)
        words = told(request.tenant.name)
        is_rtl = translation.get_language_bidi()
    given = request.GET.get("score", "")
    score = next((value for value, _ in taps if str(value) == given), None)
    return {
        "language": language,
        "is_rtl": is_rtl,
        "words": words,
        "scale": version.scale,
        "score": score,
        "is_low": score is not None and score <= version.low,
        "taps": [
            {
                "value": value,
                "label": label,
                "query": urlencode({"language": language, "score": value}),
            }
            for value, label in taps
        ],
        "questions": [
            {
                "kind": question.kind,
                "words": question_words(question, language, house),
                "options": options(question, language, house),
            }
            for question in version.questions.all()
            if score is not None and question.from_score <= score <= question.to_score
        ],
    }
