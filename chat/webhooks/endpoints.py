"""Which endpoints there are. Call inside a tenant scope."""

from .models import Endpoint


def listening() -> list[Endpoint]:
    """Every webhook, also one that is paused: what is for it waits until it goes on."""
    return list(Endpoint.objects.webhooks().select_related("tenant"))


def listening_to(event: str) -> list[Endpoint]:
    return [endpoint for endpoint in listening() if event in endpoint.events]
