"""When each step of the ladders is taken, and what the product says by itself."""

from dataclasses import dataclass

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chat.ladder import LADDERS, NEVER_S, Situation, Step, is_on, own_thresholds, seconds
from chat.phrases import PHRASES, language_of, usual
from tenants.fields import WordsField
from tenants.models import Tenant

LEAST_S, MOST_S = 5, 24 * 3600
MOST_WORDS = 500

TITLES = {
    Situation.UNASSIGNED: (
        _("Nobody has taken the chat"),
        _("Counted from when the customer wrote."),
    ),
    Situation.OPERATOR_SILENT: (
        _("The operator is silent"),
        _("Counted from the customer's first word without an answer."),
    ),
    Situation.CUSTOMER_SILENT: (
        _("The customer is silent"),
        _("Counted from your last answer."),
    ),
}
# What each step does, as the settings say it; the log says afterwards that it was done.
DOES = {
    "tell_everybody": _("Tell everybody who can answer"),
    "tell_supervisors": _("Tell supervisors, and let any department help"),
    "offer_follow_up": _("Offer the customer an answer later"),
    "nudge": _("Nudge the operator"),
    "hold": _("Tell the customer that you are still with them"),
    "escalate": _("Tell supervisors, and let any colleague take over"),
    "reassign": _("Give the chat to somebody else"),
    "check": _("Ask kindly whether they are still there"),
    "goodbye": _("Close with a kind word; their next word opens it again"),
}


@dataclass(frozen=True)
class StepRow:
    step: Step
    does: str
    usual: str
    on: forms.BoundField
    after: forms.BoundField


class LadderForm(forms.Form):
    """For each step whether it is taken, and after how many seconds."""

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        for ladder in LADDERS.values():
            for step in ladder:
                self._add(step, tenant)

    def _add(self, step: Step, tenant: Tenant) -> None:
        does, after_s = DOES[step.name], seconds(step, tenant.ladder)
        spoken = format_lazy(_("{step}: after how many seconds"), step=does)
        self.fields[f"{step.name}_on"] = forms.BooleanField(
            label=does, required=False, initial=is_on(step, tenant.ladder)
        )
        self.fields[step.name] = forms.IntegerField(
            label=does,
            widget=forms.NumberInput(attrs={"aria-label": spoken, "inputmode": "numeric"}),
            required=False,
            min_value=LEAST_S,
            max_value=MOST_S,
            initial=after_s if after_s < NEVER_S else step.after_s,
            error_messages={
                "invalid": _("Enter a whole number of seconds."),
                "min_value": format_lazy(_("{least} seconds are the least."), least=LEAST_S),
                "max_value": format_lazy(_("A day, {most} seconds, is the most."), most=MOST_S),
            },
        )

    @property
    def ladders(self) -> list[tuple[str, str, list[StepRow]]]:
        return [(*TITLES[name], [self._row(s) for s in steps]) for name, steps in LADDERS.items()]

    def _row(self, step: Step) -> StepRow:
        return StepRow(
            step, DOES[step.name], in_words(step.after_s), self[f"{step.name}_on"], self[step.name]
        )

    def clean(self) -> dict:
        data = super().clean()
        for ladder in LADDERS.values():
            self._climb([step for step in ladder if data.get(f"{step.name}_on")])
        return data

    def _climb(self, steps: list[Step]) -> None:
        """Each step later than the one before."""
        before = 0
        for step in steps:
            after_s = self.cleaned_data.get(step.name)
            if step.name in self.errors:
                continue
            if after_s is None:
                missing = gettext("Enter after how many seconds, or switch it off.")
                self.add_error(step.name, missing)
            elif after_s <= before:
                early = gettext("It has to come after the step above: more than {count} seconds.")
                self.add_error(step.name, early.format(count=before))
            else:
                before = after_s

    def keep(self) -> None:
        data = self.cleaned_data
        wanted = {
            step.name: data[step.name] if data[f"{step.name}_on"] else None
            for ladder in LADDERS.values()
            for step in ladder
        }
        self.tenant.ladder = own_thresholds(wanted)
        self.tenant.save(update_fields=["ladder"])


def in_words(after_s: int) -> str:
    minutes, rest = divmod(after_s, 60)
    if rest or not minutes:
        return ngettext("{count} second", "{count} seconds", after_s).format(count=after_s)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


# --- Words ---------------------------------------------------------------------------------------

SAID = {
    "acknowledgement": (_("Automatic reply"), _("At once, after somebody's first message.")),
    "hold": (_("Still with you"), _("When the operator has been silent for long.")),
    "offer_follow_up": (_("An answer later"), _("When nobody has taken the chat for long.")),
    "check": (_("Still there?"), _("When the customer has been silent for some minutes.")),
    "goodbye": (_("Goodbye"), _("When the customer stays silent, and the chat closes.")),
    "operator_left": (
        _("The operator has left"),
        _("When an operator's console closes in a chat."),
    ),
    "masked": (_("Nobody is here"), _("After a question that is left while nobody answers.")),
    "abuse": (_("A firm word"), _("When an operator asks a customer to stay polite.")),
    "blocked": (_("Blocked"), _("When a chat is ended because of abuse.")),
}


class PhrasesForm(forms.Form):
    """The company's own wording in one language. An empty one is ours."""

    def __init__(self, *args, tenant: Tenant, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tenant, self.language = tenant, language
        for name in self.names():
            title, when = SAID[name]
            self.fields[name] = WordsField(
                label=title,
                required=False,
                max_length=MOST_WORDS,
                initial=tenant.words.get(name, {}).get(language, ""),
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "lang": language}),
                help_text=when,
            )

    def names(self) -> list[str]:
        """The automatic reply in the company's own language is worded elsewhere."""
        elsewhere = "acknowledgement" if self.language == language_of(self.tenant) else None
        return [name for name in PHRASES if name != elsewhere]

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        return [(self[name], usual(name, self.language)) for name in self.names()]

    def keep(self) -> None:
        words = {name: dict(kept) for name, kept in self.tenant.words.items()}
        for name in self.names():
            own = words.setdefault(name, {})
            own.pop(self.language, None)
            if self.cleaned_data[name]:
                own[self.language] = self.cleaned_data[name]
        self.tenant.words = {name: own for name, own in words.items() if own}
        self.tenant.save(update_fields=["words"])
