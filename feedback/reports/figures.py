"""Everything a report says, as plain numbers: for the API, the digest mail and whoever else asks.
Call inside the company's scope."""

from typing import Any

from feedback.surveys.figures import Figure
from tenants.models import Tenant

from .asking import EVERYTHING, Filters, Period
from .reading import totals
from .told import Told

HALF, MOST = 0.5, 0.9


def told(period: Period, filters: Filters = EVERYTHING) -> Told:
    given = filters.given
    return Told(totals(period, filters), bool(given), "member" in given)


def report(tenant: Tenant, period: Period, filters: Filters = EVERYTHING) -> dict[str, Any]:
    """Two periods beside each other; JSON as it is.

    {"period": {"first", "last"}, "before": {"first", "last"}, "zone", "filters": {name: key},
    "figures": FIGURES, "figures_before": FIGURES}, FIGURES being what `figures` returns. Days are
    those of the company's calendar, in which a chat began; only finished chats are counted. A
    sandbox is in no report: then every count is 0.
    """
    before = period.before
    return {
        "period": _days(period),
        "before": _days(before),
        "zone": tenant.zone,
        "filters": filters.given,
        "figures": figures(told(period, filters)),
        "figures_before": figures(told(before, filters)),
    }


def figures(of: Told) -> dict[str, Any]:
    """Counts are whole numbers, `*_s` seconds (`p50`: half were not longer, `p90`: nine of ten),
    shares {"value", "low", "high", "of"} between 0 and 1, the interval being 95 % sure. None: there
    was nothing, or too little to say it of a few chats."""
    counts = ("outside", "by_bot", "answered", "gaps", "asked", "rated", "promised", "reviewed")
    return {
        "chats": of.chats,
        **{name: of.totals[name] for name in counts},
        "wait_s": {"p50": of.wait(HALF), "p90": of.wait(MOST)},
        "first_answer_s": {"p50": of.answer(HALF), "p90": of.answer(MOST)},
        "handling_s": {"p50": of.handling(HALF), "p90": of.handling(MOST)},
        "within_target": _share(of.in_target),
        "gaps_over_two_minutes": _share(of.long_gaps),
        "abandoned": _share(of.abandoned),
        "satisfied": _share(of.satisfied),
        "response": _share(of.response),
        "upset": _share(of.upset),
        "promises_kept": _share(of.kept),
        "review_score": of.review_score,
        "reviews_passed": _share(of.passed),
    }


def _share(figure: Figure | None) -> dict[str, float | int | None] | None:
    if figure is None:
        return None
    return {"value": figure.value, "low": figure.low, "high": figure.high, "of": figure.answers}


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}
