"""Departments: what they are called, and who is in them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .audit import record, watched
from .fields import NameField, WordsField
from .models import Department, DepartmentMember, Tenant
from .news import company_changed

MOST_DEPARTMENTS = 50


class DepartmentForm(forms.ModelForm):
    name = NameField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Enter a name such as Billing.")},
    )
    about = WordsField(
        label=_("What it is for"),
        max_length=160,
        required=False,
        help_text=_(
            "One line for customers who choose it, and for colleagues who hand over to it."
        ),
    )
    is_public = forms.BooleanField(
        label=_("Customers may choose it"),
        required=False,
        help_text=_("Otherwise only rules and colleagues bring chats to it."),
    )
    members = forms.ModelMultipleChoiceField(
        None,
        required=False,
        label=_("Who is in it"),
        help_text=_("With nobody in it, everybody is asked for its chats: none is left lying."),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Department
        fields = ["name", "about", "is_public"]

    def __init__(self, *args, tenant: Tenant, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        people = tenant.memberships.active().defer("photo").order_by("display_name", "pk")
        self.fields["members"].queryset = people
        if self.instance.pk:
            self.initial["members"] = list(self.instance.members.values_list("member", flat=True))

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = self.tenant.departments.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            taken = gettext("There is a department {name} already. Choose another name.")
            raise ValidationError(taken.format(name=name), code="twice")
        return name

    def clean(self) -> dict:
        if not self.instance.pk and self.tenant.departments.count() >= MOST_DEPARTMENTS:
            full = gettext("{most} departments are the most. Give one up first.")
            self.add_error(None, full.format(most=MOST_DEPARTMENTS))
        return super().clean()

    @transaction.atomic
    def keep(self) -> Department:
        """A new one goes to the end of the list."""
        department = self.save(commit=False)
        if not department.pk:
            department.tenant = self.tenant
            department.position = self.tenant.departments.count()
            department.save()
            record("department.added", target=department.name)
        with watched(
            department, DepartmentMember, action="department.changed", target=department.name
        ):
            self._keep(department)
        company_changed(self.tenant.pk)
        return department

    def _keep(self, department: Department) -> None:
        department.save()
        wanted = {member.pk for member in self.cleaned_data["members"]}
        department.members.exclude(member__in=wanted).delete()
        there = set(department.members.values_list("member", flat=True))
        DepartmentMember.objects.bulk_create(
            DepartmentMember(tenant=self.tenant, department=department, member_id=pk)
            for pk in sorted(wanted - there)
        )
