"""The fast way, the careful way and a worker's look at the same chat at the same moment: each line
is told once, in its order, and nobody blocks anybody."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from django.db import connection, transaction

from chat import actions
from chat.actions.posting import visitor_entry
from chat.log import append_entries
from chat.models import Entry, Kind
from chat.webhooks import changing, reading
from chat.webhooks.catalogue import NAMES
from chat.webhooks.models import Delivery
from helpdesk.tenancy import tenant_scope

ROUNDS = 25


def in_acme(cast, work):
    try:
        with tenant_scope(cast.acme):
            for turn in range(ROUNDS):
                work(turn)
    finally:
        connection.close()


def test_every_line_is_told_once_and_in_order(committed_cast):
    cast = committed_cast
    with tenant_scope(cast.acme):
        changing.add(
            tenant=cast.acme, member=cast.ada, kind="webhook", name="CRM",
            url="https://crm.example.com/", events=sorted(NAMES),
        )  # fmt: skip
        said = actions.post_visitor_message(visitor=cast.visitor, client_id=uuid4(), body="Hello")
    number = said.entry.conversation_id
    of = {"member": cast.omar, "conversation_id": number}

    def fast(turn):
        with transaction.atomic():
            append_entries([visitor_entry(number, "", uuid4(), f"Fast {turn}")])

    def careful(turn):
        does = (actions.take, actions.post_operator_message, actions.release)[turn % 3]
        more = {"body": f"Careful {turn}"} if turn % 3 == 1 else {}
        does(**of, client_id=uuid4(), **more)

    def look(turn):
        reading.read_on()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(in_acme, cast, work) for work in (fast, careful, look, look)]:
            done.result(60)
    with tenant_scope(cast.acme):
        reading.read_on()
        lines = Entry.objects.filter(conversation=number, kind=Kind.MESSAGE).order_by("seq")
        bodies = Delivery.objects.filter(event="message.created").order_by("pk")
        told = [
            json.loads(body)["data"]["message"]["seq"]
            for body in bodies.values_list("body", flat=True)
        ]
        assert told == list(lines.values_list("seq", flat=True)) and len(told) > ROUNDS
        changes = [
            (json.loads(row.body)["data"]["before"], json.loads(row.body)["data"]["after"])
            for row in Delivery.objects.filter(event="conversation.status_changed").order_by("pk")
        ]
        assert changes == [("waiting", "open"), ("open", "waiting")] * (ROUNDS // 3) + [
            ("waiting", "open")
        ]
