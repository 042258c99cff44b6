"""What deploy/Dockerfile says, for tests and for those who do the same without Docker."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from helpdesk.services.process import ROOT

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
CONTINUED = re.compile(r"\\\n\s*")


def instructions() -> Iterator[tuple[str, str]]:
    """("RUN", "apt-get ..."), in order, each on one line."""
    lines = [line for line in DOCKERFILE.read_text().splitlines() if not line.startswith("#")]
    for line in CONTINUED.sub("", "\n".join(lines)).splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def last_stage() -> list[tuple[str, str]]:
    """From the last FROM on: what serves."""
    everything = list(instructions())
    begin = max(place for place, (word, _) in enumerate(everything) if word == "FROM")
    return everything[begin:]


def command() -> list[str]:
    return json.loads(dict(last_stage())["CMD"])


def copied() -> list[str]:
    """Names of this repository that become part of the image."""
    copies = [
        rest.split() for word, rest in instructions() if word == "COPY" and "--from" not in rest
    ]
    return [name.rstrip("/") for *names, _to in copies for name in names]


def assemble(into: Path) -> None:
    """The same files, and none besides."""
    for name in copied():
        source, to = ROOT / name, into / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to)
