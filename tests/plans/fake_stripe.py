"""A server that answers as Stripe's did when it was asked (shapes of API version 2025-09-30), for
the few endpoints we use. It keeps what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class FakeStripe:
    """`subscriptions`: {id: what is told of it}; `asked`: [(method, path, fields)]."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.subscriptions: dict[str, dict[str, Any]] = {}
        self.is_down = False
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake._answer(self, "GET", {})

            def do_DELETE(self) -> None:
                fake._answer(self, "DELETE", {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                fields = {name: values[0] for name, values in parse_qs(body).items()}
                fake._answer(self, "POST", fields)

            def log_message(self, *_args: Any) -> None:
                """Nothing: it is a test."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True)
        self.thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _answer(self, request: BaseHTTPRequestHandler, method: str, fields: dict) -> None:
        path = urlsplit(request.path).path
        self.asked.append((method, path, fields))
        status, body = self._told(method, path, fields)
        content = json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(content)))
        request.send_header("Request-Id", f"req_{len(self.asked)}")
        request.end_headers()
        request.wfile.write(content)

    def _told(self, method: str, path: str, fields: dict) -> tuple[int, dict[str, Any]]:
        if self.is_down:
            return 400, error("api_error", "Something went wrong on our end.")
        if (method, path) == ("POST", "/v1/checkout/sessions"):
            return 200, checkout(fields)
        if (method, path) == ("POST", "/v1/billing_portal/sessions"):
            return 200, {
                "id": "bps_1",
                "object": "billing_portal.session",
                "customer": fields["customer"],
                "return_url": fields["return_url"],
                "url": "https://billing.stripe.com/p/session/test_1",
            }
        number = path.removeprefix("/v1/subscriptions/")
        if number in self.subscriptions:
            if method == "POST":
                ends = fields["cancel_at_period_end"].lower() == "true"
                self.subscriptions[number]["cancel_at_period_end"] = ends
            elif method == "DELETE":
                self.subscriptions[number]["status"] = "canceled"
            return 200, self.subscriptions[number]
        return 404, error("invalid_request_error", f"No such subscription: '{number}'")


def error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}


def checkout(fields: dict[str, str]) -> dict[str, Any]:
    return {
        "id": "cs_test_1",
        "object": "checkout.session",
        "client_reference_id": fields["client_reference_id"],
        "mode": fields["mode"],
        "payment_status": "unpaid",
        "status": "open",
        "success_url": fields["success_url"],
        "url": "https://checkout.stripe.com/c/pay/cs_test_1",
    }


def subscription(tenant_id: int, price: str, status: str = "active", number: str = "sub_1") -> dict:
    return {
        "id": number,
        "object": "subscription",
        "customer": "cus_1",
        "status": status,
        "cancel_at_period_end": False,
        "metadata": {"tenant": str(tenant_id)},
        "items": {
            "object": "list",
            "data": [
                {
                    "id": "si_1",
                    "object": "subscription_item",
                    "current_period_end": 4_102_444_800,
                    "price": {"id": price, "object": "price"},
                    "quantity": 1,
                }
            ],
        },
    }


def event(number: str, kind: str, about: dict[str, Any], created: int = 1_700_000_000) -> str:
    return json.dumps(
        {
            "id": number,
            "object": "event",
            "api_version": "2025-09-30.clover",
            "created": created,
            "type": kind,
            "data": {"object": about},
        }
    )
