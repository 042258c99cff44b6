"""A company's page with the line in it, on an origin of its own."""

import http.server
import threading

PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
<title>Garden tools</title></head><body><main><h1>Garden tools</h1></main>{line}</body></html>"""


class Shop:
    """`with Shop() as shop:` serves `shop.line` in a page at `shop.origin`."""

    line = ""

    def __enter__(self) -> "Shop":
        shop = self

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = PAGE.replace("{line}", shop.line).encode() if self.path == "/" else b""
                self.send_response(200 if body else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
