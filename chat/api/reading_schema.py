"""An OpenAPI schema as a page shows it: groups of operations, each with rows of fields. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

DEEPEST = 3
GOOD = ("200", "201", "204")
FIRST = ["Conversations", "Messages", "Visitors", "People", "Departments", "Hours"]


class Field(NamedTuple):
    name: str
    type: str
    is_required: bool
    about: str
    depth: int = 0


class Answer(NamedTuple):
    status: str
    fields: list[Field]


class Operation(NamedTuple):
    id: str
    method: str
    path: str
    title: str
    about: str
    scope: str
    asks: list[Field]
    body: list[Field]
    answers: list[Answer]


class Group(NamedTuple):
    name: str
    anchor: str
    operations: list[Operation]


def groups_of(schema: dict[str, Any]) -> list[Group]:
    """What most come for is first."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            found[operation["tags"][0]].append(_operation(schema, path, method, operation))
    named = sorted(found, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    return [Group(name, name.lower().replace(" ", "-"), found[name]) for name in named]


def _operation(
    schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> Operation:
    about, _, scope = operation.get("description", "").rpartition("Scope: ")
    asks = [
        Field(
            each["name"],
            _type(_resolved(schema, each["schema"])),
            each.get("required", False),
            each.get("description", ""),
        )
        for each in operation.get("parameters", [])
    ]
    answers = [
        Answer(status, list(_fields(schema, _content(operation["responses"][status]))))
        for status in GOOD
        if status in operation["responses"]
    ]
    body = list(_fields(schema, _content(operation.get("requestBody", {}))))
    title = operation.get("summary", operation["operationId"])
    scope = scope.strip("`.")
    return Operation(
        operation["operationId"], method.upper(), path, title, about.strip(), scope, asks, body,
        answers,
    )  # fmt: skip


def _content(part: dict[str, Any]) -> dict[str, Any]:
    return part.get("content", {}).get("application/json", {}).get("schema", {})


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follows references; what is beside one (a description) comes before what it names."""
    for several in ("allOf", "oneOf", "anyOf"):
        if several in part:
            refs = [each for each in part[several] if each != {"type": "null"}]
            rest = {name: value for name, value in part.items() if name != several}
            return _resolved(schema, refs[0] if refs else {}) | rest
    if "$ref" not in part:
        return part
    name = part["$ref"].rsplit("/", 1)[1]
    rest = {key: value for key, value in part.items() if key != "$ref"}
    return _resolved(schema, schema["components"]["schemas"][name]) | rest


def _fields(schema: dict[str, Any], part: dict[str, Any], depth: int = 0) -> Iterator[Field]:
    shape = _resolved(schema, part)
    if shape.get("type") == "array":
        shape = _resolved(schema, shape["items"])
    needed = shape.get("required", [])
    for name, inner in shape.get("properties", {}).items():
        found = _resolved(schema, inner)
        about = inner.get("description") or found.get("description", "")
        yield Field(name, _type(found, schema), name in needed, about, depth)
        if depth < DEEPEST:
            yield from _fields(schema, inner, depth + 1)


def _type(part: dict[str, Any], schema: dict[str, Any] | None = None) -> str:
    if "enum" in part:
        return " | ".join(str(value) for value in part["enum"] if value is not None)
    kind = part.get("type", "object")
    if isinstance(kind, list):
        kind = " | ".join(kind)
    if kind == "array":
        inner = _resolved(schema, part["items"]) if schema else part["items"]
        return f"{_type(inner, schema)}[]"
    return {"date-time": "time", "date": "day", "uuid": "UUID"}.get(part.get("format", ""), kind)
