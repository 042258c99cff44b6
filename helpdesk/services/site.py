"""Where one copy of the helpdesk lives: its directory and its address."""

import errno
import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import environment
from .errors import Unavailable
from .process import ROOT

BACKLOG = 512


@dataclass(frozen=True)
class Site:
    var: Path
    host: str
    port: int

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], host: str = "", port: str = "") -> "Site":
        """VAR, HOST and PORT, unless named otherwise. Raises Unavailable when PORT is no port."""
        wanted = port or environ.get("PORT") or "8000"
        if not wanted.isdigit() or not 0 < int(wanted) < 65_536:
            raise Unavailable(f"PORT is {wanted!r}: it must be a number from 1 to 65535.")
        var = Path(environ.get("VAR") or ROOT / "var").resolve()
        return cls(var, host or environ.get("HOST") or "127.0.0.1", int(wanted))

    @property
    def url(self) -> str:
        everywhere = self.host in ("0.0.0.0", "::", "")
        name = "127.0.0.1" if everywhere else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}"

    def listen(self) -> socket.socket:
        """Take the port. The supervisor holds it and lends it to the web process, so that visitors
        wait instead of being refused while a new one starts. Raises Unavailable."""
        give_up = time.monotonic() + 1  # a copy that was just killed may still be letting go
        while True:
            try:
                return self._bind()
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise Unavailable(
                        f"Cannot use {self.host} port {self.port} ({error.strerror}): "
                        "choose another with PORT=..."
                    ) from None
                if time.monotonic() > give_up:
                    raise Unavailable(
                        f"Port {self.port} is busy: another program listens there. "
                        "Choose another with PORT=..."
                    ) from None
            time.sleep(0.1)

    def _bind(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listener = socket.socket(family)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self.host, self.port))
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            raise
        return listener

    def environment(self, given: Mapping[str, str] = os.environ) -> dict[str, str]:
        """The environment of every process of this copy."""
        values = {**given, **environment.missing(given, self.var), "VAR": str(self.var)}
        values["PYTHONUNBUFFERED"] = "1"
        if values.get("HELPDESK_ENV") == "development":
            values.setdefault("PUBLIC_URL", self.url)
            values.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
        return values
