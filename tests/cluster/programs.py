"""HAProxy and PgBouncer: from the PATH, or from Debian's archive without installing a service."""

import os
import shutil
import subprocess
import sys
from functools import cache

FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin:/opt/homebrew/sbin"


@cache
def program(name: str) -> str:
    """Its path. Raises SystemExit with what to do where there is none."""
    path = f"{os.environ.get('PATH', '')}:{FOLDERS}"
    found = shutil.which(name, path=path)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(name)
        found = shutil.which(name, path=path)
    if not found:
        raise SystemExit(
            f"make cluster needs {name} and could not install it: install it (on Debian: "
            f"apt-get install {name}) and run this again."
        )
    return found


def _install(name: str) -> None:
    """RUNLEVEL=1 keeps Debian from starting it as a service: we start our own."""
    print(f"Installing {name} with apt-get ...", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", name]):
        subprocess.run(
            ["apt-get", "-q", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=600,
            check=False,
        )


def version(name: str) -> str:
    """Such as "2.6.12"; of Debian's version the part before the dash."""
    flag = "-V" if name == "pgbouncer" else "-v"
    said = subprocess.run([program(name), flag], capture_output=True, text=True, check=False)
    words = said.stdout.replace(",", " ").split()
    return next((word.partition("-")[0] for word in words if word[0].isdigit()), "unknown")
