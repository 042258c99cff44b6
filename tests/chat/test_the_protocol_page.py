"""docs/protocol.md leaves nothing out: every frame, every call, every word of the code is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat import frames, models
from chat.alerts import CALLED
from chat.ladder import STEPS
from chat.phrases import PHRASES
from chat.sides.operator import OperatorSide
from chat.sides.visitor import VisitorSide

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "protocol.md").read_text()
TABLES = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))
FIRST_CELLS = " ".join(line.split("|")[1] for line in TABLES.splitlines())
# Clients that speak to the server; forms, whose "type" is that of an <input>; a layer of its own;
# and what has its own page: docs/api.md, docs/webhooks.md.
NOT_THE_SERVER = ("client", "replay", "settings_pages", "forms.py", "fanout_layer.py")
NOT_THE_SERVER += ("api", "webhooks", "notify")


def part(title: str) -> str:
    """Of the page, from this heading to the next of its level."""
    level = re.search(rf"^(#+) {title}$", PAGE, re.MULTILINE)[1]
    return re.split(rf"^{level} ", PAGE.split(f"{level} {title}\n")[1], flags=re.MULTILINE)[0]


def sources() -> Iterator[ast.AST]:
    for path in (ROOT / "chat").rglob("*.py"):
        if not any(name in path.parts or name == path.name for name in NOT_THE_SERVER):
            yield ast.parse(path.read_text())


def literals(key: str) -> set[str]:
    """Every constant that a dictionary of the server has under this key."""
    return {
        value.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for name, value in zip(node.keys, node.values, strict=True)
        if isinstance(name, ast.Constant)
        and name.value == key
        and isinstance(value, ast.Constant)
        and isinstance(value.value, str)
    }


def refused() -> set[str]:
    """Every code of Refused("…") and BadFrame("…")."""
    return {
        node.args[0].value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Refused", "BadFrame")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def missing(names, text: str) -> list[str]:
    return sorted(name for name in names if f"`{name}`" not in text)


def test_every_frame_a_visitor_may_send_is_described():
    both, own = part("You send"), part("Visitor side")
    assert missing(VisitorSide.frame_types | VisitorSide.extensions, both + own) == []


def test_every_frame_an_operator_may_send_is_described():
    both, own = part("You send"), part("Operator side")
    assert missing(OperatorSide.frame_types | OperatorSide.extensions, both + own) == []


def test_every_frame_the_server_sends_is_described():
    sent = literals("type")
    assert len(sent) > 25
    assert missing(sent, FIRST_CELLS) == []


def test_every_code_has_words_and_stands_among_the_errors():
    told = part("Errors")
    assert refused() <= set(frames.MESSAGES)
    assert missing(refused() | set(frames.MESSAGES), told) == []


def test_every_kind_of_entry_is_described():
    assert missing(models.Kind.values, part("Entries")) == []


def test_everything_the_product_says_by_itself_is_named():
    assert missing(PHRASES, part("Entries")) == []


def test_every_step_and_every_call_is_named():
    steps = set(STEPS) | set(CALLED)
    calls = {name for name in literals("step") if name != "returned"}
    assert missing(steps | calls, PAGE) == []


def test_every_change_of_a_chat_is_named():
    changes = literals("what")
    assert {"raised", "wish", "woken"} <= changes
    assert missing(changes, part("Entries")) == []


def test_no_table_is_broken_in_two():
    """A row that follows an empty line is shown as text."""
    lines = PAGE.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("|") and lines[n - 1] == ""]
    assert [lines[n] for n in starts if not re.fullmatch(r"[|\s:-]+", lines[n + 1])] == []


@pytest.mark.parametrize("side", [VisitorSide, OperatorSide])
def test_what_is_on_the_page_can_be_sent(side):
    """Nothing is described that is not there any more."""
    title = "Visitor side" if side is VisitorSide else "Operator side"
    rows = [row for row in part(title).splitlines() if row.startswith("| `")]
    asked = {
        name
        for row in rows
        if "| `ack`" in row or "| nothing" in row
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert len(asked) > 1
    assert asked - set(side.frame_types) - set(side.extensions) == set()
