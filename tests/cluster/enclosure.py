"""A run in namespaces of its own: network, processes and mounts. Whatever happens to the run, the
kernel takes away all that it started; nothing of it is ever seen outside.

Where that is not allowed (no root, a strict container, another system), it runs as it is, on
loopback addresses.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

INSIDE = "CLUSTER_ENCLOSED"
UNSHARE = "unshare --mount --net --pid --fork --kill-child --mount-proc".split()
REAPER = ["sh", "-c", '"$@"; exit $?', "sh"]  # the first process has to bury the orphans
LAST_BREATH_S = 1.0  # of what was killed: its files are taken away after that
STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def directory() -> str:
    """What whoever enclosed us has made for us, and takes away; '' outside."""
    return os.environ.get(INSIDE, "")


def is_allowed() -> bool:
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    answer = subprocess.run([*UNSHARE, "true"], capture_output=True, check=False)
    return answer.returncode == 0


def run_inside(arguments: Sequence[str], var: str) -> int:
    """`python *arguments` to its end, with `var` as its directory; its exit status. A signal ends
    it and all it started."""
    argv = [*UNSHARE, *REAPER, sys.executable, *arguments]
    with subprocess.Popen(argv, env=os.environ | {INSIDE: var}, start_new_session=True) as child:
        for signum in STOP:
            signal.signal(signum, lambda *_: child.kill())
        status = child.wait()
    if status < 0:
        time.sleep(LAST_BREATH_S)
        return 130
    return status
