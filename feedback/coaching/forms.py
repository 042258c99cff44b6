"""What coaches write: praise, a task, a goal, and a chat for the library. Fields keep what was
typed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tenants.fields import WordsField

from .measures import Measure
from .trends import Trend

USUAL_DAYS, USUAL_GOAL_DAYS = 7, 42
LONGEST = timedelta(days=366)
MOST_TEXT = 1000


class LineField(WordsField):
    """One line, whatever was pasted."""

    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split())


def words(label: str, *, rows: int = 3, **facts: Any) -> WordsField:
    area = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=MOST_TEXT, widget=area, **facts)


class DayField(forms.DateField):
    """A day to come, within a year, by the company's calendar."""

    def __init__(self, **facts: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **facts)
        self.today: date | None = None

    def starts_from(self, today: date) -> None:
        self.today = today
        self.widget.attrs |= {"min": f"{today:%Y-%m-%d}", "max": f"{today + LONGEST:%Y-%m-%d}"}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.today and value < self.today:
            raise ValidationError(_("That day is over. Choose a later one."), code="past")
        if value and self.today and value > self.today + LONGEST:
            raise ValidationError(_("A year ahead is the most."), code="far")


class PraiseForm(forms.Form):
    text = words(
        _("What went well"),
        help_text=_(
            "Say what they did and what it did for the customer. They read it, and you and other "
            "supervisors; the team only if they want it to."
        ),
        error_messages={"required": _("Say what went well.")},
    )


class TaskForm(forms.Form):
    what = LineField(
        label=_("What to do"),
        max_length=200,
        help_text=_("One thing, small enough to be done by the day below."),
        error_messages={"required": _("Say what is to be done.")},
    )
    why = words(
        _("Why"),
        required=False,
        help_text=_("What it is good for. A task without a reason is an order."),
    )
    due_on = DayField(label=_("Until"))
    scenario = forms.ChoiceField(
        label=_("Practice chat"),
        required=False,
        help_text=_("A chat with a simulated customer, to try it out where nothing can go wrong."),
    )

    def __init__(
        self, *args: Any, today: date, scenarios: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        initial = {"due_on": today + timedelta(days=USUAL_DAYS)} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["due_on"].starts_from(today)
        known = list(scenarios)
        if known:
            self.fields["scenario"].choices = [("", gettext("None")), *known]
        else:
            del self.fields["scenario"]


class GoalForm(forms.Form):
    measure = forms.ChoiceField(
        label=_("What is to get better"),
        error_messages={"required": _("Choose one of the list.")},
    )
    target = forms.IntegerField(
        label=_("To how many of 100"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"min": 1, "max": 100, "inputmode": "numeric"}),
        help_text=_("Of 100 chats, or of what could be reached in reviews."),
    )
    ends_on = DayField(label=_("By"))
    why = words(_("Why"), required=False)

    def __init__(self, *args: Any, today: date, present: Iterable[Trend], **kwargs: Any) -> None:
        initial = {"ends_on": today + timedelta(days=USUAL_GOAL_DAYS), "target": 80}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["ends_on"].starts_from(today + timedelta(days=1))
        self.present = {trend.measure.key: trend for trend in present}
        self.fields["measure"].choices = self._choices()

    def _choices(self) -> list[Any]:
        groups: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
        for key, trend in self.present.items():
            groups[trend.measure.is_reviewed].append((key, _with_present(trend)))
        named = [(gettext("From reviews"), groups[True]), (gettext("Counted"), groups[False])]
        return [("", gettext("Choose …")), *(each for each in named if each[1])]

    @property
    def chosen(self) -> Measure:
        return self.present[self.cleaned_data["measure"]].measure

    @property
    def start(self) -> int | None:
        """Where they are today, in percent; None: too few chats to tell."""
        figure = self.present[self.cleaned_data["measure"]].figure
        return None if figure is None else round(100 * figure.value)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "measure" in data and "target" in data:
            start = self.start
            if start is not None and data["target"] <= start:
                there = _("They are at %(start)s of 100 already. Choose a higher number.")
                self.add_error("target", ValidationError(there, params={"start": start}))
        return data


def _with_present(trend: Trend) -> str:
    """ "Greeting (60 of 100 in 12 chats)"."""
    if trend.figure is None:
        return gettext("{measure} (too few chats yet)").format(measure=trend.measure.label)
    said = ngettext(
        "{measure} ({percent} of 100 in {n} chat)",
        "{measure} ({percent} of 100 in {n} chats)",
        trend.chats,
    )
    percent = round(100 * trend.figure.value)
    return said.format(measure=trend.measure.label, percent=percent, n=trend.chats)


class WordForm(forms.Form):
    """What an operator says of a task they have done."""

    word = words(
        _("How it went"),
        rows=2,
        help_text=_("A sentence is enough: what you tried, and what came of it."),
        error_messages={"required": _("Say in a sentence how it went.")},
    )


class AnswerForm(forms.Form):
    answer = words(_("Your answer"), rows=2, required=False)


class ExemplarForm(forms.Form):
    title = LineField(
        label=_("Title"),
        max_length=120,
        help_text=_("What one learns from it: Saying no and offering another way."),
        error_messages={"required": _("Enter a title.")},
    )
    why = words(
        _("What to look at"),
        error_messages={"required": _("Say what is good about it.")},
    )
    shows = forms.ChoiceField(
        label=_("What it shows"), error_messages={"required": _("Choose one of the list.")}
    )

    def __init__(self, *args: Any, measures: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {measure.key: measure for measure in measures}
        chosen = [(key, measure.label) for key, measure in self.known.items()]
        self.fields["shows"].choices = [("", gettext("Choose …")), *chosen]

    @property
    def chosen(self) -> Measure:
        return self.known[self.cleaned_data["shows"]]
