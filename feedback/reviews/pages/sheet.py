"""`/t/<slug>/reviews/<id>/`: the transcript beside the scorecard, and what both sides say to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback.actions import review_answers, review_claims, reviewing
from feedback.models import ReviewTask
from feedback.reviews.forms import WordsForm
from feedback.reviews.reading import read_values, read_written
from feedback.reviews.refusal import NotDone
from feedback.reviews.sheet import Sheet, counted, mode_for, reasons_shown, sheet_for
from feedback.reviews.states import LABELS, state_of
from feedback.reviews.transcript import lines_of
from tenants.hours import zone_named
from tenants.rights import needs

from .company import say_no, shown

SAVING = "application/json"


@needs("chat")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, task_id: int) -> HttpResponse:
    task = _task(task_id)
    mode = mode_for(request.membership, task)
    if mode is None:
        raise Http404
    do = DOES.get(request.POST.get("do", "")) if request.method == "POST" else None
    if do is None:
        return _page(request, sheet_for(request.membership, task, mode))
    try:
        return do(request, task)
    except NotDone as refused:
        return _refused(request, task, refused)


def _task(task_id: int) -> ReviewTask:
    rows = ReviewTask.objects.select_related(
        "operator", "claimed_by", "calibration__version", "conversation__visitor"
    )
    return get_object_or_404(rows.defer("operator__photo", "claimed_by__photo"), pk=task_id)


def _page(
    request: HttpRequest,
    sheet: Sheet,
    errors: dict[str, str] | None = None,
    words: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    task, zone = sheet.task, zone_named(request.tenant.zone)
    state = state_of(task, sheet.review)
    context = {
        "sheet": sheet,
        "task": task,
        "lines": lines_of(task.conversation, task.closing, zone, sheet.messages),
        "auto": counted(task) if sheet.mode == "read" else None,
        "reasons": reasons_shown(task),
        "state": state,
        "state_label": LABELS[state],
        "errors": errors or {},
        "words": words,
    }
    return shown(request, "feedback/review.html", context, status)


def _refused(request: HttpRequest, task: ReviewTask, refused: NotDone) -> HttpResponse:
    """What was written stays: it was saved, or stands in the form again."""
    if request.accepts(SAVING) and not request.accepts("text/html"):
        return JsonResponse({"error": str(refused)}, status=409)
    if not refused.fields:
        say_no(request, refused)
        return redirect("review", request.tenant.slug, task.pk)
    reviewing.save_draft(
        member=request.membership, task_id=task.pk, written=read_written(request.POST)
    )
    say_no(request, refused)
    task = _task(task.pk)
    sheet = sheet_for(request.membership, task, mode_for(request.membership, task) or "")
    return _page(request, sheet, refused.fields, status=422)


# --- What can be done -----------------------------------------------------------------------------


def _claim(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    if not request.membership.may("oversee"):
        raise Http404
    review_claims.claim(member=request.membership, task_id=task.pk)
    return redirect("review", request.tenant.slug, task.pk)


def _release(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    review_claims.release(member=request.membership, task_id=task.pk)
    messages.success(request, _("Given back. Your draft waits here in case you return."))
    return redirect("reviews", request.tenant.slug)


def _save(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    written = read_written(request.POST)
    saved = reviewing.save_draft(member=request.membership, task_id=task.pk, written=written)
    if request.accepts("text/html"):
        messages.success(request, _("Draft saved."))
        return redirect("review", request.tenant.slug, task.pk)
    at = timezone.localtime(saved.saved_at, zone_named(request.tenant.zone))
    return JsonResponse({"saved": date_format(at, "TIME_FORMAT")})


def _finish(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    written = read_written(request.POST)
    done = reviewing.finish(member=request.membership, task_id=task.pk, written=written)
    if task.calibration_id:
        messages.success(request, _("Done. You see the others once all are done."))
        return redirect("calibration", request.tenant.slug, task.calibration_id)
    words = _("Done: {score} of 100. {name} can read it now.")
    name = task.operator.display_name
    messages.success(request, words.format(score=done.score, name=name))
    return redirect("review", request.tenant.slug, task.pk)


def _acknowledge(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    review_answers.acknowledge(member=request.membership, review_id=_review_id(task))
    messages.success(request, _("Acknowledged. The review is closed."))
    return redirect("review", request.tenant.slug, task.pk)


def _reply(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    return _with_words(
        request, task, review_answers.reply, _("Your reply"), _("Sent to the reviewer.")
    )


def _appeal(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    return _with_words(
        request,
        task,
        review_answers.appeal,
        _("What you see otherwise"),
        _("Appealed. Somebody else than the first reviewer decides."),
    )


def _with_words(
    request: HttpRequest, task: ReviewTask, act: Callable[..., object], label: str, done: str
) -> HttpResponse:
    form = WordsForm(request.POST, label=label)
    if not form.is_valid():
        sheet = sheet_for(request.membership, task, mode_for(request.membership, task) or "")
        return _page(request, sheet, words=form, status=422)
    act(member=request.membership, review_id=_review_id(task), text=form.cleaned_data["text"])
    messages.success(request, done)
    return redirect("review", request.tenant.slug, task.pk)


def _decide(request: HttpRequest, task: ReviewTask) -> HttpResponse:
    if not request.membership.may("oversee"):
        raise Http404
    form = WordsForm(request.POST, label=_("Your reasons"))
    if not form.is_valid():
        sheet = sheet_for(request.membership, task, mode_for(request.membership, task) or "")
        return _page(request, sheet, words=form, status=422)
    review_answers.decide(
        member=request.membership,
        review_id=_review_id(task),
        answer=form.cleaned_data["text"],
        values=read_values(request.POST),
    )
    messages.success(request, _("Decided. Both of them can read why."))
    return redirect("review", request.tenant.slug, task.pk)


def _review_id(task: ReviewTask) -> int:
    found = task.reviews.filter(done_at__isnull=False).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return found


DOES: dict[str, Callable[[HttpRequest, ReviewTask], HttpResponse]] = {
    "claim": _claim,
    "release": _release,
    "save": _save,
    "finish": _finish,
    "acknowledge": _acknowledge,
    "reply": _reply,
    "appeal": _appeal,
    "decide": _decide,
}
