"""A client of docs/protocol.md for programs: replay, checks from outside, tests.

Needs `websockets` and nothing of Django. It speaks through sockets only; the HTTP door is for
browsers in networks that block them.
"""

from .client import Refused
from .operator import OperatorClient
from .pace import QUICK, Pace
from .view import View
from .visitor import VisitorClient

__all__ = ["QUICK", "OperatorClient", "Pace", "Refused", "View", "VisitorClient"]
