"""One way to show a form field: label above, hint and error below, tied together for readers."""

from django import template
from django.forms import BoundField

register = template.Library()

DIRECTIONS = {"text": "auto", "textarea": "auto", "email": "ltr", "url": "ltr", "password": "ltr"}


@register.inclusion_tag("helpdesk/_field.html")
def field(
    bound: BoundField, label: str | None = None, hint: str | None = None, **attrs: object
) -> dict[str, object]:
    """`label` and `hint` replace those of the form; `attrs` go to the input.

    Placeholders are left out: they vanish while one types, and look like something filled in.
    What is typed runs in its own direction, whatever the page's is.
    """
    if hint is not None:
        bound.help_text = hint
    if direction := DIRECTIONS.get(getattr(bound.field.widget, "input_type", "textarea")):
        attrs.setdefault("dir", direction)
    return {
        "field": bound,
        "label": label or bound.label,
        "widget": bound.as_widget(attrs={"placeholder": False, **attrs}),
    }
