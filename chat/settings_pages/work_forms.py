"""How somebody works: chats at once, skills, languages, departments."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.fields import refuse_tricks
from tenants.models import Department, DepartmentMember, Membership

MOST_CHATS = 20
MOST_SKILLS = 20
LANGUAGE = re.compile(r"[a-z]{2,3}")


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("Chats at once"),
        min_value=1,
        max_value=MOST_CHATS,
        help_text=format_lazy(
            _("From 1 to {most}. Two or three are usual; nobody is given more."), most=MOST_CHATS
        ),
        error_messages={
            "required": _("Enter how many chats at once, such as 3."),
            "invalid": _("Enter a whole number such as 3."),
            "min_value": _(
                "With 0 they would never get a chat. To rest, go away or end the membership; here, "
                "1 is the least."
            ),
            "max_value": format_lazy(
                _("{most} chats at once are the most anybody can do well."), most=MOST_CHATS
            ),
        },
    )

    def __init__(self, *args, member: Membership, **kwargs) -> None:
        self.member = member
        kwargs.setdefault("initial", {}).setdefault("capacity", member.capacity)
        super().__init__(*args, **kwargs)

    def keep(self) -> None:
        self.member.capacity = self.cleaned_data["capacity"]
        self.member.save(update_fields=["capacity"])


class ListField(forms.CharField):
    """Several short things with commas between; its value is a list without doubles."""

    def __init__(self, *, most: int, longest: int, **kwargs) -> None:
        super().__init__(required=False, max_length=most * (longest + 2), **kwargs)
        self.most, self.longest = most, longest

    def prepare_value(self, value: object) -> object:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        text = super().clean(value)
        refuse_tricks(text)
        items = [" ".join(item.split()).lower() for item in text.replace("\n", ",").split(",")]
        kept = list(dict.fromkeys(filter(None, items)))
        if len(kept) > self.most:
            full = gettext("{most} are the most.").format(most=self.most)
            raise ValidationError(full, code="many")
        if long := next((item for item in kept if len(item) > self.longest), None):
            told = gettext("“{text}…” is too long.").format(text=long[:20])
            raise ValidationError(told, code="long")
        return kept


class WorkForm(CapacityForm):
    skills = ListField(
        label=_("Skills"),
        most=MOST_SKILLS,
        longest=40,
        help_text=_(
            "With commas between, such as refunds, installation. Chats that want one of them come "
            "to these people first."
        ),
    )
    languages = ListField(
        label=_("Languages"),
        most=MOST_SKILLS,
        longest=35,
        help_text=_(
            "As codes with commas between, such as en, de, ar. Leave it empty for every language."
        ),
    )
    departments = forms.ModelMultipleChoiceField(
        None, required=False, label=_("Departments"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, member: Membership, **kwargs) -> None:
        initial = {
            "skills": member.skills,
            "languages": member.languages,
            "departments": list(member.in_departments.values_list("department", flat=True)),
        }
        super().__init__(*args, member=member, initial=initial, **kwargs)
        self.fields["departments"].queryset = Department.objects.all()

    def clean_languages(self) -> list[str]:
        codes = [code.partition("-")[0] for code in self.cleaned_data["languages"]]
        if wrong := next((code for code in codes if not LANGUAGE.fullmatch(code)), None):
            told = gettext("“{text}” is no language code such as en or de.").format(text=wrong)
            raise ValidationError(told, code="code")
        return codes

    @transaction.atomic
    def keep(self) -> None:
        data, member = self.cleaned_data, self.member
        member.capacity, member.skills = data["capacity"], data["skills"]
        member.languages = data["languages"]
        member.save(update_fields=["capacity", "skills", "languages"])
        wanted = {department.pk for department in data["departments"]}
        member.in_departments.exclude(department__in=wanted).delete()
        there = set(member.in_departments.values_list("department", flat=True))
        DepartmentMember.objects.bulk_create(
            DepartmentMember(tenant_id=member.tenant_id, department_id=pk, member=member)
            for pk in sorted(wanted - there)
        )
