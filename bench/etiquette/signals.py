"""The list of signals in docs/etiquette.md, made from the signals themselves."""

from django.utils import translation

from chat.mood.signals import SIGNALS

from .tables import Table


def signal_list() -> str:
    with translation.override("en"):
        rows = [
            [f"`{each.name}`", str(each.why), f"{each.points:g}", f"{each.most:g}"]
            for each in SIGNALS
        ]
    return str(Table("", ["signal", "why", "each time", "at most"], rows))
