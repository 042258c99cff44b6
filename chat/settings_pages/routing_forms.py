"""How chats find somebody, and the rules for new ones."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from chat.models import Priority, RoutingRule
from tenants.fields import NameField, WordsField
from tenants.models import Department, Routing, Tenant

MOST_RULES = 100
HINTS = {
    Routing.ASSIGN: _(
        "Least chats first, then whoever has waited longest for one. Nobody gets more than they "
        "can hold."
    ),
    Routing.OFFER: _(
        "To one person at a time, in the same order. What is not accepted in time, or declined, "
        "goes to the next."
    ),
    Routing.MANUAL: _("Nothing happens by itself; whoever is free picks from the list."),
}


class RoutingForm(forms.ModelForm):
    routing = forms.ChoiceField(
        label=_("How chats find somebody"), choices=Routing.choices, widget=forms.RadioSelect
    )
    offer_s = forms.IntegerField(
        label=_("Seconds to accept an offer"),
        min_value=5,
        max_value=300,
        help_text=_("From 5 to 300. Then it goes to the next one."),
        error_messages={"invalid": _("Enter a number of seconds such as 20.")},
    )
    away_after = forms.IntegerField(
        label=_("Minutes without activity until somebody counts as away"),
        min_value=1,
        max_value=240,
        help_text=_("From 1 to 240. They are back with the first thing they do."),
        error_messages={"invalid": _("Enter a number of minutes such as 10.")},
    )
    shows_typing = forms.BooleanField(
        label=_("Operators see what customers are typing"),
        required=False,
        help_text=_("Before it is sent. The chat tells customers so."),
    )

    class Meta:
        model = Tenant
        fields = ["routing", "offer_s", "shows_typing"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["away_after"].initial = self.instance.away_after_s // 60

    @property
    def options(self) -> list[tuple[object, str]]:
        return [(radio, HINTS[Routing(radio.data["value"])]) for radio in self["routing"]]

    def save(self, commit: bool = True) -> Tenant:
        self.instance.away_after_s = 60 * self.cleaned_data["away_after"]
        self.instance.save(update_fields=[*self.Meta.fields, "away_after_s"])
        return self.instance


def language_choices() -> list[tuple[str, str]]:
    """Languages by their names in ours; what a browser tells is a code such as "de" or "de-CH"."""
    single = [code for code, info in LANG_INFO.items() if "name" in info and "-" not in code]
    names = [(code, capfirst(get_language_info(code)["name_translated"])) for code in single]
    return [("", gettext("Any")), *sorted(names, key=lambda named: named[1])]


class RuleForm(forms.Form):
    """When all conditions hold, what follows. `when` and `then` are what a RoutingRule keeps."""

    page = forms.CharField(
        label=_("On the page"),
        required=False,
        max_length=300,
        help_text=_("Such as /pricing: that page and everything below it."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )
    words = WordsField(
        label=_("With one of the words"),
        required=False,
        max_length=500,
        help_text=_(
            "Several with commas between, such as stolen, lost card. Capitals do not matter."
        ),
    )
    language = forms.ChoiceField(
        label=_("In the language"), required=False, choices=language_choices
    )
    wish = forms.ModelChoiceField(
        None, label=_("The customer chose"), required=False, empty_label=_("Anything")
    )
    returning = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[
            ("", _("Anybody")),
            ("yes", _("Has chatted before")),
            ("no", _("Is here for the first time")),
        ],
    )
    upset = forms.BooleanField(
        label=_("Sounds upset"),
        required=False,
        help_text=_(
            "Capitals throughout, or !!!. Looked for in every message until somebody answers: a "
            "chat can become more urgent while it waits."
        ),
    )

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("As it is")), *Priority.choices],
    )
    department = forms.ModelChoiceField(
        None, label=_("Department"), required=False, empty_label=_("As it is")
    )
    skill = NameField(
        label=_("Wanted skill"),
        required=False,
        max_length=40,
        help_text=_("Whoever has it is asked first. Skills are given to people under People."),
    )

    CONDITIONS = ["page", "words", "language", "wish", "returning", "upset"]
    OUTCOMES = ["priority", "department", "skill"]

    def __init__(self, *args, rule: RoutingRule, **kwargs) -> None:
        self.rule = rule
        super().__init__(*args, initial=_initial(rule), **kwargs)
        for name in ("wish", "department"):
            self.fields[name].queryset = Department.objects.all()

    def clean_page(self) -> str:
        """A whole address is as good as its path."""
        page = self.cleaned_data["page"].strip()
        if not page:
            return ""
        if "://" in page:
            page = urlsplit(page).path
        path = "/" + page.strip("*").strip("/")
        if any(c.isspace() or not c.isprintable() for c in path):
            raise ValidationError(
                gettext("Enter a path such as /pricing, without spaces."), code="path"
            )
        return path

    def clean_words(self) -> str:
        phrases = [" ".join(part.split()) for part in self.cleaned_data["words"].split(",")]
        kept = [phrase for phrase in phrases if phrase]
        if any(not any(c.isalnum() for c in phrase) for phrase in kept):
            raise ValidationError(gettext("Each of them needs a letter or a digit."), code="words")
        return ", ".join(kept)

    def clean_skill(self) -> str:
        return self.cleaned_data["skill"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        if not any(data.get(name) for name in self.CONDITIONS):
            self.add_error(
                None, gettext("Say when the rule holds: fill in at least one condition.")
            )
        elif all(data.get(name) in (None, "") for name in self.OUTCOMES):
            self.add_error(None, gettext("Say what follows: a priority, a department or a skill."))
        elif data.get("page") == "/" and sum(bool(data.get(n)) for n in self.CONDITIONS) == 1:
            self.add_error(
                "page", gettext("Every page is below /. Name a page, or another condition.")
            )
        if self.rule.pk is None and RoutingRule.objects.count() >= MOST_RULES:
            full = gettext("{most} rules are the most. Delete one first.")
            self.add_error(None, full.format(most=MOST_RULES))
        return data

    def keep(self, tenant: Tenant) -> RoutingRule:
        """A new one goes to the end."""
        data, rule = self.cleaned_data, self.rule
        if rule.pk is None:
            rule.tenant = tenant
            rule.position = RoutingRule.objects.count()
        when = {name: data[name] for name in ("page", "words", "language") if data[name]}
        if data["wish"]:
            when["department"] = data["wish"].pk
        if data["returning"]:
            when["returning"] = data["returning"] == "yes"
        if data["upset"]:
            when["upset"] = True
        rule.when, rule.priority = when, data["priority"]
        rule.department, rule.skill = data["department"], data["skill"]
        rule.save()
        return rule


def _initial(rule: RoutingRule) -> dict[str, Any]:
    when = rule.when
    returning = {True: "yes", False: "no"}.get(when.get("returning"), "")
    return {
        **{name: when.get(name, "") for name in ("page", "words", "language")},
        "wish": when.get("department"),
        "returning": returning,
        "upset": when.get("upset", False),
        "priority": "" if rule.priority is None else rule.priority,
        "department": rule.department_id,
        "skill": rule.skill,
    }
