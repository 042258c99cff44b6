"""What the fuzzing says: frames made by docs/protocol.md, then bent; and what is no frame at all.

Everything comes from one seed. Whose conversation somebody may name is not known before a server
runs, so a frame holds a mark such as `MINE`, which `marks.fill` replaces.
"""

import json
import uuid
from random import Random
from typing import Any

from . import page
from .marks import ANOTHERS, FILE, FOREIGN, MINE, OLD_ID, TOKEN

Message = str | bytes | dict[str, Any]

NASTY = [
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202eexe.fdp",
    "😀" * 4_000,
    "x" * 8_001,
    "x" * 40_000,
    "1" * 4_400,
    "<script>alert(1)</script>",
    "'; DROP TABLE chat_entry; --",
    "%s%n{0}{{x}}[[x]]{visitor_name}",
    "../../etc/passwd",
    "https://shop.example/a?b=c#d",
    "javascript:alert(1)",
    "2026-11-22T09:30:00.123456Z",
    "9999-12-31T23:59:59+99:99",
    "0001-01-01T00:00:00+14:00",
    "2026-11-22",
    "-1",
    "NaN",
    "null",
    '"quoted" OR -minus (paren',
    "nobody@example.com",
    "Europe/Berlin",
]
WORDS = "Where is my parcel ? Thanks @Omar really now".split()
NUMBERS = [0, 1, 2, 3, 5, 40, -1, 2**31, 2**53, 2**53 + 1, 2**63, 2**64, 10**400, 0.5, -0.0, 1e308]
SPOILS = ['"', "}", "{", "\\", "\x00", "NaN", ",", "[" * 5_000, " " * 70_000]
MOST_DEEP = 3

OF_NUMBERS = set("seq after before n draft survey question follow_up article number".split())
OF_NUMBERS |= {"score", "view", "member", "department", "message_id"}
OF_TEXTS = set("body text words summary why what tag reason name title label url search".split())
OF_TEXTS |= {"cursor", "email", "epoch", "due_at", "until", "endpoint"}
OF_SWITCHES = set("on unseen shared closing typing option open contact sound desktop".split())
OF_SWITCHES |= {"push", "muted"}
ALWAYS = {"id", "conversation", "body", "v"}
# Fields that hold something with fields of its own; what is in there may be bent, too.
SHAPES: dict[str, list[Any]] = {
    "page": [{"url": "https://shop.example/a", "title": "Shop"}],
    "open": [[{"conversation": MINE, "after": 1}, {"conversation": ANOTHERS, "unseen": True}]],
    "claim": [{"id": 7, "name": "Anna", "email": "anna@example.com"}, {"id": "7"}],
    "attributes": [{"plan": "gold", "seats": 7, "new": True, "gone": None}],
    "to": [{"member": 1}, {"department": 1}, {"supervisor": True}, {"member": 2, "why": "x"}],
    "filters": [
        {"status": "open", "operator": 0, "department": 0, "tag": "refund", "language": "de"},
        {"since": "2026-11-22", "until": "2026-11-22", "priority": "high"},
    ],
    "purposes": [["follow_up"], ["marketing", "transcript"]],
    "texts": [[1, 2]],
    "options": [["Yes", "No"]],
    "quiet": [{"from": "22:00", "to": "07:00", "zone": "Europe/Berlin"}],
    "keys": [{"p256dh": "B" * 87, "auth": "A" * 22}],
    "until": ["2026-11-30T09:30:00Z"],
    "due_at": ["2027-01-30T09:30:00Z"],
    "for": ["hour", "day", "forever"],
    "status": ["open"],
}


