"""How an attempt ends."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# Why nobody answered properly, in words for the delivery log.
WHY = {
    "slow": _("It did not answer within 8 seconds."),
    "unreachable": _("It could not be reached."),
    "forbidden": _("Its address is not a public one, so it was not asked."),
    "sealed": _("Its address or secret cannot be read any more. Enter it again."),
}


@dataclass(frozen=True)
class Result:
    """How an attempt ended. `why`: one of outcomes.WHY where nobody answered properly."""

    status: int | None
    ms: int
    why: str = ""

    @property
    def has_worked(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == 410
