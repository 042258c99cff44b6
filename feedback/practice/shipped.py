"""The scenarios that come along: our own writing, in English, one file each in scenarios/."""

import tomllib
from functools import cache
from pathlib import Path

from .scenario import Scenario, read

FOLDER = Path(__file__).parent / "scenarios"
# From the easiest to the hardest, as they are shown.
ORDER = ("unclear", "many", "refund", "unknown", "transfer", "angry", "abusive")


@cache
def shipped() -> dict[str, Scenario]:
    return {key: read(tomllib.loads((FOLDER / f"{key}.toml").read_text())) for key in ORDER}
