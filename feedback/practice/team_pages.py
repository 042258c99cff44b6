"""What supervisors see of practice: runs that wait for a word, everybody's progress, and the
scenarios the company writes itself."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.models import PracticeRun, PracticeScenario
from tenants.audit import trailed
from tenants.models import Membership, Role
from tenants.rights import needs

from .catalogue import find, of_row
from .forms import NumberForm
from .gating import Progress, passed_by_each, require_of, require_of_newcomers
from .pages import show, to_review
from .preview import handled_badly, handled_well
from .scenario_forms import ScenarioForm
from .shipped import shipped

A_PAGE = 30
WAITING, ALL, PEOPLE = VIEWS = ("waiting", "all", "people")


@require_safe
@needs("oversee")
def team(request: HttpRequest, slug: str) -> HttpResponse:
    view = request.GET.get("view")
    view = view if view in VIEWS else WAITING
    waiting = to_review(request.membership)
    context = {"view": view, "waiting": waiting.count(), "company": request.tenant}
    if view in (WAITING, ALL):
        rows = waiting.order_by("ended_at") if view == WAITING else _all_runs()
        rows = rows.select_related("member").defer("member__photo")
        context["page"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    else:
        context |= {"people": _people(), "newcomers": request.tenant.practice_required}
    return show(request, "feedback/practice_team.html", context)


@require_safe
@needs("oversee")
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """The company's own scenarios, and those to begin from."""
    waiting = to_review(request.membership).count()
    context = {"view": "own", "waiting": waiting, "own": _own(), "shipped": shipped().values()}
    return show(request, "feedback/practice_team.html", context)


def _all_runs():
    return PracticeRun.objects.exclude(ended_at=None).order_by("-started_at")


def _people() -> list[tuple[Membership, Progress, int]]:
    """Whoever answers chats: how far they are, and how often they have practised."""
    people = Membership.objects.active().filter(role__in=(Role.OPERATOR, Role.TRAINEE))
    ordered = list(people.defer("photo").order_by("-must_practise", "display_name", "pk"))
    passed, runs = passed_by_each(), dict(_counts())
    return [
        (person, Progress(person.practice_required, passed[person.pk]), runs.get(person.pk, 0))
        for person in ordered
    ]


def _counts():
    counted = PracticeRun.objects.values("member").annotate(runs=Count("id")).order_by()
    return counted.values_list("member", "runs")


@require_POST
@needs("oversee")
def require(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """How many scenarios this person has to pass before real chats."""
    person = get_object_or_404(Membership.objects.active().defer("photo"), pk=member_id)
    form = NumberForm(request.POST)
    if form.is_valid():
        require_of(member=person, number=form.cleaned_data["number"])
        messages.success(request, _("Saved for {name}.").format(name=person.display_name))
    else:
        messages.warning(request, _("Enter a number from 0 to 20."))
    return _to_people(request)


def _to_people(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("practice_team", args=[request.tenant.slug]) + f"?view={PEOPLE}")


@require_POST
@needs("manage_people")
def newcomers(request: HttpRequest, slug: str) -> HttpResponse:
    form = NumberForm(request.POST)
    if form.is_valid():
        require_of_newcomers(company=request.tenant, number=form.cleaned_data["number"])
        messages.success(request, _("Saved. It counts for whoever joins from now on."))
    else:
        messages.warning(request, _("Enter a number from 0 to 20."))
    return _to_people(request)


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("practice", PracticeScenario, action="text.changed")
def scenario(request: HttpRequest, slug: str, scenario_id: int | None = None) -> HttpResponse:
    """One of the company's own, or a new one; `?from=` begins with a copy of another."""
    row = get_object_or_404(_own(), pk=scenario_id) if scenario_id else None
    begun = of_row(row) if row else _copied(request)
    form = ScenarioForm(request.POST if request.method == "POST" else None, scenario=begun)
    context = {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") != "preview":
            return _kept(request, row, form)
        made = form.scenario
        context |= {"good": handled_well(made), "bad": handled_badly(made)}
    return render(request, "feedback/practice_scenario.html", context)


def _copied(request: HttpRequest):
    key = request.GET.get("from", "")
    found = find(key) if key else None
    if key and found is None:
        raise Http404
    return found


def _own():
    return PracticeScenario.objects.filter(archived_at=None)


def _kept(request: HttpRequest, row: PracticeScenario | None, form: ScenarioForm) -> HttpResponse:
    made = form.scenario
    columns = {
        "title": made.title,
        "content": made.as_data(),
        "by": request.membership,
        "changed_at": timezone.now(),
    }
    if row is None:
        PracticeScenario.objects.create(tenant=request.tenant, **columns)
    else:
        _own().filter(pk=row.pk).update(version=F("version") + 1, **columns)
    messages.success(request, _("The scenario is saved. Runs that were played keep theirs."))
    return redirect("practice_scenarios", request.tenant.slug)


@require_POST
@needs("oversee")
@trailed("practice", PracticeScenario, action="text.changed")
def put_away(request: HttpRequest, slug: str, scenario_id: int) -> HttpResponse:
    row = get_object_or_404(_own(), pk=scenario_id)
    _own().filter(pk=row.pk).update(archived_at=timezone.now())
    messages.success(request, _("The scenario is put away. Its runs stay."))
    return redirect("practice_scenarios", slug)
