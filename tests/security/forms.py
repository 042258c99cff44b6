"""Fills in every form of a page the way a person would, with a payload wherever text goes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from .payloads import MARK, POLYGLOT

# What a form only takes in its own shape carries as much of a payload as fits.
SHAPED = {
    "email": f"{MARK}@customer.example",
    "url": f"https://evil.example/?\"'><{MARK}>",
    "number": "1",
    "date": "2100-02-02",
    "time": "10:00",
    "datetime-local": "2100-02-02T10:00",
    "color": "#336699",
    "month": "2100-02",
}
NOT_FILLED = {"submit", "button", "image", "reset", "file", "password"}


@dataclass
class Form:
    action: str
    method: str
    data: dict[str, Any] = field(default_factory=dict)
    takes_text: bool = False


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self._select = address, [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(has.get("action") or self.address, has.get("method", "get")))
        elif self.forms and tag in ("input", "textarea", "select", "button"):
            self._take(tag, has)
        elif tag == "option" and self._select:
            self._choose(has)

    def _choose(self, has: dict[str, str]) -> None:
        """The one that is chosen, else the first."""
        data = self.forms[-1].data
        if "selected" in has or self._select not in data:
            data[self._select] = has.get("value", "")

    def _take(self, tag: str, has: dict[str, str]) -> None:
        form, name = self.forms[-1], has.get("name", "")
        kind = has.get("type", "text") if tag == "input" else tag
        self._select = name if tag == "select" else ""
        if not name or kind in NOT_FILLED or tag in ("button", "select") or "disabled" in has:
            return
        if kind == "hidden" or (kind in SHAPED and has.get("value")):
            form.data[name] = has.get("value", "")
        elif kind in ("checkbox", "radio"):
            if "checked" in has:
                form.data[name] = has.get("value", "on")
        else:
            form.takes_text = True
            most = int(has.get("maxlength") or len(POLYGLOT))
            form.data[name] = SHAPED.get(kind, POLYGLOT)[:most]


def forms_of(address: str, page: str) -> list[Form]:
    """Those that change something and take text, filled in. `address`: of the page."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.forms if form.method.lower() == "post" and form.takes_text]
