"""Forms of the board: who keeps a promise, why it is dropped, and what happens by itself."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.frames import BadFrame, clean_body
from feedback.models import Afterwards, FollowUp
from tenants.models import Membership

TEAM = "team"


class OnceForm(forms.Form):
    """Carries the id of what it does, so that pressing twice does it once."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, initial={"once": uuid4()}, **fields)

    @property
    def client_id(self) -> UUID:
        return self.cleaned_data["once"]


class KeeperForm(OnceForm):
    keeper = forms.ChoiceField(label=_("Who keeps it"))

    def __init__(self, *args: Any, row: FollowUp, **fields: Any) -> None:
        super().__init__(*args, **fields)
        people = Membership.objects.active().order_by("display_name", "pk")
        named = [(str(pk), name) for pk, name in people.values_list("pk", "display_name")]
        self.fields["keeper"].choices = [(TEAM, pgettext_lazy("who keeps it", "The team")), *named]
        is_here = row.member is not None and row.member.is_active
        self.initial["keeper"] = str(row.member_id) if is_here else TEAM

    @property
    def keeper_id(self) -> int | None:
        chosen = self.cleaned_data["keeper"]
        return None if chosen == TEAM else int(chosen)


class DropForm(OnceForm):
    why = forms.CharField(
        label=_("What the customer reads"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say why, and what they can do instead. It stands in their chat."),
    )

    def clean_why(self) -> str:
        try:
            return " ".join(clean_body(self.cleaned_data["why"]).split())
        except BadFrame:
            raise forms.ValidationError(
                _("There are characters in it that cannot be shown. Type it again.")
            ) from None


class AfterwardsForm(forms.ModelForm):
    asks_whether_solved = forms.BooleanField(
        label=_("Ask some days later whether it is solved"),
        required=False,
        help_text=_("Once, by e-mail, and only where the customer agreed to just that."),
    )

    class Meta:
        model = Afterwards
        fields = ["promises_by_itself", "promise_hours", "check_days"]
        labels = {
            "promises_by_itself": _("Promise an answer when a question is left"),
            "promise_hours": _("Opening hours to answer it in"),
            "check_days": _("Days after the chat was closed"),
        }
        help_texts = {
            "promises_by_itself": _(
                "While nobody answers, or when everybody has been busy for long. The promise is "
                "the team's, and the customer reads until when."
            ),
            "promise_hours": _("Only the time you are open counts."),
        }

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        hours, days = self.fields["promise_hours"], self.fields["check_days"]
        days.required = True  # where they are asked for at all
        for field, least, most in ((hours, 1, 80), (days, 1, 60)):
            field.widget.attrs.update(min=least, max=most)
        self.initial["asks_whether_solved"] = self.instance.check_days is not None
        if self.instance.check_days is None:
            self.initial["check_days"] = Afterwards._meta.get_field("check_days").default

    def clean_promise_hours(self) -> int:
        return _between(self.cleaned_data["promise_hours"], 1, 80)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.cleaned_data.get("asks_whether_solved"):
            found["check_days"] = None
            self._errors.pop("check_days", None)
        elif "check_days" in found:
            try:
                found["check_days"] = _between(found["check_days"], 1, 60)
            except forms.ValidationError as error:
                self.add_error("check_days", error)
        return found


def _between(value: int | None, least: int, most: int) -> int:
    if value is None or not least <= value <= most:
        raise forms.ValidationError(
            _("Enter a number from %(least)s to %(most)s."), params={"least": least, "most": most}
        )
    return value
