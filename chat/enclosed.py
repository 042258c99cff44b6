"""What a message brings along besides its words."""

from dataclasses import dataclass
from typing import Any

from . import frames
from .options import read_options

MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`files`: tokens of uploads; `options`: what an operator offers; `is_option`: the words are
    one of those, tapped by the visitor."""

    files: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    is_option: bool = False

    def __bool__(self) -> bool:
        return bool(self.files or self.options or self.is_option)


NOTHING = Enclosed()


def of_visitor(frame: dict[str, Any]) -> Enclosed:
    """Raises BadFrame."""
    is_option = "option" in frame and frames.read_bool(frame, "option")
    return Enclosed(files=_files(frame), is_option=is_option)


def of_operator(frame: dict[str, Any]) -> Enclosed:
    """Raises BadFrame."""
    return Enclosed(files=_files(frame), options=read_options(frame))


def _files(frame: dict[str, Any]) -> tuple[str, ...]:
    return frames.read_tokens(frame, "attachments", most=MOST_FILES)
