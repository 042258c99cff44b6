"""`/t/<slug>/reviews/`: what waits to be reviewed, whose, until when; for operators what was said
about chats of theirs."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from feedback.actions.review_claims import claim_next
from feedback.models import Reason, ReviewTask
from feedback.reviews.listing import (
    ABOUT,
    APPEALS,
    DONE,
    MINE,
    OVERDUE,
    QUEUE,
    TEAM,
    Listing,
    Wanted,
    listing,
    views_for,
)
from feedback.reviews.sheet import BLIND, reasons_shown
from feedback.reviews.states import LABELS, state_of
from tenants.models import Membership
from tenants.rights import needs

from .company import shown

TABS = {
    QUEUE: pgettext_lazy("reviews", "Waiting"),
    MINE: gettext_lazy("You review"),
    TEAM: pgettext_lazy("reviews", "Team"),
    OVERDUE: gettext_lazy("Overdue"),
    DONE: pgettext_lazy("reviews", "Done"),
    APPEALS: gettext_lazy("Appeals"),
    ABOUT: gettext_lazy("About your chats"),
}
EMPTY = {
    QUEUE: (
        gettext_lazy("Nothing waits to be reviewed"),
        gettext_lazy(
            "Finished chats that a rule chooses wait here: a low rating, a long silence, a random "
            "draw. Chats you took part in go to somebody else."
        ),
    ),
    MINE: (
        gettext_lazy("You are reviewing nothing"),
        gettext_lazy("Take the next chat that waits; it is yours for four hours at a time."),
    ),
    TEAM: (
        gettext_lazy("The team has nothing to review"),
        gettext_lazy("Every chat that is not reviewed yet stands here, whoever has it."),
    ),
    OVERDUE: (
        gettext_lazy("Nothing is overdue"),
        gettext_lazy("A chat that is not reviewed in time comes here."),
    ),
    DONE: (
        gettext_lazy("No review is done yet"),
        gettext_lazy("Done reviews stay here, also of reviewers who have left."),
    ),
    APPEALS: (
        gettext_lazy("No appeal waits"),
        gettext_lazy(
            "An operator who sees a review otherwise can appeal. Somebody else than the first "
            "reviewer decides."
        ),
    ),
    ABOUT: (
        gettext_lazy("No review of your chats yet"),
        gettext_lazy(
            "When a colleague has read a chat of yours, what they say stands here: what went well, "
            "what to try. You can answer, and appeal."
        ),
    ),
}
OF_UNDONE = {QUEUE, MINE, TEAM, OVERDUE}


@require_safe
@needs("chat")
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    member, asked = request.membership, request.GET
    wanted = _wanted(asked.get("operator"), asked.get("reason"), asked.get("view"))
    found = listing(member, asked.get("view"), asked.get("page"), wanted)
    title, text = EMPTY[found.view]
    context = {
        "listing": found,
        "rows": [_row(task) for task in found.page],
        "tabs": [(name, TABS[name], found.counts.get(name)) for name in views_for(member)],
        "empty_title": title,
        "empty_text": text,
        "oversees": member.may("oversee"),
        **_filter(found),
    }
    return shown(request, "feedback/reviews.html", context)


def _wanted(operator: str | None, reason: str | None, view: str | None) -> Wanted:
    number = int(operator) if operator and operator.isascii() and operator.isdigit() else None
    is_known = reason in Reason.values and not (view in OF_UNDONE and reason in BLIND)
    return Wanted(number if number and number < 2**62 else None, str(reason) if is_known else "")


def _filter(found: Listing) -> dict[str, Any]:
    """What it can be narrowed to. Reasons that would tell the rating only once it is scored."""
    people = Membership.objects.filter(reviewed_chats__isnull=False).distinct()
    told = [each for each in Reason if found.view not in OF_UNDONE or each not in BLIND]
    chosen = {"view": found.view, "operator": found.wanted.operator, "reason": found.wanted.reason}
    return {
        "people": people.order_by("display_name").values_list("pk", "display_name"),
        "reasons": [(each.value, each.label) for each in told],
        "is_narrowed": bool(found.wanted.operator or found.wanted.reason),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
    }


def _row(task: ReviewTask) -> dict[str, Any]:
    review = next((each for each in task.reviews.all() if each.is_done or not task.is_done), None)
    state = state_of(task, review)
    return {
        "task": task,
        "review": review if task.is_done else None,
        "state": state,
        "label": LABELS[state],
        "reasons": reasons_shown(task),
    }


@require_POST
@needs("oversee")
def take_next(request: HttpRequest, slug: str) -> HttpResponse:
    task = claim_next(member=request.membership)
    if task is None:
        messages.info(request, _("Nothing waits that you could review."))
        return redirect("reviews", slug)
    return redirect("review", slug, task.pk)
