"""Roles and their rights, as the code has them (tenants.models.RIGHTS)."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import RIGHTS, Role
from ..people_forms import ROLE_HINTS
from ..rights import RIGHT_LABELS


def roles(request: HttpRequest, slug: str) -> HttpResponse:
    """For everybody who works here: what they and the others may do."""
    people = request.tenant.memberships.active().values_list("role")
    counted = dict(people.annotate(n=Count("pk")))
    listed = [
        {"role": role, "hint": ROLE_HINTS[role], "count": counted.get(role, 0)} for role in Role
    ]
    context = {"listed": listed, "mine": Role(request.membership.role), **rights_table()}
    return render(request, "tenants/roles.html", context)


def rights_table() -> dict[str, object]:
    """RIGHTS, turned round for reading: one row a right, one column a role."""
    rights = sorted({right for granted in RIGHTS.values() for right in granted}, key=_rank)
    rows = [(RIGHT_LABELS.get(r, r), [r in RIGHTS[role] for role in Role]) for r in rights]
    return {"roles": [role.label for role in Role], "rights": rows}


def _rank(right: str) -> tuple[int, str]:
    known = list(RIGHT_LABELS)
    return (known.index(right) if right in known else len(known), right)
