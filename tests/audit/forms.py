"""Filling in whatever forms a page has, as somebody who changes everything would."""

from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

SOON = (date.today() + timedelta(days=40)).isoformat()
FITTING = {
    "email": "new.colleague@acme.example",
    "url": "https://shop.acme.example/more",
    "date": SOON,
    "time": "09:30",
    "number": "7",
}


# What only a word of its own kind fits.
NAMED = {
    "site": "https://more.example",
    "value": "+49 30 1234567",
    "languages": "de",
    "jargon": "ETA = when it comes",
}


class Forms(HTMLParser):
    """`found`: {"action", "fields": [(name, type, value, is_on)]} of each form that is posted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = {"action": has.get("action", ""), "fields": []}
            if has.get("method", "").lower() == "post":
                self.found.append(self._form)
        if self._form is None or not (tag == "option" or has.get("name")):
            return
        kind, name, value = has.get("type", "text"), has.get("name", ""), has.get("value", "")
        if tag in ("input", "button"):
            kind = "submit" if tag == "button" else kind
            is_on = "checked" in has or kind not in ("checkbox", "radio")
            self._add(name, kind, value or ("on" if kind == "checkbox" else ""), is_on)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._add(self._select, "option", value, "selected" in has)
        elif tag == "textarea":
            self._area = name
            self._add(name, "textarea", "", True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, text: str) -> None:
        if self._area and self._form is not None:
            self._form["fields"][-1] = (self._area, "textarea", text.lstrip("\n"), True)

    def _add(self, *field: Any) -> None:
        assert self._form is not None
        self._form["fields"].append(field)


def ways_to_fill(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything otherwise; then each choice of its own; then as it is, by each of its buttons."""
    fields = [each for each in form["fields"] if each[1] != "submit"]
    buttons = [(n, v) for n, kind, v, _ in form["fields"] if kind == "submit"] or [("", "")]
    for name, value in buttons:
        pressed = {name: value} if name else {}
        yield _filled(fields, changes=True) | pressed
        yield _filled(fields, changes=False) | pressed
    for one in fields:
        if one[1] in ("radio", "option", "checkbox") and not one[3]:
            yield _filled(fields, changes=False) | {one[0]: one[2]}


def _filled(fields: list[Any], *, changes: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, kind, value, is_on in fields:
        if kind in ("checkbox", "radio", "option"):
            chosen = is_on != changes if kind == "checkbox" else is_on
            if chosen:
                data.setdefault(name, []).append(value)
        elif kind == "hidden":
            data[name] = value
        elif kind == "file":
            continue
        else:
            data[name] = NAMED.get(name) or _text(kind, value, changes=changes)
    return data


def _text(kind: str, value: str, *, changes: bool) -> str:
    if kind == "number" and value.isdigit():
        return str(int(value) + changes)
    if kind in FITTING:
        return FITTING[kind] if changes or not value else value
    return f"{value} more".strip() if changes else value or "words"
