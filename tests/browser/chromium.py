"""Where a Chromium for the browser tests is, installing one where there is none.

`python -m tests.browser.chromium` prints its path. CHROMIUM names another one. The same engine
without the windows around it (Debian's chromium-headless-shell) takes half the processor's time:
nearly all tests run in it where it is to be had. CHROMIUM_SHELL names another one of those.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


class NoChromium(RuntimeError):
    """None was found and none could be installed: browser tests cannot run, so nothing passes."""


@cache
def executable() -> str:
    """Path of a Chromium that runs. Raises NoChromium; never skips."""
    if named := os.environ.get("CHROMIUM"):
        if not _runs(named):
            raise NoChromium(f"CHROMIUM={named} does not run.")
        return named
    for source in (_on_path, _of_playwright, _from_apt, _from_playwright):
        for candidate in source():
            if _runs(candidate):
                return candidate
    raise NoChromium(
        "Browser tests need Chromium and none could be installed: "
        "install one and name it with CHROMIUM=/path/to/chromium."
    )


@cache
def shell() -> str:
    """Path of a Chromium without windows, or of the whole one where there is none without."""
    named = os.environ.get("CHROMIUM_SHELL")
    found = (path for name in SHELLS if (path := shutil.which(name)) and _runs(path))
    return named or next(found, "") or executable()


def _runs(path: str) -> bool:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _on_path() -> Iterator[str]:
    return (found for name in NAMES if (found := shutil.which(name)))


def _of_playwright() -> Iterator[str]:
    answer = _run(sys.executable, "-c", ASK_PLAYWRIGHT)
    return iter([answer.stdout.strip()] if answer and answer.returncode == 0 else [])


def _from_apt() -> Iterator[str]:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return iter([])
    _apt_install("chromium")
    return _on_path()


def _install_shell() -> None:
    """Where that is easy; it is no loss but of time where it is not."""
    if os.geteuid() == 0 and shutil.which("apt-get") and not any(map(shutil.which, SHELLS)):
        _apt_install(SHELLS[0])


def _apt_install(package: str) -> None:
    _say(f"Installing {package} with apt-get ...")
    _run("apt-get", "update", "-q")
    _run("apt-get", "install", "-y", "-q", "--no-install-recommends", package)


def _from_playwright() -> Iterator[str]:
    _say("Installing Chromium with Playwright ...")
    system_libraries = ["--with-deps"] if os.geteuid() == 0 else []
    _run(sys.executable, "-m", "playwright", "install", *system_libraries, "chromium")
    return _of_playwright()


def _run(*argv: str) -> subprocess.CompletedProcess[str] | None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(
            argv,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=900,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    try:
        print(executable())
        _install_shell()
    except NoChromium as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
