"""What a company chooses about moods; kept in `Tenant.mood`, only what differs from the usual."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from tenants.models import Tenant

UPSET, CALLS = 40, 65  # scores
LEAST, MOST = 20, 100  # that a company can set


@dataclass(frozen=True)
class Choices:
    """`upset`: the score from which on the card is shown; `calls`: that from which on supervisors
    are told. `raises`: an upset customer's chat becomes more urgent."""

    is_on: bool = True
    upset: int = UPSET
    raises: bool = True
    tells: bool = True
    calls: int = CALLS


USUAL = Choices()


def choices_of(tenant: Tenant) -> Choices:
    known = {field.name for field in fields(Choices)}
    return Choices(**{name: value for name, value in tenant.mood.items() if name in known})


def keep(tenant: Tenant, wanted: Choices) -> None:
    usual: dict[str, Any] = asdict(USUAL)
    tenant.mood = {name: v for name, v in asdict(wanted).items() if v != usual[name]}
    tenant.save(update_fields=["mood"])
