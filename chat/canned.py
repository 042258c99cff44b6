"""The page of canned replies: everybody has their own; those who look after the chats write those
of departments and of the company."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.audit import record
from tenants.models import DepartmentMember, Membership
from tenants.rights import needs

from .canned_fields import FIELDS
from .canned_form import CannedReplyForm
from .models import CannedReply


@needs("chat")
def replies(request: HttpRequest, slug: str) -> HttpResponse:
    rows = list(readable(request.membership).select_related("department").order_by("shortcut"))
    for row in rows:
        row.is_mine_to_change = may_change(request.membership, row)
    groups = [
        (_("Yours"), [row for row in rows if row.member_id]),
        (_("Of departments"), [row for row in rows if row.department_id]),
        (_("Of everybody"), [row for row in rows if not row.member_id and not row.department_id]),
    ]
    return render(request, "chat/canned.html", {"groups": [g for g in groups if g[1]]})


@needs("chat")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    return _form(request, CannedReply())


@needs("chat")
def edit(request: HttpRequest, slug: str, reply_id: int) -> HttpResponse:
    return _form(request, _reply_or_404(request, reply_id))


def _form(request: HttpRequest, reply: CannedReply) -> HttpResponse:
    form = CannedReplyForm(request.POST or None, instance=reply, member=request.membership)
    if request.method == "POST" and form.is_valid():
        how = "text.added" if reply._state.adding else "text.changed"
        saved = form.save()
        record(how, target=f"/{saved.shortcut}", fields=form.changed_data)
        messages.success(request, _("Saved /{shortcut}.").format(shortcut=saved.shortcut))
        return redirect("canned", request.tenant.slug)
    context = {"form": form, "is_new": reply._state.adding, "fields": fields_in_words()}
    return render(request, "chat/canned_form.html", context)


@needs("chat")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, reply_id: int) -> HttpResponse:
    """Asks first."""
    reply = _reply_or_404(request, reply_id)
    if request.method == "POST":
        reply.delete()
        record("text.deleted", target=f"/{reply.shortcut}")
        messages.success(request, _("Deleted /{shortcut}.").format(shortcut=reply.shortcut))
        return redirect("canned", slug)
    return render(request, "chat/canned_delete.html", {"reply": reply})


def readable(member: Membership) -> QuerySet[CannedReply]:
    """Their own, the company's, and those of their departments; of all departments for those who
    look after the chats."""
    rows = CannedReply.objects.filter(Q(member=None) | Q(member=member))
    if member.may("oversee"):
        return rows
    departments = DepartmentMember.objects.filter(member=member).values("department")
    return rows.filter(Q(department=None) | Q(department__in=departments))


def may_change(member: Membership, reply: CannedReply) -> bool:
    return reply.member_id == member.pk if reply.member_id else member.may("oversee")


def fields_in_words() -> list[tuple[str, str]]:
    return [(f"{{{name}}}", _(meaning)) for name, meaning in FIELDS.items()]


def _reply_or_404(request: HttpRequest, reply_id: int) -> CannedReply:
    """Raises PermissionDenied where it may be read and not changed."""
    reply = get_object_or_404(readable(request.membership), pk=reply_id)
    if not may_change(request.membership, reply):
        raise PermissionDenied
    return reply
