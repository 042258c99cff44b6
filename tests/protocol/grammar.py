"""What the fuzzing sends: frames made by docs/protocol.md, then bent; and what is no frame at all.

Whose conversation or which company somebody may name is not known before a server runs, so a frame
holds a mark such as `MINE`, which `fill` replaces.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from . import page

MINE, ANOTHERS, FOREIGN, TOKEN = "@mine", "@another's", "@of another company", "@token"
Marks = Mapping[str, Any]
Message = str | bytes

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
    "-1",
    "NaN",
    "null",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
numbers = st.one_of(
    st.integers(-2, 60),
    st.sampled_from([2**31, 2**53, 2**53 + 1, 2**63, 2**64, -(2**63), 10**400, 0.5, -0.0, 1e308]),
)
uuids = st.uuids(version=4).map(str)
places = st.sampled_from([MINE, MINE, MINE, ANOTHERS, FOREIGN])
simple = st.one_of(st.none(), st.booleans(), numbers, texts, places, st.sampled_from(page.words()))
names = st.sampled_from(page.words())
junk = st.recursive(
    simple,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)

NUMBERS = set("seq after before n draft survey question follow_up article number".split())
NUMBERS |= {"score", "view", "member", "department"}
TEXTS = set("body text words summary why what tag reason name title label url search".split())
TEXTS |= {"cursor", "email", "epoch", "due_at", "until"}
SWITCHES = set("on unseen shared closing typing option open contact sound desktop".split())
SWITCHES |= {"push", "muted"}


def value_of(name: str) -> st.SearchStrategy[Any]:
    """Mostly of the kind it should be."""
    fitting = simple
    if name == "id":
        fitting = uuids
    elif name in ("conversation", "with"):
        fitting = places
    elif name == "token":
        fitting = st.just(TOKEN)
    elif name == "v":
        fitting = st.just(1)
    elif name in NUMBERS:
        fitting = numbers
    elif name in TEXTS:
        fitting = texts
    elif name in SWITCHES:
        fitting = st.booleans()
    return st.one_of(fitting, fitting, fitting, junk)


@st.composite
def frames(draw: st.DrawFn, who: page.Who) -> dict[str, Any]:
    """A frame of the page; a field may be missing, and another be there."""
    form = draw(st.sampled_from(page.sent_by(who)))
    fields = set(draw(st.lists(st.sampled_from(form.fields), max_size=6))) if form.fields else set()
    fields |= {name for name in form.fields if name in ("id", "conversation", "body", "seq")}
    if who == "operator" and draw(st.integers(0, 9)):
        fields.add("conversation")
    if not draw(st.integers(0, 9)):
        fields.add(draw(st.sampled_from(page.words())))
    return {"type": form.type} | {name: draw(value_of(name)) for name in sorted(fields)}


SPOILS = ['"', "}", "{", "\\", "\x00", "NaN", ",", "[" * 5_000, " " * 70_000]


@st.composite
def bent(draw: st.DrawFn, who: page.Who) -> Message:
    """A frame whose text was cut, doubled, spoilt or wrapped."""
    text = json.dumps(draw(frames(who)))
    at = draw(st.integers(0, len(text)))
    spoil = draw(
        st.sampled_from(['"', "}", "{", "\\", "\x00", "NaN", ",", "[" * 5_000, " " * 70_000])
    )
    return draw(
        st.sampled_from(
            [
                text[:at],
                text[:at] + spoil + text[at:],
                text * 2,
                f"[{text}]",
                text.replace('"type"', '"type": "hello", "type"', 1),
                text.encode(),
                text[:at].encode() + b"\xff\xfe\x00",
                text.replace(":", ": ", 3).replace("{", "{\r\n\t", 1),
            ]
        )
    )


def messages(who: page.Who) -> st.SearchStrategy[Message | dict[str, Any]]:
    well = frames(who)
    anything = st.one_of(junk.map(json.dumps), st.binary(max_size=64), texts.map(as_text))
    return st.one_of(well, well, well, well, bent(who), anything)


def as_text(text: str) -> str:
    """A socket carries no half characters."""
    return text.encode("utf-8", "replace").decode()


def sessions(who: page.Who, most: int = 12) -> st.SearchStrategy[tuple[page.Who, bool, list[Any]]]:
    """Who, whether they said hello, and what else they say."""
    is_known = st.sampled_from([True, True, True, False])
    return st.tuples(st.just(who), is_known, st.lists(messages(who), min_size=1, max_size=most))


def fill(value: Any, marks: Marks) -> Any:
    """The same with every mark replaced."""
    if isinstance(value, str):
        return marks.get(value, value)
    if isinstance(value, list):
        return [fill(item, marks) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, marks) for key, item in value.items()}
    return value


def new_id() -> str:
    return str(uuid.uuid4())
