"""The survey as a page: the same questions as in the chat, all at once, without JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from chat.frames import BadFrame, clean_body
from chat.models import Visitor
from feedback.actions import ratings
from feedback.models import Ask, Question


class ScoreForm(forms.Form):
    """The one tap. `survey` is what `asking.shown` told."""

    is_open = forms.BooleanField(required=False)

    def __init__(self, *args: Any, survey: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"] = forms.TypedChoiceField(
            coerce=int,
            choices=survey["options"],
            error_messages={
                "required": _("Choose one of them."),
                "invalid_choice": _("Choose one of them."),
            },
        )

    def keep(self, visitor: Visitor, ask: Ask) -> None:
        """Raises Refused, as `ratings.rate` does."""
        ratings.rate(
            visitor=visitor,
            ask_id=ask.pk,
            score=self.cleaned_data["score"],
            is_open=self.cleaned_data["is_open"],
        )


class AnswersForm(forms.Form):
    """What follows the tap."""

    is_open = forms.BooleanField(required=False)
    contact = forms.BooleanField(required=False)

    def __init__(self, *args: Any, survey: dict[str, Any], **kwargs: Any) -> None:
        self.survey, score = survey, survey["score"]
        self.asked = [one for one in survey["questions"] if one["from"] <= score <= one["to"]]
        told = {f"q{one['id']}": one["answer"] for one in self.asked}
        initial = told | {"is_open": survey["open"], "contact": survey["contact"]}
        super().__init__(*args, initial=initial, **kwargs)
        for one in self.asked:
            self.fields[f"q{one['id']}"] = self._field(one)

    @staticmethod
    def _field(asked: dict[str, Any]) -> forms.Field:
        if asked["kind"] == Question.Kind.TEXT:
            return forms.CharField(
                required=False,
                max_length=ratings.MOST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )
        return forms.TypedChoiceField(
            required=False, coerce=int, empty_value=None, choices=asked["options"]
        )

    @property
    def rows(self) -> list[tuple[dict[str, Any], forms.BoundField]]:
        """Each question with its field."""
        return [(one, self[f"q{one['id']}"]) for one in self.asked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for one in self.asked:
            name = f"q{one['id']}"
            if one["kind"] == Question.Kind.TEXT and name in data:
                try:
                    data[name] = clean_body(data[name], may_be_empty=True)
                except BadFrame:
                    self.add_error(name, _("This has characters we cannot show. Type it again."))
        return data

    def keep(self, visitor: Visitor, ask: Ask) -> None:
        """Raises Refused, as `ratings.rate` and `ratings.answer` do."""
        data, whose = self.cleaned_data, {"visitor": visitor, "ask_id": ask.pk}
        wants = data["contact"] and self.survey["score"] <= self.survey["low"]
        is_open = data["is_open"] or wants
        ratings.rate(score=self.survey["score"], is_open=is_open, wants_contact=wants, **whose)
        for one in self.asked:
            said = data[f"q{one['id']}"]
            name = "text" if one["kind"] == Question.Kind.TEXT else "number"
            ratings.answer(question_id=one["id"], **{name: said}, **whose)
