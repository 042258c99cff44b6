"""Every web process or proxy that was named: pages and sockets."""

import http.client
import json
import socket as sockets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from helpdesk.services.files import write_private
from helpdesk.services.readiness import Probe

from .place import PATIENCE_S, Installation, Trouble, counted, rows

A_SITE_KEY = """SELECT site_key FROM tenants_tenant
 WHERE is_active AND sandbox_of_id IS NULL ORDER BY id LIMIT 1"""
UNREACHED = (OSError, http.client.HTTPException, ValueError)


def server(place: Installation) -> str:
    for url in place.urls:
        probe = Probe(url, settings.PUBLIC_URL)
        try:
            probe.get("/healthz")
            leaves = probe.components().get("web", "ok")
        except UNREACHED as error:
            raise Trouble(f"{url} does not answer: {error}") from None
        if leaves != "ok":
            raise Trouble(f"{url}: {leaves}")
    return f"answers at {', '.join(place.urls)}"


def socket(place: Installation) -> str:
    """A visitor's socket, from hello to welcome, with the same visitor every time."""
    found = rows(A_SITE_KEY) if not place.site_key else []
    key = place.site_key or next((row[0] for row in found), "")
    if not key:
        raise Trouble("no active company to talk to: sign one up, or name a key with --site-key")
    names = {_knock(url, key) for url in place.urls}
    many = f", {counted(len(place.urls), 'time')}" if len(place.urls) > 1 else ""
    return f"hello and welcome of {', '.join(sorted(names))}{many}"


def _knock(url: str, key: str) -> str:
    """The company's name. Asked at `url` in the name of PUBLIC_URL, as a proxy would."""
    path = f"/ws/widget/{key}/"
    address = urlsplit(url)
    scheme = "wss" if address.scheme == "https" else "ws"
    port = address.port or (443 if scheme == "wss" else 80)
    public = urlsplit(settings.PUBLIC_URL).netloc
    try:
        way = sockets.create_connection((address.hostname, port), PATIENCE_S)
        with connect(
            f"{scheme}://{public}{path}",
            sock=way,
            origin=settings.PUBLIC_URL,
            additional_headers={"X-Forwarded-Proto": urlsplit(settings.PUBLIC_URL).scheme},
            open_timeout=PATIENCE_S,
        ) as line:
            return _greet(line, settings.VAR / "doctor" / key)
    except (OSError, WebSocketException, ValueError) as error:
        raise Trouble(f"{url}{path}: {error}") from None


def _greet(line: ClientConnection, token_file: Path) -> str:
    token = token_file.read_text() if token_file.exists() else ""
    frame = _hello(line, token)
    if frame.get("code") == "bad_token":
        frame = _hello(line, "")
    if frame.get("type") != "welcome":
        raise Trouble(f"instead of welcome came {frame.get('code') or frame.get('type')}")
    if "token" in frame:
        write_private(token_file, frame["token"])
    return frame["company"]["name"]


def _hello(line: ClientConnection, token: str) -> dict[str, Any]:
    hello = {"type": "hello", "v": 1, "epoch": None} | ({"token": token} if token else {})
    line.send(json.dumps(hello))
    return json.loads(line.recv(timeout=PATIENCE_S))
