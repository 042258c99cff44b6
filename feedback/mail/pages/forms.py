"""What a company may word and choose about its mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback import addresses
from feedback.mail.kinds import KINDS, fields_of
from feedback.mail.pieces import fields_in
from feedback.models import MailKind, MailSender
from tenants.fields import NameField, WordsField
from tenants.models import Tenant

# Whoever gave these addresses lets nobody else send in their name (DMARC): mail from us would be
# thrown away.
NOT_ONES_OWN = frozenset(
    "aol.com fastmail.com gmail.com gmx.at gmx.ch gmx.de gmx.net googlemail.com hotmail.com "
    "hotmail.de icloud.com live.com mail.ru me.com msn.com outlook.com outlook.de proton.me "
    "protonmail.com qq.com t-online.de web.de yahoo.com yahoo.de yahoo.fr yandex.ru".split()
)


class WordsForm(forms.Form):
    """Subject and text of one kind of mail in one language."""

    subject = NameField(
        label=_("Subject"),
        max_length=150,
        error_messages={"required": _("Enter a subject: mails without one look like spam.")},
    )
    body = WordsField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "An empty line begins a new paragraph. Only what the customer agreed to: no news, no "
            "offers."
        ),
        error_messages={"required": _("Enter the text of the mail.")},
    )

    def __init__(self, *args: Any, tenant: Tenant, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.tenant = MailKind(kind), tenant

    def clean_subject(self) -> str:
        subject = self.cleaned_data["subject"]
        self._need_known(subject, plain_fields(self.tenant, self.kind))
        return subject

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        self._need_known(body, list(fields_of(self.kind)))
        needed = KINDS[self.kind].NEEDED
        if needed not in fields_in(body):
            raise ValidationError(
                gettext("{field} has to be in it: without that the mail would say nothing.").format(
                    field=f"{{{needed}}}"
                ),
                code="missing_field",
            )
        return body

    @staticmethod
    def _need_known(text: str, known: list[str]) -> None:
        unknown = [name for name in fields_in(text) if name not in known]
        if unknown:
            raise ValidationError(
                gettext("{unknown} is not a field. You can use {known}.").format(
                    unknown=", ".join(f"{{{name}}}" for name in unknown),
                    known=", ".join(f"{{{name}}}" for name in known),
                ),
                code="unknown_field",
            )


def plain_fields(tenant: Tenant, kind: str) -> list[str]:
    """Those that fit into a subject: neither links nor blocks, nor how somebody is greeted."""
    sample = KINDS[MailKind(kind)].sample(tenant)
    return ["company", *(name for name, value in sample.items() if isinstance(value, str))]


class SenderForm(forms.ModelForm):
    """`address` counts once it is confirmed (pages/sender.py)."""

    name = NameField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("What customers see as the sender. Empty: the company's name."),
    )
    address = forms.CharField(
        label=_("Own address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Such as help@yourcompany.com. We mail a link to it, and use it once somebody has "
            "followed that. Your domain has to allow our mail server (SPF, DKIM). Empty: our "
            "address, with your name."
        ),
    )
    reply_to = forms.CharField(
        label=_("Answers go to"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Where mail arrives that customers send back. Empty: to the sender's address."),
    )

    class Meta:
        model = MailSender
        fields = ["name", "address", "reply_to"]

    def clean_address(self) -> str:
        address = self._read("address")
        if address.rpartition("@")[2] in NOT_ONES_OWN:
            raise ValidationError(
                gettext(
                    "Whoever gives out these addresses throws away mail that others send with "
                    "them. Use one of your own domain, or put this one under “Answers go to”."
                ),
                code="not_own",
            )
        return address

    def clean_reply_to(self) -> str:
        return self._read("reply_to")

    def _read(self, name: str) -> str:
        typed = self.cleaned_data[name]
        if not typed:
            return ""
        try:
            return addresses.read_address(typed)
        except addresses.BadAddress:
            raise ValidationError(
                gettext("Enter an e-mail address such as help@yourcompany.com."), code="bad_address"
            ) from None

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or self.instance.tenant.name
