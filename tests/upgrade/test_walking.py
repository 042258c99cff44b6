"""The walk through all pages sees which of them fail."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.faults.machine import Company

from .walking import walk

PAGES = {
    "/t/acme/": '<a href="/t/acme/chats/"></a> <a href="https://elsewhere.example/"></a>',
    "/t/acme/chats/": '<a href="/t/acme/broken/?page=2"></a> <a href="/t/acme/gone/"></a>',
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = 500 if "broken" in self.path else 404
        self.send_response(200 if self.path in PAGES else known)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, "").encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_behind_links_are_shown_and_failures_are_told(site):
    acme = Company(1, "acme", "", {"ada": "session=1"})

    assert walk(site, acme) == (2, ["/t/acme/broken/ 500"])


def test_a_server_that_is_not_there_is_a_failure():
    acme = Company(1, "acme", "", {"ada": "session=1"})

    assert walk("http://127.0.0.1:1", acme) == (0, ["/t/acme/ 0"])
