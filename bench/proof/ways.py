"""The ways that are compared, each a server of one process and who is connected to it."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from helpdesk.services import web
from helpdesk.services.process import ROOT

from .facts import node
from .place import Place
from .pressing import Generator
from .serving import Served

OURS, UNSTORED, ORDINARY, RELAY = "ours", "ours, nothing stored", "ordinary way", "bare relay"
UVICORN = "ours on uvicorn"
COMPANIES, CHATS = 8, 50
LARGEST_FRAME = str(web.LARGEST_FRAME_BYTES)


@dataclass
class Way:
    name: str
    served: Served
    generator: Generator
    environment: dict[str, str]

    def closed(self, window: int, seconds: float) -> dict[str, Any]:
        return self.generator.closed(window, seconds, self.served.cpu_s)

    def open(self, rate: float, seconds: float) -> dict[str, Any]:
        return self.generator.open(rate, seconds, self.served.cpu_s)


def start(place: Place, name: str, companies: int = COMPANIES, chats: int = CHATS) -> Way:
    """Serves it with so many companies of one operator and so many chats each; everybody is
    connected."""
    cast, argv = WAYS[name]
    if cast:
        environment = _database(place, name, cast)
        sizes = (str(companies), str(chats))
        plan = json.loads(place.python("-m", cast, *sizes, environment=environment))
    else:
        environment, plan = place.services, desks(companies, chats)
    log = name.replace(" ", "-").replace(",", "")
    served = place.keep(Served(argv, environment, place.log(log)))
    generator = place.keep(Generator(plan, served.origin, place.log(f"{log}-generator")))
    return Way(name, served, generator, environment)


def _database(place: Place, name: str, cast: str) -> dict[str, str]:
    name = name.replace(" ", "_").replace(",", "")
    found = place.database(name) if cast == PRODUCT else place.foreign_database(name)
    return found | {"DJANGO_SETTINGS_MODULE": SETTINGS[cast]}


def _ours(descriptor: int) -> list[str]:
    return [sys.executable, *web.command(descriptor, behind_proxy=False)]


def _unstored(descriptor: int) -> list[str]:
    """The same command, another module."""
    return [a.replace("helpdesk.services.web", "bench.proof.unstored") for a in _ours(descriptor)]


def _uvicorn(descriptor: int) -> list[str]:
    options = ["--fd", str(descriptor), "--log-level", "warning", "--ws-max-size", LARGEST_FRAME]
    plain = ["--no-access-log", "--ws-per-message-deflate", "false"]
    module = [sys.executable, "-m", "uvicorn", "helpdesk.asgi:application"]
    return [*module, *options, *plain]


def _ordinary(descriptor: int) -> list[str]:
    options = ["--fd", str(descriptor), "-v", "0"]
    return [sys.executable, "-m", "daphne", *options, "bench.ordinary.asgi:application"]


def _relay(descriptor: int) -> list[str]:
    return [str(node()), str(ROOT / "bench" / "proof" / "load" / "relay.mjs"), str(descriptor)]


def desks(companies: int, chats: int) -> dict[str, Any]:
    """The relay knows nobody: an address is all there is."""
    operators = [{"path": f"/operator/{number}/"} for number in range(companies)]
    visitors = [{"path": f"/visitor/{i}/"} for i in range(companies) for _ in range(chats)]
    return {"operators": operators, "visitors": visitors}


PRODUCT, PLAIN = "bench.proof.cast", "bench.ordinary.cast"
SETTINGS = {PRODUCT: "helpdesk.settings", PLAIN: "bench.ordinary.settings"}
WAYS = {  # name: (who makes the cast, its command)
    OURS: (PRODUCT, _ours),
    UNSTORED: (PRODUCT, _unstored),
    ORDINARY: (PLAIN, _ordinary),
    RELAY: ("", _relay),
    UVICORN: (PRODUCT, _uvicorn),
}
