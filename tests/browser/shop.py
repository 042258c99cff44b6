"""A customer's site, the snippet on every page of it, served from an origin of its own."""

import http.server
import threading
from typing import Any

PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
<title>Garden shop</title></head><body><main><h1>Garden shop</h1><p>Spades and seeds.</p></main>
{snippet}</body></html>"""


class Shop:
    """`with Shop() as shop:`; it is at `shop.origin`, and empty until it `carries` the widget."""

    def __init__(self) -> None:
        self.snippet = ""

    def carries(self, server: Any, site_key: str) -> None:
        source = f"{server.origin}/widget.js?site={site_key}"
        self.snippet = f'<script src="{source}" data-site="{site_key}" async></script>'

    def __enter__(self) -> "Shop":
        shop = self

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = PAGE.replace("{snippet}", shop.snippet)
                body = b"" if self.path == "/favicon.ico" else page.encode()
                self.send_response(200 if body else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        serve = {"poll_interval": 0.01}  # so that closing does not wait
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
