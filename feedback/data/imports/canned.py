"""Canned replies from a table: the company's, and those of its departments."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.canned_form import MOST, checked_body, checked_shortcut
from chat.models import CannedReply
from feedback.models import ImportRow
from tenants.models import Department

from .kind import Column, key_of
from .table_kind import Cells, Cleaned, TableKind, tried


class Canned(TableKind):
    right = "oversee"
    columns = (
        Column(
            "shortcut",
            gettext_lazy("Shortcut"),
            ("shortcut", "short_code", "short code", "kürzel", "raccourci", "atajo", "atalho"),
            True,
        ),
        Column(
            "body",
            gettext_lazy("Text"),
            ("text", "body", "content", "reply", "message", "texte", "texto"),
            True,
        ),
        Column(
            "department",
            gettext_lazy("Department"),
            ("department", "team", "abteilung", "service", "departamento", "inbox"),
        ),
    )

    def clean(self, cells: Cells) -> Cleaned:
        values = tried(
            [
                ("shortcut", lambda: checked_shortcut(cells["shortcut"])),
                ("body", lambda: checked_body(cells["body"])),
                ("department", lambda: self._department(cells["department"])),
            ]
        )
        scope = str(values["department"] or "")
        return Cleaned(values, key_of(scope, values["shortcut"]), scope)

    @cached_property
    def _departments(self) -> dict[str, int]:
        rows = Department.objects.values_list("name", "pk")
        return {name.casefold(): pk for name, pk in rows}

    def _department(self, name: str) -> int | None:
        if not name:
            return None
        if name.casefold() not in self._departments:
            raise ValidationError(_("There is no department of this name."), code="department")
        return self._departments[name.casefold()]

    def stored(self, found: Sequence[Cleaned]) -> dict[str, dict[str, Any]]:
        shortcuts = {each.values["shortcut"] for each in found}
        rows = CannedReply.objects.filter(member=None, shortcut__in=shortcuts)
        return {
            key_of(row.department_id or "", row.shortcut): {
                "shortcut": row.shortcut,
                "body": row.body,
                "department": row.department_id,
            }
            for row in rows
        }

    def room(self) -> tuple[int, str, dict[str, int]]:
        rows = CannedReply.objects.filter(member=None).order_by()
        there = rows.values_list("department").annotate(Count("pk"))
        words = _("There can be {most} canned replies. Delete one first.").format(most=MOST)
        return MOST, words, {str(department or ""): count for department, count in there}

    def write(self, rows: Sequence[ImportRow]) -> None:
        CannedReply.objects.bulk_create(
            [
                CannedReply(
                    tenant=self.tenant,
                    shortcut=row.values["shortcut"],
                    body=row.values["body"],
                    department_id=row.values["department"],
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["tenant", "member", "department", "shortcut"],
            update_fields=["body"],
        )
