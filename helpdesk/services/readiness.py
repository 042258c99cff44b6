"""Asking a running copy how it is."""

import http.client
import json
from collections.abc import Sequence
from urllib.parse import urlsplit

TIMEOUT_S = 3.0


class Probe:
    """Asks at `url` in the name of `public_url`, as a proxy would."""

    def __init__(self, url: str, public_url: str) -> None:
        self.address = urlsplit(url)
        self.secure = self.address.scheme == "https"
        public = urlsplit(public_url)
        self.headers = {"Host": public.netloc, "X-Forwarded-Proto": public.scheme}

    def get(self, path: str, accepted: Sequence[int] = (200,)) -> bytes:
        """The body at `path`. Raises OSError, HTTPException or ValueError."""
        return self._ask(path, accepted)[1]

    def headers_of(self, path: str) -> http.client.HTTPMessage:
        """Raises as `get` does."""
        return self._ask(path, (200,))[0]

    def _ask(self, path: str, accepted: Sequence[int]) -> tuple[http.client.HTTPMessage, bytes]:
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        connection = kind(self.address.hostname, self.address.port, timeout=TIMEOUT_S)
        try:
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            if answer.status not in accepted:
                raise ValueError(f"{path} answers {answer.status}")
            return answer.headers, answer.read()
        finally:
            connection.close()

    def components(self) -> dict[str, str]:
        """{"database": "ok" or why not, ...}. Raises as `get` does."""
        return json.loads(self.get("/readyz", accepted=(200, 503)))

    def why_not_ready(self) -> str:
        """'' when it is."""
        try:
            components = self.components()
        except (OSError, http.client.HTTPException, ValueError) as error:
            return f"no answer yet ({error})"
        return ", ".join(f"{name}: {why}" for name, why in components.items() if why != "ok")
