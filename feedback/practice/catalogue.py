"""Which scenarios somebody can practise: those that come along and the company's own. Call inside
the company's scope."""

from dataclasses import replace

from feedback.models import PracticeScenario

from .scenario import Scenario, read
from .shipped import shipped

OWN = "own-"


def all_scenarios() -> list[Scenario]:
    """As they are played from now on."""
    own = PracticeScenario.objects.filter(archived_at=None)
    return [*shipped().values(), *map(of_row, own)]


def find(key: str) -> Scenario | None:
    """None for one that was put away, or never was."""
    if key in shipped():
        return shipped()[key]
    number = key.removeprefix(OWN)
    if key == number or not number.isdecimal() or len(number) > 18:
        return None
    row = PracticeScenario.objects.filter(pk=int(number), archived_at=None).first()
    return row and of_row(row)


def of_row(row: PracticeScenario) -> Scenario:
    return replace(read(row.content), key=row.key, version=row.version)
