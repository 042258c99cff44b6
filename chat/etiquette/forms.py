"""Forms of the pages about checks."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.fields import WordsField

from .company import severities_of
from .draft import Rule
from .lexicon.shapes import WORD
from .models import Etiquette, Severity
from .rules import RULES

MOST_WORDS = 1000
MOST_JARGON = 300
LONGEST_JARGON, LONGEST_PLAIN = 60, 120
PARTS = ("=", "→")


class ChecksForm(forms.Form):
    """How loud each rule is."""

    def __init__(self, *args: Any, etiquette: Etiquette, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.etiquette = etiquette
        chosen = severities_of(etiquette)
        for rule in RULES:
            self.fields[rule.name] = forms.ChoiceField(
                label=rule.title, choices=Severity.choices, initial=chosen[rule.name]
            )

    def rules(self) -> Iterator[tuple[Rule, forms.BoundField]]:
        for rule in RULES:
            yield rule, self[rule.name]

    def save(self) -> None:
        chosen = {
            rule.name: self.cleaned_data[rule.name]
            for rule in RULES
            if self.cleaned_data[rule.name] != rule.severity
        }
        keep(self.etiquette, severities=chosen)


def keep(etiquette: Etiquette, **fields: Any) -> None:
    """Saves the one row of a company, made when it first chooses something."""
    defaults = fields | {"changed_at": timezone.now()}
    Etiquette.objects.update_or_create(tenant=etiquette.tenant, defaults=defaults)


class WordsForm(forms.Form):
    jargon = WordsField(
        label=_("Jargon, and what to say instead"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One line each, such as: RMA = return number. Capitals do not matter. Up to four words "
            "on the left."
        ),
    )
    words = WordsField(
        label=_("Words that are right"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Products, places, abbreviations: whatever a dictionary does not know. Names of your "
            "people, departments and tags, and the words of your canned replies, are known already."
        ),
    )

    def __init__(self, *args: Any, etiquette: Etiquette, **kwargs: Any) -> None:
        self.etiquette = etiquette
        lines = [f"{word} = {plain}" for word, plain in sorted(etiquette.plain_words.items())]
        now = {"jargon": "\n".join(lines), "words": "\n".join(etiquette.own_words)}
        super().__init__(*args, initial=now, **kwargs)

    def clean_jargon(self) -> dict[str, str]:
        lines = [line for line in self.cleaned_data["jargon"].splitlines() if line.strip()]
        if len(lines) > MOST_JARGON:
            raise ValidationError(gettext("There can be {most} lines.").format(most=MOST_JARGON))
        return dict(_read_line(line) for line in lines)

    def clean_words(self) -> list[str]:
        found = dict.fromkeys(WORD.findall(self.cleaned_data["words"]))
        if len(found) > MOST_WORDS:
            raise ValidationError(gettext("There can be {most} words.").format(most=MOST_WORDS))
        if long := next((word for word in found if len(word) > 60), None):
            raise ValidationError(gettext("“{word}” is too long.").format(word=long[:60] + "…"))
        return sorted(found, key=str.casefold)

    def save(self) -> None:
        said = self.cleaned_data
        keep(self.etiquette, plain_words=said["jargon"], own_words=said["words"])


def _read_line(line: str) -> tuple[str, str]:
    """("rma", "return number"). Raises ValidationError."""
    for part in PARTS:
        word, found, plain = line.partition(part)
        word, plain = " ".join(word.lower().split()), " ".join(plain.split())
        if found and word and plain:
            break
    else:
        wrong = gettext("“{line}”: write the word, an equals sign, and what to say instead.")
        raise ValidationError(wrong.format(line=line.strip()[:60]), code="line")
    if len(word) > LONGEST_JARGON or len(plain) > LONGEST_PLAIN or len(word.split()) > 4:
        wrong = gettext("“{line}” is too long: up to four words, and a short way to say it.")
        raise ValidationError(wrong.format(line=line.strip()[:60]), code="long")
    if word in plain.lower():
        wrong = gettext("“{word}” stands on both sides: say it without the word.")
        raise ValidationError(wrong.format(word=word), code="same")
    return word, plain
