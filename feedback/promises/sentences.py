"""How a promise is told to the customer: in their language, on their clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chat.models import Visitor
from chat.phrases import language_for
from tenants.hours import zone_named
from tenants.models import Tenant

SELF, COLLEAGUE, TEAM = "self", "colleague", "team"


@contextmanager
def in_language_of(visitor: Visitor) -> Iterator[None]:
    with translation.override(language_for(visitor)):
        yield


def promised(by: str, what: str, due_at: datetime, visitor: Visitor, name: str = "") -> str:
    """`by`: SELF, COLLEAGUE (who has the `name`) or TEAM."""
    with in_language_of(visitor):
        words = {
            SELF: _("I will get back to you by {when}: {what}"),
            COLLEAGUE: _("{name} will get back to you by {when}: {what}"),
            TEAM: _("We will get back to you by {when}: {what}"),
        }[by]
        return words.format(name=name, when=when_for(visitor, due_at), what=what)


def kept(what: str, visitor: Visitor, *, is_late: bool) -> str:
    with in_language_of(visitor):
        words = (
            _("Promise kept, late. We are sorry: {what}") if is_late else _("Promise kept: {what}")
        )
        return words.format(what=what)


def dropped(what: str, why: str, visitor: Visitor) -> str:
    with in_language_of(visitor):
        return _("We cannot keep this promise: {what} {why}").format(what=ended(what), why=why)


def ended(what: str) -> str:
    """As a sentence that another one can follow."""
    return what if what[-1:] in ".!?…。؟" else f"{what}."


def left_question(visitor: Visitor) -> str:
    """What a promise made by itself is about."""
    with in_language_of(visitor):
        return _("the answer to your question")


def when_for(visitor: Visitor, at: datetime) -> str:
    """ "Monday, 24 November, 17:00", by the visitor's clock; by the company's, and named, where
    theirs is not known. In the active language."""
    if visitor.zone:
        return moment(at, zone_named(visitor.zone))
    zone = zone_named(visitor.tenant.zone)
    city = zone.key.rpartition("/")[2].replace("_", " ")
    return _("{when} ({city} time)").format(when=moment(at, zone), city=city)


def moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    same_year = local.year == timezone.now().astimezone(zone).year
    return _("{weekday}, {date}, {time}").format(
        weekday=date_format(local, "l"),
        date=date_format(local, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT"),
        time=date_format(local, "TIME_FORMAT"),
    )


def when_for_company(tenant: Tenant, at: datetime) -> str:
    return moment(at, zone_named(tenant.zone))
