"""The log of an endpoint as people read it."""

import json
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Delivery, Endpoint
from .outcomes import WHY

State = Delivery.State
VIEWS = {"": _("All"), "waiting": _("Waiting"), "failed": _("Given up")}
STATES = {"waiting": (State.QUEUED, State.SENDING), "failed": (State.FAILED,)}


def log_of(row: Endpoint, view: str = "") -> QuerySet[Delivery]:
    """The newest first; `view` is one of VIEWS. What is told later (anonymous ratings) is not
    there yet: its place between the others would say which chat it is about."""
    rows = Delivery.objects.filter(endpoint=row, at__lte=timezone.now())
    if view in STATES:
        rows = rows.filter(state__in=STATES[view])
    return rows.order_by("-at", "-pk")


def how_many_wait() -> Subquery:
    """For rows of endpoints; None for none."""
    of_row = Delivery.objects.filter(endpoint=OuterRef("pk"), state=State.QUEUED)
    return Subquery(of_row.values("endpoint").annotate(number=Count("pk")).values("number"))


def laid_out(body: str) -> str:
    """For reading; as it is where it is no JSON."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body


def tries_of(delivery: Delivery) -> list[dict[str, Any]]:
    """Each attempt with its moment and how it went: "status" or, in words, "why"."""
    return [
        {**one, "at": datetime.fromisoformat(one["at"]), "why": WHY.get(one["why"], "")}
        for one in delivery.tries
    ]
