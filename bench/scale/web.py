"""The web process of the product, as `manage.py serve` starts it."""

import sys

from bench.proof.place import Place
from bench.proof.serving import Served
from helpdesk.services import web


def serve(place: Place, environment: dict[str, str], name: str) -> Served:
    """Runs until the part ends. `environment`: of one of the place's databases."""
    return place.keep(Served(_command, environment, place.log(name)))


def _command(descriptor: int) -> list[str]:
    return [sys.executable, *web.command(descriptor, behind_proxy=False)]
