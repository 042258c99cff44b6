"""`make deploy-check`: everything in deploy/ judged by the programs it is for, and the web process,
worker and beat run as the image runs them: the files of the image alone, a user without rights, a
file system nobody can write to, PgBouncer in between.

Installs what is missing with apt-get where it may. What cannot be checked here is said, and is no
success.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from helpdesk.services.process import ROOT

from . import configurations, confined, figures
from .tools import NotHere, Wrong

CHECKS: dict[str, Callable[[Path], str]] = {
    "haproxy.cfg": configurations.haproxy,
    "nginx.conf": configurations.nginx,
    "systemd/": configurations.systemd,
    "compose.yaml": configurations.compose,
    "scripts": configurations.shell,
    "prometheus/": figures.prometheus,
    "Dockerfile": confined.run,
}


def main(wanted: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    (ROOT / "var").mkdir(exist_ok=True)
    names = wanted or list(CHECKS)
    sound = [check(name) for name in names]  # each, whatever the others say
    return 0 if all(sound) else 1


def check(name: str) -> bool:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="deploy-", ignore_cleanup_errors=True) as scratch:
        Path(scratch).chmod(0o755)
        try:
            said, sound = CHECKS[name](Path(scratch).resolve()), True
        except Wrong as wrong:
            said, sound = f"WRONG\n{wrong}", False
        except NotHere as missing:
            said, sound = f"NOT CHECKED: {missing}", False
    print(f"{name:<13} {said} ({time.monotonic() - begun:.0f} s)", flush=True)
    return sound


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
