"""How figures read, and the pictures beside them."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from feedback.surveys.figures import Figure
from feedback.surveys.pictures import along

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.834 reads "83%"."""
    if share is None:
        return "–"
    number = number_format(round(100 * share), use_l10n=True)
    return pgettext("a share", "{number}%").replace("{number}", number)


@register.filter
def decimal(value: float | None) -> str:
    return "–" if value is None else number_format(value, decimal_pos=1, use_l10n=True)


@register.filter
def signed(value: float) -> str:
    """Of net promoters, in points: "+34"."""
    return f"{round(100 * value):+d}".replace("-", "−")


@register.filter
def interval(figure: Figure | None, how: str = "percent") -> str:
    """ "71% to 92%", or "" where one cannot be told."""
    if figure is None or figure.low is None:
        return ""
    say = {"percent": percent, "decimal": decimal, "signed": signed}[how]
    return _("{low} to {high}").format(low=say(figure.low), high=say(figure.high))


@register.inclusion_tag("feedback/_figure.html")
def figure(value: Figure | None, how: str = "percent") -> dict[str, Any]:
    """A figure with the interval it is sure of."""
    say = {"percent": percent, "decimal": decimal, "signed": signed}[how]
    return {"figure": value, "value": say(value.value) if value else "–", "how": how}


@register.inclusion_tag("feedback/_interval.html")
def picture(value: Figure | None, least: float = 0, most: float = 1) -> dict[str, Any]:
    """A dot on a line, with a bar as wide as its interval."""
    return {"mark": along(value, least, most) if value else None}


@register.inclusion_tag("feedback/_face.html")
def score_face(score: int, scale: str = "faces", size: int = 28) -> dict[str, Any]:
    """The face of a score from 1 to 5, or the thumb."""
    bend = 2.5 * (score - 3)
    mouth = f"M7.5 {15.5 - 0.4 * bend:g}q4.5 {bend:g} 9 0"
    return {"mouth": mouth, "is_thumb": scale == "thumbs", "is_down": score < 3, "size": size}


@register.filter
def isoday(day: date) -> str:
    return f"{day:%Y-%m-%d}"
