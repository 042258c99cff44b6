"""How often the help with manners is right: the figures of docs/etiquette.md.

Each part has a module here with `table(data) -> Table`, which is given the folder of the data:

  mood       does the frustration signal find the customers who were annoyed?
  checks     how often do composer checks cry wolf, what do they find, what do they cost?
  articles   does the ranking find the right article?

The lists of rules and of signals are made from them: `rules.rule_list()`, `signals.signal_list()`.

Run: make bench-etiquette  (DATA=path, ARGS="--write" puts it into docs/etiquette.md,
ARGS="mood checks" runs those alone)
"""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

from helpdesk import services

from .signals import signal_list
from .tables import DOCS, put

PARTS = ["mood", "checks", "articles"]
NEEDED = [Path("star", "dialogues.jsonl.gz"), Path("banking77", "questions.csv")]
NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "VAR")
NO_DATA = 2


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    missing = [str(options.data / each) for each in NEEDED if not (options.data / each).exists()]
    if missing:
        where = "name the folder of the data with DATA="
        print(f"{' and '.join(missing)}: not there; {where}.", file=sys.stderr)
        return NO_DATA
    _prepare(options.var)
    try:
        made = {part: str(_measured(part, options.data)) for part in options.parts}
    finally:
        services.stop(options.var)
    made |= {"signals": signal_list(), "rules": _rules()}
    print("\n".join(made.values()))
    if options.write:
        _write(made)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench-etiquette", description=__doc__.splitlines()[0]
    )
    parser.add_argument("parts", nargs="*", default=PARTS, help=f"of {', '.join(PARTS)}")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--var", type=Path, default=Path("var/bench-etiquette"))
    parser.add_argument("--write", action="store_true", help=f"into docs/{DOCS.name}, too")
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}: only {', '.join(PARTS)}")
    return options


def _prepare(var: Path) -> None:
    """A PostgreSQL of its own, whatever this shell was told: articles are ranked there."""
    for name in NAMED:
        os.environ.pop(name, None)
    os.environ |= {"HELPDESK_ENV": "development", "VAR": str(var)}
    _say("starting a database ...")
    os.environ.update(services.ensure(var))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _rules() -> str:
    """Rules name themselves in the reader's language, which needs Django to be set up."""
    return importlib.import_module("bench.etiquette.rules").rule_list()


def _measured(part: str, data: Path) -> object:
    _say(f"{part} ...")
    began = time.monotonic()
    table = importlib.import_module(f"bench.etiquette.{part}").table(data)
    _say(f"{part}: {time.monotonic() - began:.0f} s")
    return table


def _write(made: dict[str, str]) -> None:
    page = DOCS.read_text(encoding="utf-8")
    for name, text in made.items():
        page = put(page, name, text)
    DOCS.write_text(page, encoding="utf-8")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
