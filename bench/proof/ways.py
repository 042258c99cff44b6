"""The ways that are compared, each a server of one process and who is connected to it."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from helpdesk.services import wire
from helpdesk.services.process import ROOT

from .facts import node
from .place import Place
from .pressing import Generator
from .serving import Served, product

OURS, UNSTORED, ORDINARY, RELAY = "ours", "ours, nothing stored", "ordinary way", "bare relay"
UVICORN = "ours on uvicorn"
WARM_RATE = 100.0  # messages a second; the ordinary way has to keep up
LARGEST_FRAME = str(wire.LARGEST_FRAME_BYTES)


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


@dataclass(frozen=True)
class Shape:
    """Who is there: companies, operators in each, chats of each operator."""

    companies: int = 8
    operators: int = 1
    chats: int = 50

    @property
    def name(self) -> str:
        return "_".join(["cast", *self.arguments])

    @property
    def arguments(self) -> list[str]:
        return [str(self.companies), str(self.operators), str(self.chats)]


def start(place: Place, name: str, shape: Shape) -> Way:
    """Serves it with everybody connected, and lets each visitor write once."""
    cast, argv = WAYS[name]
    environment, plan = _cast(place, name, cast, shape)
    log = file_name(name)
    served = place.keep(Served(argv, environment, place.log(log)))
    generator = place.keep(Generator(plan, served.origin, place.log(f"{log}-generator")))
    way = Way(name, served, generator, environment)
    way.open(WARM_RATE, len(plan["visitors"]) / WARM_RATE)
    return way


def file_name(name: str) -> str:
    return name.replace(" ", "_").replace(",", "")


def _cast(place: Place, name: str, cast: str, shape: Shape) -> tuple[dict[str, str], Any]:
    """Its environment, and the plan of the generator."""
    if not cast:
        return place.services, desks(shape)
    settings = {"DJANGO_SETTINGS_MODULE": SETTINGS[cast]}
    if cast == PRODUCT:
        plan = _product_plan(place, shape)
        return place.copy(file_name(name), shape.name) | settings, plan
    environment = place.foreign_database(file_name(name)) | settings
    return environment, _made(place, cast, shape, environment)


def _product_plan(place: Place, shape: Shape) -> Any:
    """The cast of the product is made once; the databases that serve are copies."""
    kept = place.var / f"{shape.name}.json"
    if not kept.exists():
        environment = place.database(shape.name) | {"DJANGO_SETTINGS_MODULE": SETTINGS[PRODUCT]}
        kept.write_text(json.dumps(_made(place, PRODUCT, shape, environment)))
    return json.loads(kept.read_text())


def _made(place: Place, cast: str, shape: Shape, environment: dict[str, str]) -> Any:
    return json.loads(place.python("-m", cast, *shape.arguments, environment=environment))


def _unstored(descriptor: int) -> list[str]:
    """The same command, another module."""
    return [a.replace("helpdesk.services.web", "bench.proof.unstored") for a in product(descriptor)]


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


def desks(shape: Shape) -> dict[str, Any]:
    """The relay knows nobody: an address is all there is."""
    count = shape.companies * shape.operators
    operators = [{"path": f"/operator/{number}/"} for number in range(count)]
    visitors = [{"path": f"/visitor/{i}/"} for i in range(count) for _ in range(shape.chats)]
    return {"operators": operators, "visitors": visitors}


PRODUCT, PLAIN = "bench.proof.cast", "bench.ordinary.cast"
SETTINGS = {PRODUCT: "helpdesk.settings", PLAIN: "bench.ordinary.settings"}
WAYS = {  # name: (who makes the cast, its command)
    OURS: (PRODUCT, product),
    UNSTORED: (PRODUCT, _unstored),
    ORDINARY: (PLAIN, _ordinary),
    RELAY: ("", _relay),
    UVICORN: (PRODUCT, _uvicorn),
}
