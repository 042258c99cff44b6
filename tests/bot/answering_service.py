"""A company's own answer service on loopback: it checks the signature, and answers what it is told
to."""

import http.server
import json
import threading
import time
from typing import Any

from standardwebhooks import Webhook


class AnsweringService:
    """`secret`: of whoever may ask. `answer` is sent as JSON, or as it is where it is bytes."""

    def __init__(self) -> None:
        self.secret = ""
        self.status = 200
        self.answer: Any = {"answer": "Two days."}
        self.pause_s = 0.0
        self.drips = False
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        service = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = dict(self.headers)
                service.headers.append(headers)
                service.asked.append(Webhook(service.secret).verify(body, headers))
                time.sleep(service.pause_s)
                self._answer()

            def _answer(self) -> None:
                told = service.answer
                data = told if isinstance(told, bytes) else json.dumps(told).encode()
                self.send_response(service.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for byte in data if service.drips else []:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
                if not service.drips:
                    self.wfile.write(data)

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (BrokenPipeError, ConnectionResetError):
                    return  # whoever asked has hung up

            def log_message(self, *_: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}/answers"
        serve = {"poll_interval": 0.01}  # so that closing does not wait
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
