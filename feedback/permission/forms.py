from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from feedback.models import PrivacyNotice
from tenants.fields import NameField, WordsField


class NoticeForm(forms.ModelForm):
    controller = NameField(
        label=_("Who is responsible"),
        max_length=120,
        required=False,
        help_text=_("The company's name in law, such as Acme Lamps Ltd. Empty: its name here."),
    )
    contact = WordsField(
        label=_("How to reach them about privacy"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A postal address, an e-mail address, your data protection officer."),
    )
    policy_url = forms.URLField(
        label=_("Your privacy policy"),
        max_length=300,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        widget=forms.URLInput(attrs={"dir": "ltr", "inputmode": "url", "autocapitalize": "off"}),
        help_text=_("Its web address, beginning with https://."),
    )

    class Meta:
        model = PrivacyNotice
        fields = ["controller", "contact", "policy_url", "asks_marketing"]
        labels = {"asks_marketing": _("Ask customers whether they want news and offers")}
