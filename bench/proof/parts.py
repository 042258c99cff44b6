"""The parts of the proof, in the order they run.

A part is a module with `NAME`; a docstring whose first paragraph says what is measured and how
(docs/performance.md shows it above the table); and `run(place, say) -> list[Figure]`, where `place`
is a `bench.proof.place.Place` and `say(words)` shows progress. It raises what goes wrong, and keeps
what it starts on `place`, which ends it whatever happens.
"""

from typing import Protocol

from bench.phone import part as phone
from bench.scale import drain, growth, memory, reports, storm

from . import other_server, speed
from .figures import Figure
from .place import Place, Say


class Part(Protocol):
    NAME: str
    __doc__: str | None

    def run(self, place: Place, say: Say) -> list[Figure]: ...


PARTS: list[Part] = [speed, memory, storm, growth, drain, reports, phone]
ON_REQUEST: list[Part] = [other_server]  # only when named with --only


def find(names: list[str] | None) -> list[Part]:
    """Raises SystemExit with the names there are."""
    if not names:
        return PARTS
    known = {part.NAME: part for part in [*PARTS, *ON_REQUEST]}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"no such part: {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in names]
