"""Starting and stopping child processes so that none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    user: str | None = None,
    tied: signal.Signals | None = None,
    pass_fds: Iterable[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `argv` in a session of its own, so that Ctrl-C reaches only us; output goes to `log`.

    tied: the signal it gets from the kernel should we die without stopping it (Linux). Call from
        the main thread then: the kernel means the death of the calling thread.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            argv,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=tuple(pass_fds),
            preexec_fn=_tie(tied) if tied and _libc else None,  # noqa: PLW1509 main thread only
            **_as(user),
        )


def _as(user: str | None) -> dict:
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def _tie(signum: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def before_exec() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return before_exec


def stop(process: subprocess.Popen[bytes], signum: signal.Signals, grace_s: float) -> None:
    """Ask with `signum`, wait `grace_s` seconds, then kill."""
    process.send_signal(signum)
    wait_or_kill(process, grace_s)


def wait_or_kill(process: subprocess.Popen[bytes], grace_s: float) -> bool:
    """Whether it ended by itself within `grace_s` seconds."""
    try:
        process.wait(max(grace_s, 0))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def wait_until(condition: Callable[[], bool], timeout_s: float, every_s: float = 0.05) -> bool:
    """Whether `condition` came true within `timeout_s` seconds."""
    give_up = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > give_up:
            return False
        time.sleep(every_s)
    return True


def last_line(log: Path) -> str:
    """The last line of a log that says something, for a message to the operator."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing"
