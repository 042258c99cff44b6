"""What to do otherwise, and what went well: what moved the customer, with the message it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST = 5  # of each sort: more is not read
TO_CHANGE = {
    "abuse": _(
        "You insulted the customer. Whatever they say, stay polite: say what has to stop, and help."
    ),
    "blame": _("That sounds as if it were the customer's fault. Say what can be done now instead."),
    "shouting": _("Capitals and rows of exclamation marks read as shouting."),
    "delay": _("They waited long for this. Say that you are looking, and until when."),
    "ignored": _("They did not feel heard. Say back what they told you, or ask about it."),
    "negative": _(
        "A no by itself ends the talk. Say what you can do: “Let me find another way for you.”"
    ),
    "repeated": _("They had told you this already. Read back before you ask."),
    "same_again": _(
        "You had said exactly this before. Say it in other words, or say something new."
    ),
    "sells": _("They came with a problem. Solve it first; offer nothing to buy."),
    "handed_over_silently": _("They were passed on without a word. Say who helps now, and why."),
    "shortcuts": _("Write words in full: not everybody knows the short ones, and they sound curt."),
    "closed": _("Yes or no answers this. An open question tells you more: “What happened when …?”"),
    "vague": _("“Soon” is no time. Name one you can keep."),
}
WENT_WELL = {
    "empathy": _("You showed that you understand how they feel, and it calmed them."),
    "apology": _("You said sorry, and meant it: that calmed them."),
    "solution": _("This is what they came for."),
    "options": _("You said what can be done and let them choose."),
    "time": _("You said until when. People wait calmly when they know how long."),
    "asked_well": _("A good question: they told you what you needed to know."),
    "greeting": _("You greeted them."),
    "thanks": _("You thanked them."),
}


@dataclass(frozen=True)
class Tip:
    """`seq`: the message it comes from, where there is one; `times`: how often in this chat."""

    why: str
    text: str
    seq: int | None
    times: int


def to_change(changes: Iterable[Mapping[str, Any]]) -> list[Tip]:
    """What cost most first."""
    return _told(changes, TO_CHANGE, lambda points: points > 0)


def went_well(changes: Iterable[Mapping[str, Any]]) -> list[Tip]:
    return _told(changes, WENT_WELL, lambda points: points < 0)


def _told(changes: Iterable[Mapping[str, Any]], words: Mapping[str, Any], counts: Any) -> list[Tip]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for change in changes:
        if change["why"] in words and counts(change["points"]):
            found.setdefault(change["why"], []).append(change)
    weights = {why: sum(abs(each["points"]) for each in of) for why, of in found.items()}
    ordered = sorted(found, key=lambda why: -weights[why])[:MOST]
    return [Tip(why, words[why], found[why][0].get("seq"), len(found[why])) for why in ordered]
