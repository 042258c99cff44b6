"""Omar's HTTP door."""

from tests.chat.conftest import operator_door

__all__ = ["operator_door"]
