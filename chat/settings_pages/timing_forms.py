"""When each step of the ladders is taken, and what the product says by itself."""

from dataclasses import dataclass

from django import forms

from chat.ladder import LADDERS, NEVER_S, Situation, Step, is_on, own_thresholds, seconds
from chat.phrases import PHRASES, language_of, usual
from tenants.fields import WordsField
from tenants.models import Tenant

LEAST_S, MOST_S = 5, 24 * 3600
MOST_WORDS = 500

TITLES = {
    Situation.UNASSIGNED: ("Nobody has taken the chat", "Counted from when the customer wrote."),
    Situation.OPERATOR_SILENT: (
        "The operator is silent",
        "Counted from the customer's first word without an answer.",
    ),
    Situation.CUSTOMER_SILENT: ("The customer is silent", "Counted from your last answer."),
}
# What each step does, as the settings say it; the log says afterwards that it was done.
DOES = {
    "tell_everybody": "Tell everybody who can answer",
    "tell_supervisors": "Tell supervisors, and let any department help",
    "offer_follow_up": "Offer the customer an answer later",
    "nudge": "Nudge the operator",
    "hold": "Tell the customer that you are still with them",
    "escalate": "Tell supervisors, and let any colleague take over",
    "reassign": "Give the chat to somebody else",
    "check": "Ask kindly whether they are still there",
    "goodbye": "Close with a kind word; their next word opens it again",
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
        self.fields[f"{step.name}_on"] = forms.BooleanField(
            label=does, required=False, initial=is_on(step, tenant.ladder)
        )
        self.fields[step.name] = forms.IntegerField(
            label=f"{does}: after how many seconds",
            required=False,
            min_value=LEAST_S,
            max_value=MOST_S,
            initial=after_s if after_s < NEVER_S else step.after_s,
            error_messages={
                "invalid": "Enter a whole number of seconds.",
                "min_value": f"{LEAST_S} seconds are the least.",
                "max_value": "A day, 86400 seconds, is the most.",
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
                self.add_error(step.name, "Enter after how many seconds, or switch it off.")
            elif after_s <= before:
                self.add_error(
                    step.name, f"It has to come after the step above, so after {before} seconds."
                )
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
        return f"{after_s} seconds"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


# --- Words ---------------------------------------------------------------------------------------

SAID = {
    "acknowledgement": ("Automatic reply", "At once, after somebody's first message."),
    "hold": ("Still with you", "When the operator has been silent for long."),
    "offer_follow_up": ("An answer later", "When nobody has taken the chat for long."),
    "check": ("Still there?", "When the customer has been silent for some minutes."),
    "goodbye": ("Goodbye", "When the customer stays silent, and the chat closes."),
    "operator_left": ("The operator has left", "When an operator's console closes in a chat."),
    "masked": ("Nobody is here", "After a question that is left while nobody answers."),
    "abuse": ("A firm word", "When an operator asks a customer to stay polite."),
    "blocked": ("Blocked", "When a chat is ended because of abuse."),
}


class PhrasesForm(forms.Form):
    """The company's own wording in one language. An empty one is ours."""

    def __init__(self, *args, tenant: Tenant, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tenant, self.language = tenant, language
        for name in self.names():
            title, when = SAID.get(name, (name.replace("_", " ").capitalize(), ""))
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
