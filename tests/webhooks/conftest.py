import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chat import actions
from chat.webhooks import changing, relay, sending
from chat.webhooks.catalogue import NAMES
from chat.webhooks.models import Delivery, Endpoint
from helpdesk.tenancy import no_scope
from tests.bot.answering_service import AnsweringService

from .examples import is_as_documented


@pytest.fixture
def receiver(settings):
    """A company's own server on loopback, which checks each signature."""
    running = AnsweringService()
    settings.OUTGOING_EXCEPTIONS = [running.host]
    yield running
    running.close()


@pytest.fixture
def hook(in_acme: Any, receiver: Any) -> Iterator[Endpoint]:
    """Of Acme, for every event. What was queued in the end is as docs/webhooks.md shows it."""
    row, receiver.secret = changing.add(
        tenant=in_acme.acme,
        member=in_acme.ada,
        kind=Endpoint.Kind.WEBHOOK,
        name="Our CRM",
        url=receiver.url,
        events=sorted(NAMES),
    )
    yield row
    for event, body in Delivery.objects.exclude(event="test").values_list("event", "body"):
        assert is_as_documented(event, body), f"{event} is not as documented: {body}"


@pytest.fixture
def worker(in_acme: Any, monkeypatch: Any) -> Any:
    """What workers do, when the test says so. `told`: the hints they were given."""

    class Worker(SimpleNamespace):
        told: list[tuple[str, int, int]] = []

        def looks(self) -> None:
            """Once at Acme; what is due leaves."""
            self.told.clear()
            relay.look_after_webhooks(in_acme.acme)
            for _, tenant_id, delivery_id in list(self.told):
                with no_scope():
                    sending.send(tenant_id, delivery_id)

        def after(self, **later: float) -> None:
            """Looks at what is due by then."""
            for row in Delivery.objects.filter(state="queued"):
                row.due_at -= timedelta(**later)
                row.handed_at = None
                row.save()
            Endpoint.objects.update(rests_until=None)
            self.looks()

    running = Worker(told=[])
    monkeypatch.setattr(relay, "tell_worker", lambda *task: running.told.append(task) or True)
    return running


@pytest.fixture
def chat(in_acme: Any, new_id: Any) -> Any:
    """A chat of the visitor: what they and Omar do."""

    class Chat(SimpleNamespace):
        def says(self, body: str = "Hello", visitor: Any = in_acme.visitor) -> int:
            posted = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body=body)
            self.number = posted.entry.conversation_id
            return self.number

        def omar(self, does: Any, **more: Any) -> None:
            does(member=in_acme.omar, conversation_id=self.number, client_id=new_id(), **more)

    return Chat()


def events() -> list[str]:
    """What was queued, in the order it leaves."""
    return list(Delivery.objects.order_by("pk").values_list("event", flat=True))


def data_of(event: str) -> dict[str, Any]:
    """Of the newest one."""
    return json.loads(Delivery.objects.filter(event=event).latest("pk").body)["data"]
