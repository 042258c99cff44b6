"""Invitations that nobody accepted yet: send again, take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import NotAllowed
from ..invitations import revoke, send_again
from ..mail import NotSent
from ..models import Invitation
from ..rights import needs
from .people import NOT_SENT


@require_POST
@needs("manage_people")
def again(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    invitation = _pending_or_404(request, invitation_id)
    try:
        send_again(by=request.membership, invitation=invitation)
    except NotAllowed as error:
        messages.error(request, error.message)
    except NotSent:
        messages.error(request, NOT_SENT)
    else:
        told = _("A new link is on its way to {email}. The old one stopped working.")
        messages.success(request, told.format(email=invitation.email))
    return redirect("people", slug)


@require_POST
@needs("manage_people")
def take_back(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    invitation = _pending_or_404(request, invitation_id)
    revoke(invitation=invitation)
    told = _("The link sent to {email} no longer works.")
    messages.success(request, told.format(email=invitation.email))
    return redirect("people", slug)


def _pending_or_404(request: HttpRequest, invitation_id: int) -> Invitation:
    pending = request.tenant.invitations.filter(accepted_at=None, revoked_at=None)
    return get_object_or_404(pending, pk=invitation_id)