class Grammar:
    """One person's way of putting things, by a seed."""

    def __init__(self, who: page.Who, seed: int) -> None:
        self.who = who
        self.chance = Random(seed)

    def session(self, most: int = 12) -> list[Message]:
        return [self.message() for _ in range(self.chance.randint(1, most))]

    def message(self) -> Message:
        how = self.chance.random()
        if how < 0.8:
            return self.frame()
        return self.bent() if how < 0.95 else self.no_frame()

    def frame(self) -> dict[str, Any]:
        """A frame of the page: whole, or with a field missing, another one there, one spoilt."""
        form = self.chance.choice(page.sent_by(self.who))
        names = [name for name in form.fields if self.chance.random() < 0.75 or name in ALWAYS]
        if self.who == "operator":
            names.append("conversation")
        frame = {"type": form.type} | {name: self.value(form, name) for name in names}
        if self.chance.random() < 0.3:
            name = self.chance.choice([*frame, self.chance.choice(page.words())])
            frame[name] = self.junk()
        if self.chance.random() < 0.1:
            frame.pop(self.chance.choice(list(frame)))
        return frame

    def value(self, form: page.Form, name: str) -> Any:
        """Mostly of the kind it should be."""
        match name:
            case "id":
                return OLD_ID if self.chance.random() < 0.2 else str(uuid.UUID(int=self._bits()))
            case "conversation" | "with":
                return self.chance.choice([MINE, MINE, MINE, MINE, ANOTHERS, FOREIGN])
            case "token":
                return TOKEN
            case "v":
                return 1
            case "attachments":
                return [FILE] * self.chance.randint(0, 2)
        if name in SHAPES and self.chance.random() < 0.7:
            return self._bend(self._any(SHAPES[name]))
        if name in OF_SWITCHES:
            return self.chance.random() < 0.5
        if name in OF_NUMBERS:
            return self.number()
        return self.text() if name in OF_TEXTS else self.odd(form)

    def _bend(self, value: Any) -> Any:
        """Something of it may be something else."""
        if self.chance.random() < 0.15:
            return self.junk()
        if isinstance(value, dict):
            return {name: self._bend(inner) for name, inner in value.items()}
        return [self._bend(inner) for inner in value] if isinstance(value, list) else value

    def odd(self, form: page.Form) -> Any:
        """What the page names beside it may well be its value."""
        return self.chance.choice(form.fields) if self.chance.random() < 0.6 else self.junk()

    def number(self) -> float:
        return self.chance.randint(1, 12) if self.chance.random() < 0.5 else self._any(NUMBERS)

    def text(self) -> str:
        if self.chance.random() < 0.5:
            return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 12)))
        if self.chance.random() < 0.7:
            return self._any(NASTY)
        return "".join(chr(self.chance.randrange(0x11000)) for _ in range(20))

    def junk(self, depth: int = 0) -> Any:
        kinds = [lambda: None, lambda: self.chance.random() < 0.5, self.number, self.text]
        kinds += [lambda: self._any(page.words()), lambda: self._any([MINE, FOREIGN, TOKEN])]
        if depth < MOST_DEEP:
            kinds += [lambda: self._list(depth), lambda: self._object(depth)]
        return self._any(kinds)()

    def _list(self, depth: int) -> list[Any]:
        return [self.junk(depth + 1) for _ in range(self.chance.randint(0, 3))]

    def _object(self, depth: int) -> dict[str, Any]:
        names = self.chance.choices(page.words(), k=self.chance.randint(0, 3))
        return {name: self.junk(depth + 1) for name in names}

    # --- what is no frame ---------------------------------------------------------------------

    def bent(self) -> str | bytes:
        """A frame whose text was cut, doubled, spoilt or wrapped."""
        text = json.dumps(self.frame())
        at = self.chance.randint(0, len(text))
        ways = [
            text[:at],
            text[:at] + self._any(SPOILS) + text[at:],
            text * 2,
            f"[{text}]",
            text.replace('"type"', '"type": "hello", "type"', 1),
            text.encode(),
            text[:at].encode() + b"\xff\xfe\x00",
            text.replace(":", ": ", 3).replace("{", "{\r\n\t", 1),
        ]
        return self._any(ways)

    def no_frame(self) -> str | bytes:
        if self.chance.random() < 0.3:
            return self.chance.randbytes(self.chance.randint(0, 200))
        text = json.dumps(self.junk()) if self.chance.random() < 0.5 else self.text()
        return text.encode("utf-8", "replace").decode()

    def _any(self, choices: Any) -> Any:
        return self.chance.choice(choices)

    def _bits(self) -> int:
        return self.chance.getrandbits(128)
