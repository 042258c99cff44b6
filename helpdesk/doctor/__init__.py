"""What `manage.py doctor` looks at: a running installation, from outside.

Each check returns a few words on what it saw and raises Trouble with what is wrong.
"""

from collections.abc import Callable

from .hands import beat, worker
from .mailing import mail
from .place import Installation, Trouble
from .stores import database, files, messaging, migrations, pooler
from .times import clocks
from .webs import server, socket

__all__ = ["CHECKS", "Installation", "Trouble"]

CHECKS: dict[str, Callable[[Installation], str]] = {
    "server": server,
    "database": database,
    "migrations": migrations,
    "pooler": pooler,
    "redis": messaging,
    "socket": socket,
    "worker": worker,
    "beat": beat,
    "clocks": clocks,
    "files": files,
    "mail": mail,
}
