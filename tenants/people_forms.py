"""Who may do what: choosing a role, inviting somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Membership, Role

ROLE_HINTS = {
    Role.OWNER: _("Everything, and decides who else is an owner."),
    Role.ADMIN: _("People, settings and sites; sees and answers every chat."),
    Role.SUPERVISOR: _("Looks after all chats and the canned replies."),
    Role.OPERATOR: _("Answers chats."),
    Role.TRAINEE: _("Answers chats while learning."),
}


class RoleForm(forms.Form):
    """Roles the asking member may give; owners alone make owners."""

    role = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of the roles.")}
    )

    def __init__(self, *args, by: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if role != Role.OWNER or by.may("own")]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]

    @property
    def options(self) -> list[tuple[object, str]]:
        return [(radio, ROLE_HINTS[Role(radio.data["value"])]) for radio in self["role"]]


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Enter the e-mail address of the person to invite."),
            "invalid": _("Enter an e-mail address such as name@example.com."),
        },
    )
    field_order = ["email", "role"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
