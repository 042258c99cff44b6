"""What a company has, for whoever is about to delete it. Other apps add theirs."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from tenants.models import Membership


class Line(NamedTuple):
    """`label` in the active language; `size` in words, where that says more."""

    label: str
    count: int
    size: str = ""


Teller = Callable[[], Iterable[Line]]
_tellers: list[Teller] = []


def tell_with(teller: Teller) -> None:
    """`teller()`: what there is of each sort, of the company whose scope is open."""
    if teller not in _tellers:
        _tellers.append(teller)


def inventory() -> list[Line]:
    """Without what there is none of."""
    return [line for teller in (_people, *_tellers) for line in teller() if line.count]


def _people() -> Iterable[Line]:
    yield Line(_("People"), Membership.objects.active().count())
