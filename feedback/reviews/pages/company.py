"""What the pages share: the company's clock, and a sentence where something was refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from feedback.reviews.refusal import NotDone
from tenants.hours import zone_named


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context["now"] = timezone.now()
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, template, context, status=status)


def say_no(request: HttpRequest, refused: NotDone) -> None:
    messages.warning(request, str(refused))
