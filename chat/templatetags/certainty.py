"""Shares as people and as browsers read them."""

from django import template

register = template.Library()


@register.filter
def percent(share: float) -> int:
    return round(share * 100)


@register.filter
def dot(share: float) -> str:
    """For an attribute: with a dot, whatever the language."""
    return f"{share:.3f}"
