"""What a backup says of itself."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from helpdesk.sealing import derived_key
from helpdesk.services.errors import Unavailable

from .contents import Tables, Wall

NAME = "manifest.json"
FORM = 1


@dataclass(frozen=True)
class Manifest:
    made_at: str  # ISO 8601, UTC: what was committed until then is in it
    server: int  # major version of PostgreSQL
    key: str  # which SECRET_KEY it takes to read what is sealed
    migrations: list[str]
    tables: Tables
    wall: Wall
    form: int = FORM

    def write(self, backup: Path) -> None:
        (backup / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True))

    @classmethod
    def read(cls, backup: Path) -> "Manifest":
        """Raises Unavailable when another form of it lies there."""
        said = json.loads((backup / NAME).read_text())
        if said.get("form") != FORM:
            raise Unavailable(f"{backup} was made by another version of this command.")
        return cls(**said)


def name_of_key() -> str:
    """Tells one SECRET_KEY from another and says nothing of it."""
    return hmac.new(derived_key(b"backup"), b"which key", hashlib.sha256).hexdigest()[:32]
