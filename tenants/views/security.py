"""Where a person is signed in, and signing out there. Their account, no company's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..signin.sessions import end_session, end_sessions


@require_POST
@login_required
def end_one(request: HttpRequest, row_id: int) -> HttpResponse:
    if not end_session(request.user, row_id):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    count = end_sessions(request.user, but=request.session.session_key)
    told = ngettext(
        "Signed out of {count} other browser.", "Signed out of {count} other browsers.", count
    )
    messages.success(request, told.format(count=count))
    return redirect("mfa_index")
