"""Scorecards and their versions. Nothing is ever changed: a change is a new version."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.phrases import language_of
from feedback.models import Criterion, Scorecard, ScorecardVersion
from feedback.reviews.refusal import NotDone
from feedback.reviews.usual_scorecard import Line, usual_lines, usual_name
from tenants.audit import record
from tenants.models import Membership, Tenant

MOST_LINES = 25
MOST_CARDS = 20


def current_version(tenant: Tenant) -> ScorecardVersion:
    """What new reviews are made with; a company that has not shaped its own gets ours."""
    newest = _newest(tenant)
    if newest is None:
        _begin(tenant)
        newest = _newest(tenant)
    assert newest is not None
    return newest


def _newest(tenant: Tenant) -> ScorecardVersion | None:
    rows = ScorecardVersion.objects.filter(tenant=tenant, scorecard__is_current=True)
    return rows.select_related("scorecard").order_by("-number").first()


@transaction.atomic
def _begin(tenant: Tenant) -> None:
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    if _newest(tenant) is None:
        language = language_of(tenant)
        card = Scorecard.objects.create(tenant=tenant, name=usual_name(language), is_current=True)
        _write(card, usual_lines(language), passes_at=75, by=None)


@transaction.atomic
def new_scorecard(*, tenant: Tenant, name: str, by: Membership) -> Scorecard:
    """Not used before it is made the current one; begins as ours. Raises NotDone."""
    if Scorecard.objects.filter(tenant=tenant).count() >= MOST_CARDS:
        raise NotDone(_("There are {n} scorecards. Shape one of them.").format(n=MOST_CARDS))
    card = Scorecard.objects.create(tenant=tenant, name=name)
    _write(card, usual_lines(language_of(tenant)), passes_at=75, by=by)
    record("review.rules_changed", target=name, number=1)
    return card


@transaction.atomic
def make_current(*, card: Scorecard) -> None:
    Tenant.objects.select_for_update(no_key=True).get(pk=card.tenant_id)
    Scorecard.objects.filter(tenant=card.tenant_id, is_current=True).update(is_current=False)
    Scorecard.objects.filter(pk=card.pk).update(is_current=True)
    record("review.rules_changed", target=card.name, is_current=True)


@transaction.atomic
def shape(
    *,
    card: Scorecard,
    based_on: int,
    name: str,
    lines: Sequence[Line],
    passes_at: int,
    by: Membership,
) -> ScorecardVersion:
    """The next version. `based_on`: the number of the version this was made from.

    Raises NotDone: an empty scorecard, too many lines, somebody else was quicker.
    """
    _check(lines)
    Scorecard.objects.select_for_update(no_key=True).get(pk=card.pk)
    if card.versions.order_by("-number").values_list("number", flat=True)[0] != based_on:
        raise NotDone(_("Somebody else has changed this scorecard meanwhile. Look at it again."))
    Scorecard.objects.filter(pk=card.pk).update(name=name)
    before = Criterion.objects.filter(version__scorecard=card, version__number=based_on)
    known = {each.lineage for each in before}
    record("review.rules_changed", target=name, number=[based_on, based_on + 1])
    lines = [line if line.root in known else replace(line, root=0) for line in lines]
    return _write(card, lines, passes_at=passes_at, by=by, number=based_on + 1)


def _check(lines: Sequence[Line]) -> None:
    if not lines:
        raise NotDone(
            _("A scorecard needs at least one criterion: there would be nothing to score.")
        )
    if len(lines) > MOST_LINES:
        raise NotDone(
            ngettext(
                "A scorecard has {n} criterion at most.",
                "A scorecard has {n} criteria at most.",
                MOST_LINES,
            ).format(n=MOST_LINES)
        )
    told = [line.text.casefold() for line in lines]
    if len(set(told)) < len(told):
        raise NotDone(_("Two criteria say the same. Change one of them."))


def _write(
    card: Scorecard,
    lines: Sequence[Line],
    *,
    passes_at: int,
    by: Membership | None,
    number: int = 1,
) -> ScorecardVersion:
    version = ScorecardVersion.objects.create(
        tenant_id=card.tenant_id, scorecard=card, number=number, passes_at=passes_at, made_by=by
    )
    Criterion.objects.bulk_create(
        Criterion(
            tenant_id=card.tenant_id,
            version=version,
            position=position,
            text=line.text,
            help=line.help,
            weight=line.weight,
            is_critical=line.is_critical,
            hint=line.hint,
            root=line.root or None,
        )
        for position, line in enumerate(lines, start=1)
    )
    return version
