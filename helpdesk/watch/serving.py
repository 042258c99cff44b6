"""A worker's own /metrics, on a port of its own: it answers no requests otherwise."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from prometheus_client import CONTENT_TYPE_LATEST

from .process import exposition
from .token import is_known

PATIENCE_S = 10


class Page(BaseHTTPRequestHandler):
    timeout = PATIENCE_S
    server_version, sys_version = "helpdesk", ""

    def do_GET(self) -> None:
        if self.path != "/metrics":
            return self._answer(HTTPStatus.NOT_FOUND)
        if not is_known(self.headers.get("Authorization", "")):
            return self._answer(HTTPStatus.UNAUTHORIZED)
        return self._answer(HTTPStatus.OK, exposition())

    def _answer(self, status: HTTPStatus, text: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPE_LATEST)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Nothing: what is asked every few seconds fills a log."""


def serve_metrics(where: str) -> ThreadingHTTPServer:
    """In a thread, until the process ends. `where`: host:port. Raises OSError when that is taken,
    ImproperlyConfigured without METRICS_TOKEN or where it is no address."""
    host, _, port = where.rpartition(":")
    if not settings.METRICS_TOKEN or not host or not port.isdigit():
        raise ImproperlyConfigured("WORKER_METRICS is host:port, and needs METRICS_TOKEN.")
    server = ThreadingHTTPServer((host.strip("[]"), int(port)), Page)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
