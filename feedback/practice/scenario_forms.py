"""Writing a scenario: what the customer wants, tells and feels, in words of every day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .scenario import MINUTES, MOST_FACTS, MOST_NEEDS, TURNS, Scenario, ScenarioError, Temper, read

STRENGTH = [(0, _("Not at all")), (1, _("As usual")), (2, _("Strongly")), (3, _("Very strongly"))]
SLOPPY = [(0, _("Never")), (1, _("A few")), (2, _("Many")), (3, _("Very many"))]
FELT = {
    "delay": _("Waiting"),
    "shortcuts": _("Chat shortcuts"),
    "closed": _("Questions of yes or no"),
    "negative": _("A no without another way"),
    "blame": _("Being blamed"),
    "ignored": _("Not being heard"),
    "repeated": _("Being asked the same again"),
}
WAYS = [
    ("words", _("Something is said")),
    ("promise", _("An answer is promised, with a time")),
    ("transfer", _("The chat is handed over")),
    ("boundary", _("A firm, polite word about manners")),
]
WRONG = {
    "missing": _("Fill this in."),
    "no_words": _("Say which words count as the solution."),
    "too_long": _("This is too long. Make it shorter."),
    "too_many": _("These are too many. Leave some out."),
    "out_of_range": _("Choose a number that is offered."),
    "unknown": _("There is no such fact above. Give its number."),
}
TEXT = {"rows": 2}


def _choice(label: Any, choices: list, initial: int) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices, initial=initial, coerce=int)


class ScenarioForm(forms.Form):
    title = forms.CharField(label=_("Name of the scenario"), max_length=80)
    lesson = forms.CharField(
        label=_("What it practises"), max_length=400, widget=forms.Textarea(attrs=TEXT)
    )
    brief = forms.CharField(
        label=_("What whoever practises knows"),
        max_length=600,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("The rules and facts they need to help. They read it while they chat."),
    )
    goal = forms.CharField(
        label=_("What the customer wants"),
        max_length=400,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("Shown only afterwards."),
    )
    name = forms.CharField(label=_("Name of the customer"), max_length=40, required=False)
    page = forms.CharField(
        label=_("Page they write from"), max_length=200, required=False, initial="/"
    )
    opening = forms.CharField(
        label=_("How they begin"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A message on each line. Customers write English."),
    )
    insults = forms.CharField(
        label=_("Insults"),
        required=False,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("One on each line: said until somebody asks them to stop."),
    )
    start = forms.IntegerField(
        label=_("Temper at the beginning"),
        min_value=0,
        max_value=100,
        initial=30,
        help_text=_("From 0, calm, to 100, furious. From 65 on they sound angry."),
    )
    content_below = forms.IntegerField(
        label=_("Leaves content below"), min_value=1, max_value=100, initial=60
    )
    typos = _choice(_("Typing errors"), SLOPPY, 1)
    capitals = _choice(_("Capitals and !!! when angry"), SLOPPY, 1)
    most_turns = forms.IntegerField(
        label=_("Ends after so many answers"),
        min_value=TURNS.start,
        max_value=TURNS.stop - 1,
        initial=30,
    )
    most_minutes = forms.IntegerField(
        label=_("Ends after so many minutes"),
        min_value=MINUTES.start,
        max_value=MINUTES.stop - 1,
        initial=30,
    )

    def __init__(self, *args: Any, scenario: Scenario | None = None, **fields: Any) -> None:
        fields.setdefault("initial", _initial(scenario) if scenario else {})
        super().__init__(*args, **fields)
        for name, label in FELT.items():
            self.fields[name] = _choice(label, STRENGTH, getattr(Temper, name))
        data = args[0] if args else None
        shown = scenario if data is None else None  # a row as it was before counts as filled in
        self.facts = FactForms(data, prefix="facts", initial=_facts(shown))
        self.needs = NeedForms(data, prefix="needs", initial=_needs(shown))
        self.scenario: Scenario | None = None

    def felt(self) -> list[forms.BoundField]:
        return [self[name] for name in FELT]

    def is_valid(self) -> bool:
        """`scenario` is what it makes, where it makes one."""
        whole = all([super().is_valid(), self.facts.is_valid(), self.needs.is_valid()])
        return whole and self._made()

    def _made(self) -> bool:
        try:
            self.scenario = read(self.as_data())
        except ScenarioError as error:
            self._blame(error)
        return self.scenario is not None

    def as_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: value for name, value in data.items() if name not in FELT}
        felt = {name: data[name] for name in (*FELT, "start", "content_below")}
        lines = {name: data[name].splitlines() for name in ("opening", "insults")}
        facts = [form.as_data(str(n + 1)) for n, form in enumerate(self.facts.filled())]
        needs = [form.as_data() for form in self.needs.filled()]
        return {**plain, **lines, "key": "own", "temper": felt, "facts": facts, "needs": needs}

    def _blame(self, error: ScenarioError) -> None:
        group, _dot, rest = error.field.partition(".")
        words = WRONG[error.code]
        if group in ("facts", "needs") and rest:
            number, _dot, field = rest.partition(".")
            form = (self.facts if group == "facts" else self.needs).filled()[int(number)]
            form.add_error(field if field in form.fields else None, words)
        else:
            self.add_error(rest or group if (rest or group) in self.fields else None, words)


class RowForm(forms.Form):
    """A row that may be left empty."""

    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.texts)


class FactForm(RowForm):
    texts = ("ask", "answer")
    ask = forms.CharField(
        label=_("Told when a question has one of these words"),
        required=False,
        max_length=800,
        help_text=_("Words or phrases, separated by commas."),
    )
    answer = forms.CharField(label=_("Their answer"), required=False, max_length=400)

    def as_data(self, name: str) -> dict[str, Any]:
        data = self.cleaned_data
        return {"name": name, "ask": split(data["ask"]), "answer": data["answer"]}


class NeedForm(RowForm):
    texts = ("words", "again")
    by = forms.ChoiceField(label=_("Met when"), choices=WAYS, required=False)
    words = forms.CharField(
        label=_("Words that count as the solution"),
        required=False,
        max_length=800,
        help_text=_("Words or phrases, separated by commas."),
    )
    again = forms.CharField(
        label=_("How they ask for it once more"), required=False, max_length=400
    )
    after = forms.CharField(
        label=_("Only after these facts"),
        required=False,
        max_length=40,
        help_text=_("Their numbers, such as 1, 3. Before that no solution counts."),
    )

    def as_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        words, after = split(data["words"]), split(data["after"])
        return {"name": data["again"][:80], "by": data["by"], "words": words, "after": after} | {
            "again": data["again"]
        }


class Rows(forms.BaseFormSet):
    def filled(self) -> list[Any]:
        return [form for form in self.forms if form.is_filled()]


FactForms = forms.formset_factory(FactForm, formset=Rows, extra=2, max_num=MOST_FACTS)
NeedForms = forms.formset_factory(NeedForm, formset=Rows, extra=1, max_num=MOST_NEEDS)


def split(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _initial(scenario: Scenario) -> dict[str, Any]:
    names = "title lesson brief goal name page typos capitals most_turns most_minutes".split()
    plain = {name: getattr(scenario, name) for name in names}
    felt = {name: getattr(scenario.temper, name) for name in (*FELT, "start", "content_below")}
    lines = {name: "\n".join(getattr(scenario, name)) for name in ("opening", "insults")}
    return plain | felt | lines


def _facts(scenario: Scenario | None) -> list[dict[str, str]]:
    facts = scenario.facts if scenario else ()
    return [{"ask": ", ".join(fact.ask), "answer": fact.answer} for fact in facts]


def _needs(scenario: Scenario | None) -> list[dict[str, str]]:
    if scenario is None:
        return []
    numbers = {fact.name: str(n + 1) for n, fact in enumerate(scenario.facts)}
    return [
        {
            "by": need.by,
            "words": ", ".join(need.words),
            "again": need.again,
            "after": ", ".join(numbers[name] for name in need.after),
        }
        for need in scenario.needs
    ]
