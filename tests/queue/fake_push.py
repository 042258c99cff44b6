"""A push service on loopback, and the browser behind it: it can read what it is sent."""

import http.server
import threading
from base64 import urlsafe_b64encode
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """Its subscription has `keys`; `read` opens what was encrypted for it."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes !!"

    @property
    def keys(self) -> dict[str, str]:
        point = self._private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"p256dh": text(point), "auth": text(self._auth)}

    @property
    def subscription(self) -> dict[str, Any]:
        return {"endpoint": self.endpoint, "keys": self.keys}

    def read(self, body: bytes) -> bytes:
        return http_ece.decrypt(
            body, private_key=self._private, auth_secret=self._auth, version="aes128gcm"
        )


class PushService:
    """Remembers (path, headers, body) of every request; answers `status`."""

    def __init__(self) -> None:
        self.status = 201
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        service = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.requests.append((self.path, dict(self.headers), body))
                self.send_response(service.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.host = f"127.0.0.1:{self._server.server_port}"
        serve = {"poll_interval": 0.01}  # so that closing does not wait
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()

    def browser(self, name: str = "one") -> Browser:
        return Browser(f"http://{self.host}/push/{name}")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
