"""The web process of the product, as `manage.py serve` starts it."""

from bench.proof.place import Place
from bench.proof.serving import Served, product


def serve(place: Place, environment: dict[str, str], name: str) -> Served:
    """Runs until the part ends. `environment`: of one of the place's databases."""
    return place.keep(Served(product, environment, place.log(name)))
