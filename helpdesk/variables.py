"""Every environment variable, as docs/environment.md lists them: found in the code that reads them,
with the words of variables.toml. `manage.py variables --write` writes that page."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "environment.md"
WORDS = HERE / "variables.toml"
READERS = [HERE / "settings.py", *sorted((HERE / "services").glob("*.py"))]

KINDS = {"int": "number", "bool": "`true` or `false`", "json": "JSON", "dict": "`name=value,…`"}
KINDS |= {"list": "list, with commas between", "dj_db_url": "URL", "dj_email_url": "URL"}
HEAD = """# Environment variables

Made from the settings by `manage.py variables --write`; a test says when it is not theirs any more.
All of them are read when a process starts. Where they come from is up to you: `EnvironmentFile=` of
systemd, `.env` of Docker Compose ([deploy](../deploy/)), or the shell.
"""


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str  # of environs: str, int, bool, list, ...
    default: str | None  # source text; None: there is none


def found() -> dict[str, Variable]:
    """By name, as the code reads them; what the settings say goes before what programs say."""
    variables: dict[str, Variable] = {}
    for reader in READERS:
        for call in ast.walk(ast.parse(reader.read_text())):
            if isinstance(call, ast.Call) and (variable := _read_by(call)):
                variables.setdefault(variable.name, variable)
    return variables


def _read_by(call: ast.Call) -> Variable | None:
    """env.int("NAME", 16), required("NAME"), environ.get("NAME") or "8000": the name is a text."""
    if not call.args or not isinstance(call.args[0], ast.Constant):
        return None
    name, kind = call.args[0].value, _kind(call.func)
    if not kind or not isinstance(name, str) or not name.isupper():
        return None
    given = call.args[1] if len(call.args) > 1 and kind != "required" else None
    return Variable(name, kind, ast.unparse(_in_production(given)) if given else None)


def _kind(called: ast.expr) -> str:
    """'' where it does not read the environment."""
    if isinstance(called, ast.Name):
        return "required" if called.id == "required" else ""
    if not isinstance(called, ast.Attribute):
        return ""
    owner = ast.unparse(called.value)
    if owner == "env":
        return called.attr
    return "str" if owner.endswith("environ") and called.attr == "get" else ""


def _in_production(default: ast.expr) -> ast.expr:
    """Of `x if DEVELOPMENT else y`, y."""
    return default.orelse if isinstance(default, ast.IfExp) else default


def page() -> str:
    """The whole of docs/environment.md. Raises KeyError for a variable without words."""
    variables, parts = found(), [HEAD]
    for section, named in _words().items():
        rows = [_row(name, said, variables.get(name)) for name, said in named.items()]
        parts.append(f"\n## {section}\n\n| name | kind | default | meaning |\n|---|---|---|---|\n")
        parts += rows
    return "".join(parts)


def _words() -> dict[str, dict[str, str | dict[str, str]]]:
    return tomllib.loads(WORDS.read_text())


def words() -> Iterator[str]:
    """Names that have words."""
    for named in _words().values():
        yield from named


def _row(name: str, said: str | dict[str, str], variable: Variable | None) -> str:
    meaning = said if isinstance(said, str) else said["means"]
    own = "" if isinstance(said, str) else said.get("default", "")
    kind = KINDS.get(variable.kind, "text") if variable else "text"
    return f"| `{name}` | {kind} | {own or _default(variable)} | {meaning} |\n"


def _default(variable: Variable | None) -> str:
    if variable is None:
        return "none"
    if variable.kind == "required":
        return "required"
    value = ast.literal_eval(variable.default) if variable.default else None
    if value in (None, "", [], {}):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`"
