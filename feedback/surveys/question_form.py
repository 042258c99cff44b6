"""One question of a survey, as the company writes it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import Question
from tenants.fields import WordsField

from .versions import Draft
from .words import USUAL, usual_of

Kind, About = Question.Kind, Question.About
MOST_WORDS = 200
MOST_CHOICES, MOST_CHOICE = 8, 80
FACE_CHOICES = [(score, str(score)) for score in range(1, 6)]


class QuestionForm(forms.Form):
    """One question in all languages, the company's own (`house`) first."""

    kind = forms.ChoiceField(label=gettext_lazy("How it is answered"), choices=Kind.choices)
    about = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=About.choices)
    from_score = forms.TypedChoiceField(
        label=gettext_lazy("Asked from a score of"), coerce=int, choices=FACE_CHOICES
    )
    to_score = forms.TypedChoiceField(
        label=gettext_lazy("to a score of"), coerce=int, choices=FACE_CHOICES
    )

    def __init__(self, *args: Any, draft: Draft, house: str, **kwargs: Any) -> None:
        self.draft, self.house = draft, house
        super().__init__(*args, initial=self._initial(draft), **kwargs)
        for language, name in self.languages:
            self._add(language, name)

    def _add(self, language: str, name: str) -> None:
        attrs = {"dir": "auto", "lang": language, "rows": 2}
        self.fields[f"words_{language}"] = WordsField(
            label=_("The question, in {language}").format(language=name),
            required=language == self.house and not self.usual,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs=attrs),
            error_messages={"required": _("Write the question.")},
        )
        self.fields[f"choices_{language}"] = WordsField(
            label=_("What can be chosen, one a line"),
            required=False,
            max_length=MOST_CHOICES * (MOST_CHOICE + 2),
            widget=forms.Textarea(attrs=attrs | {"rows": 4}),
        )

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, its own name), the company's own first."""
        return sorted(settings.LANGUAGES, key=lambda language: language[0] != self.house)

    @property
    def worded(self) -> list[dict[str, Any]]:
        """The fields of each language, for the page."""
        return [
            {
                "code": code,
                "name": name,
                "words": self[f"words_{code}"],
                "choices": self[f"choices_{code}"],
                "is_house": code == self.house,
                "is_used": bool(self[f"words_{code}"].value() or self[f"choices_{code}"].errors),
            }
            for code, name in self.languages
        ]

    def _initial(self, draft: Draft) -> dict[str, Any]:
        initial: dict[str, Any] = {
            name: getattr(draft, name) for name in ("kind", "about", "from_score", "to_score")
        }
        for code, _name in settings.LANGUAGES:
            initial[f"words_{code}"] = draft.words.get(code, "")
            lines = [choice.get(code, "") for choice in draft.choices]
            initial[f"choices_{code}"] = "\n".join(lines) if any(lines) else ""
        return initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self._check_scores(data)
            self._check_words(data)
            self._check_choices(data)
        return data

    def _check_scores(self, data: dict[str, Any]) -> None:
        if data["from_score"] > data["to_score"]:
            self.add_error("to_score", _("This has to be at least the score before."))

    def _check_words(self, data: dict[str, Any]) -> None:
        words = self._words(data)
        if self.house in words:
            return
        if words:
            self.add_error(
                f"words_{self.house}",
                _("Write it in this language, too: it is read where another one is missing."),
            )
        elif (data["kind"], data["about"]) not in USUAL:
            self.add_error(f"words_{self.house}", _("Write the question."))

    def _check_choices(self, data: dict[str, Any]) -> None:
        if data["kind"] != Kind.CHOICE:
            return
        given = self._lines(data)
        house = given.get(self.house, [])
        if not house:
            usual = USUAL.get((data["kind"], data["about"]))
            if given or self._words(data) or usual is None:
                self.add_error(f"choices_{self.house}", _("Write what can be chosen."))
            return
        if not 2 <= len(house) <= MOST_CHOICES or any(len(line) > MOST_CHOICE for line in house):
            self.add_error(
                f"choices_{self.house}",
                _("From two to {most} lines of at most {length} characters.").format(
                    most=MOST_CHOICES, length=MOST_CHOICE
                ),
            )
        for language, lines in given.items():
            if len(lines) != len(house):
                self.add_error(
                    f"choices_{language}",
                    _("As many lines as in the other languages, in that order."),
                )

    def _words(self, data: dict[str, Any]) -> dict[str, str]:
        return {
            code: " ".join(text.split())
            for code, _name in settings.LANGUAGES
            if (text := data[f"words_{code}"])
        }

    def _lines(self, data: dict[str, Any]) -> dict[str, list[str]]:
        found = {
            code: [" ".join(line.split()) for line in data[f"choices_{code}"].splitlines()]
            for code, _name in settings.LANGUAGES
        }
        lines = {code: [line for line in some if line] for code, some in found.items()}
        return {code: some for code, some in lines.items() if some}

    def wanted(self) -> Draft:
        """What was written; without words it is our usual question."""
        data = self.cleaned_data
        lines = self._lines(data) if data["kind"] == Kind.CHOICE else {}
        count = len(lines.get(self.house, []))
        choices = [{code: some[n] for code, some in lines.items()} for n in range(count)]
        return Draft(
            kind=data["kind"],
            about=data["about"],
            words=self._words(data),
            choices=choices,
            from_score=data["from_score"],
            to_score=data["to_score"],
        )

    @property
    def usual(self) -> str:
        """Our own words, where this question has them."""
        usual = usual_of(self.draft)
        return _(usual.words).replace("{operator}", "…") if usual else ""
