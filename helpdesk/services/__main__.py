"""`python -m helpdesk.services start VAR` prints what a shell has to export; `stop VAR` ends it."""

import shlex
import sys
from pathlib import Path

from . import ensure, stop
from .errors import Unavailable

USAGE = "usage: python -m helpdesk.services start|stop VAR"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["start", var]:
            for name, value in ensure(Path(var)).items():
                print(f"export {name}={shlex.quote(value)}")
        case ["stop", var]:
            stop(Path(var))
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unavailable as error:
        sys.exit(str(error))
