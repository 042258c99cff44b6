"""Writing a house rule: what is looked for is tried on its examples before it is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chat.patterns import BadPattern
from tenants.fields import NameField

from .house import MOST, Finder, finder, require_fast
from .models import HouseRule, Severity

READ, WORDS, REGEX = "read", "words", "regex"
WRONG = {
    "empty": _("This is found everywhere, even where nothing is written."),
    "slow": _("This takes too long to look for while somebody types. Make it simpler."),
}


class HouseRuleForm(forms.ModelForm):
    is_do = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=[("1", _("We do this")), ("", _("We don't do this"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    text = NameField(
        label=_("The rule, in one sentence"),
        max_length=160,
        help_text=_("Everybody reads it beside the composer, and where it is found in a draft."),
        error_messages={"required": _("Enter a sentence such as: We say parcel, not shipment.")},
    )
    look = forms.ChoiceField(
        label=_("How is it noticed while somebody types?"),
        choices=[
            (READ, _("It is only there to be read")),
            (WORDS, _("By words")),
            (REGEX, _("By a pattern")),
        ],
        widget=forms.RadioSelect,
        initial=READ,
    )
    severity = forms.ChoiceField(
        label=_("How loud"), choices=Severity.choices, initial=Severity.HINT
    )

    class Meta:
        model = HouseRule
        fields = ["is_do", "text", "pattern", "hit", "miss", "instead", "severity"]
        labels = {
            "pattern": _("Words or pattern"),
            "hit": _("A message in which it must be found"),
            "miss": _("A message in which it must not be found"),
            "instead": _("What to say instead (optional)"),
        }
        help_texts = {
            "pattern": _(
                "What should not be written. Words with commas between them, or a regular "
                "expression in the syntax of RE2."
            ),
            "instead": _("Offered as a fix, in place of what was found."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.initial["is_do"] = "1" if row.is_do else ""
        if row.pk:
            self.initial["look"] = READ if not row.pattern else REGEX if row.is_regex else WORDS

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.pk and HouseRule.objects.count() >= MOST:
            full = gettext("There can be {most} house rules. Delete one first.")
            raise ValidationError(full.format(most=MOST))
        look = data.get("look")
        if look in (WORDS, REGEX):
            self.instance.is_regex = look == REGEX
            self._try(data)
        elif look == READ:
            self.instance.is_regex = False
            data |= {"pattern": "", "hit": data.get("hit") or "", "instead": ""}
        return data

    def _try(self, data: dict[str, Any]) -> None:
        find = self._finder(data.get("pattern") or "")
        if find is None:
            return
        hit, miss, instead = (data.get(name) or "" for name in ("hit", "miss", "instead"))
        if not hit or not any(find(hit)):
            self.add_error("hit", gettext("It is not found in here: enter a message that has it."))
        if not miss or any(find(miss)):
            self.add_error("miss", gettext("Enter a message that is right, and has none of it."))
        if instead and any(find(instead)):
            self.add_error("instead", gettext("The rule would find this, too."))

    def _finder(self, pattern: str) -> Finder | None:
        if not pattern.strip():
            self.add_error("pattern", gettext("Enter what to look for."))
            return None
        try:
            find = finder(pattern, is_regex=self.instance.is_regex)
            require_fast(find)
        except BadPattern as error:
            known = WRONG.get(str(error))
            wrong = gettext("This is no pattern of RE2: {why}").format(why=error)
            self.add_error("pattern", str(known) if known else wrong)
            return None
        return find
