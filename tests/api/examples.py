"""Bodies that fit the schema, with whichever ids one likes."""

from typing import Any

PLURALS = {"assignee": "people", "member": "people", "person": "people"}
FORMATS = {
    "date": "2027-12-24",
    "date-time": "2027-12-24T10:00:00Z",
    "time": "09:00",
    "email": "eve@globex.example",
    "uri": "https://globex.example/",
    "uuid": "3f2b8c1e-7d52-4a55-9a1e-0b7a6e9d1c20",
}


def body_of(schema: dict[str, Any], operation: dict[str, Any], ids: dict[str, int]) -> Any:
    """Every field there is, filled; None where the operation takes no body."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return _filled(schema, content["schema"], "", ids) if content else None


def _filled(schema: dict[str, Any], part: dict[str, Any], name: str, ids: dict[str, int]) -> Any:
    for several in ("allOf", "oneOf", "anyOf"):
        if several in part:
            return _filled(schema, part[several][0], name, ids)
    if "$ref" in part:
        named = part["$ref"].rsplit("/", 1)[1]
        return _filled(schema, schema["components"]["schemas"][named], name, ids)
    if "enum" in part:
        return part["enum"][0]
    kind = part.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        inner = part.get("properties", {})
        return {field: _filled(schema, each, field, ids) for field, each in inner.items()}
    if kind == "array":
        return [_filled(schema, part["items"], name, ids)]
    if kind == "integer":
        return id_named(name, ids)
    return {"boolean": True, "number": 1.0}.get(kind) or FORMATS.get(part.get("format"), "Kazoo?")


def id_named(name: str, ids: dict[str, int]) -> int:
    """ "department_id" is one of "departments"; 1 for what is of no kind we know."""
    stem = name.removesuffix("s").removesuffix("_id")
    return ids.get(PLURALS.get(stem, f"{stem}s"), 1)
