"""What the checks of the composer are called."""

from chat.etiquette.house import PREFIX
from chat.etiquette.models import HouseRule
from chat.etiquette.rules import BY_NAME


def title_of(rule: str) -> str:
    """Also of a house rule; the bare name of one that is no more. Call inside the company's
    scope."""
    if rule in BY_NAME:
        return str(BY_NAME[rule].title)
    number = rule.removeprefix(PREFIX)
    row = HouseRule.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return row.text if row else rule
