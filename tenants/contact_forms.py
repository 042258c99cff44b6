from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .contact import checked
from .fields import NameField
from .models import ContactWay, Tenant

MOST_WAYS = 8


class ContactWayForm(forms.ModelForm):
    """One more way to reach the company."""

    kind = forms.ChoiceField(
        label=_("Which way"), choices=ContactWay.Kind.choices, widget=forms.RadioSelect
    )
    label = NameField(
        label=_("What customers read"),
        max_length=60,
        help_text=_("Such as “Call us, Mon–Fri 9–17” or “Order status”."),
        error_messages={"required": _("Enter a few words that say what they find there.")},
    )
    value = forms.CharField(
        label=_("Number, address or link"),
        max_length=300,
        error_messages={"required": _("Enter the number, the address or the link.")},
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = ContactWay
        fields = ["kind", "label", "value"]

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        super().__init__(*args, initial={"kind": ContactWay.Kind.PHONE}, **kwargs)
        self.tenant = tenant

    def clean(self) -> dict:
        data = super().clean()
        if {"kind", "value"} <= data.keys():
            try:
                data["value"] = checked(data["kind"], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        if self.tenant.contact_ways.count() >= MOST_WAYS:
            full = gettext("{most} ways are the most. Remove one first.")
            self.add_error(None, full.format(most=MOST_WAYS))
        return data

    def keep(self) -> ContactWay:
        way = self.save(commit=False)
        way.tenant = self.tenant
        last = self.tenant.contact_ways.order_by("-position").values_list("position", flat=True)
        way.position = (last.first() or 0) + 1
        way.save()
        return way
