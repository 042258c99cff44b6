"""What `make bench`, `make faults` and `make cluster` have in common as commands."""

import argparse
import json
import shlex
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

Say = Callable[[str], None]


def parser(module: str, about: str | None, *, keep: Path, page: str) -> argparse.ArgumentParser:
    """Options `--json` and `--write`, to which a command adds its own. `page`: what --write is
    written into."""
    arguments = argparse.ArgumentParser(
        prog=f"python -m {module}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--json", type=Path, default=keep, help="where all of it is kept")
    arguments.add_argument("--write", action="store_true", help=f"into {page}, too")
    return arguments


def given(module: str) -> str:
    """The command as it was given, to be given again."""
    return shlex.join(["python", "-m", module, *sys.argv[1:]])


def clock() -> Say:
    """Says words on stderr, each time with the seconds since now."""
    begun = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - begun:5.0f} s  {words}", file=sys.stderr, flush=True)

    return say


def as_json(found: Mapping[str, Any]) -> str:
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def keep(path: Path, found: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(found))


def end_gently() -> None:
    """SIGTERM is like Ctrl-C: what was started is stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process as a shell expects it."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
