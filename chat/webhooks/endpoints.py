"""Which endpoints there are. Call inside a tenant scope."""

from .models import Endpoint


def listening() -> list[Endpoint]:
    """Every one, also one that is paused: what is for it waits until it goes on."""
    return list(Endpoint.objects.select_related("tenant"))
