"""`/t/<slug>/reviews/rules/`: which chats the rules choose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import agenda
from feedback.models import ReviewRule, ReviewTask
from feedback.reviews.forms import RuleForm
from feedback.reviews.rules import rules_of
from tenants.audit import trailed
from tenants.rights import needs

from .company import shown


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("reviews", ReviewRule, action="review.rules_changed")
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = [RuleForm(data, instance=row) for row in rules_of(request.tenant).values()]
    errors = [form for form in forms if data is not None and not form.is_valid()]
    if data is not None and not errors:
        for form in forms:
            form.save()
        agenda.look_soon(request.tenant.pk)
        messages.success(request, _("Saved. It counts for chats that are looked at from now on."))
        return redirect("review_rules", slug)
    context = {"forms": forms, "wrong": len(errors), "chosen": _chosen()}
    return shown(request, "feedback/review_rules.html", context, 422 if errors else 200)


def _chosen() -> int:
    return ReviewTask.objects.filter(done_at=None, calibration=None).count()
