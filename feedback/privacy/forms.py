from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.masking import DOT
from chat.patterns import BadPattern, read_pattern
from feedback.models import MaskPattern, Retention
from tenants.models import Tenant

LONGEST_DAYS = 3650
MOST_PATTERNS = 20


class RetentionForm(forms.ModelForm):
    """Days; empty means: until somebody asks for erasure."""

    class Meta:
        model = Retention
        fields = ["messages_days", "attachments_days", "ratings_days", "addresses_days"]
        labels = {
            "messages_days": _("What was said"),
            "attachments_days": _("Files that were sent"),
            "ratings_days": _("Ratings"),
            "addresses_days": _("E-mail addresses"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.min_value, field.max_value = 1, LONGEST_DAYS
            field.widget.attrs |= {"min": 1, "max": LONGEST_DAYS, "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, days in list(cleaned.items()):
            if days is not None and not 1 <= days <= LONGEST_DAYS:
                self.add_error(name, _("Give a number of days from 1 to 3650, or nothing."))
        words, files = cleaned.get("messages_days"), cleaned.get("attachments_days")
        if words and (files is None or files > words):
            cleaned["attachments_days"] = words  # files go with the chat they were sent in
        return cleaned


class PatternForm(forms.ModelForm):
    class Meta:
        model = MaskPattern
        fields = ["name", "pattern"]
        labels = {"name": _("What it is"), "pattern": _("Pattern")}
        help_texts = {
            "name": _("Such as “Customer number”."),
            "pattern": _("A regular expression (RE2), such as KD-\\d{6}."),
        }

    example = forms.CharField(
        label=_("Try it on"),
        required=False,
        max_length=300,
        help_text=_("A sentence of a customer; it is not kept."),
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        self.tried = ""
        self.fields["pattern"].widget.attrs |= {"spellcheck": "false", "dir": "ltr"}

    def clean_pattern(self) -> str:
        text = self.cleaned_data["pattern"]
        try:
            read_pattern(text)
        except BadPattern as error:
            if str(error) == "empty":
                raise forms.ValidationError(_("This is true of every text.")) from None
            raise forms.ValidationError(
                _("This is not a pattern: %(why)s"), params={"why": str(error)}
            ) from None
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if MaskPattern.objects.count() >= MOST_PATTERNS:
            raise forms.ValidationError(
                _("%(count)s patterns are the most there may be."), params={"count": MOST_PATTERNS}
            )
        if cleaned.get("pattern") and cleaned.get("example"):
            pattern = read_pattern(cleaned["pattern"])
            self.tried = pattern.sub(lambda found: DOT * len(found.group()), cleaned["example"])
        return cleaned
