"""Figures by mail: for whoever asked, on the company's clock, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from feedback.data.digest import sending
from feedback.data.digest.choosing import OFF, choose, chosen_by
from feedback.data.digest.times import next_time, period_of
from feedback.models import Digest
from feedback.reports.counting import count
from helpdesk.demo.year import write_year
from tests.conftest import sign_in

FRIDAY = datetime(2026, 3, 27, 12, tzinfo=UTC)  # two days before the clocks go forward
CASES = [
    ("day", "2026-03-28 06:00", "2026-03-26", "2026-03-26"),
    ("week", "2026-03-30 05:00", "2026-03-16", "2026-03-22"),
]


@pytest.mark.parametrize(("every", "at", "first", "last"), CASES)
def test_it_comes_at_seven_on_the_companys_clock(
    cast: Any, every: str, at: str, first: str, last: str
) -> None:
    cast.acme.zone = "Europe/Berlin"
    assert f"{next_time(cast.acme, every, FRIDAY).astimezone(UTC):%Y-%m-%d %H:%M}" == at
    period = period_of(cast.acme, every, FRIDAY)
    assert (str(period.first), str(period.last)) == (first, last)


def test_who_asked_gets_it_once_and_who_left_no_more(in_acme: Any) -> None:
    choose(in_acme.sam, "week")
    choose(in_acme.ada, "day")
    choose(in_acme.ada, OFF)
    write_year(in_acme.acme, 300, seed=2)
    count(in_acme.acme)
    assert sending.send_due(in_acme.acme) == 0
    Digest.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    assert (sending.send_due(in_acme.acme), sending.send_due(in_acme.acme)) == (1, 0)
    (message,) = mail.outbox
    assert message.to == ["sam@acme.example"]
    assert message.subject.startswith("Acme: your chats, ")
    chats = next(line for line in message.body.splitlines() if line.startswith("Chats: "))
    assert 0 < int(chats.split()[1]) < 100
    assert "/t/acme/digest/" in message.body
    assert "0 promises are still to be kept" in message.body
    in_acme.sam.role = "operator"
    in_acme.sam.save(update_fields=["role"])
    Digest.objects.update(next_at=timezone.now())
    assert sending.send_due(in_acme.acme) == 0
    assert not Digest.objects.exists()


def test_everybody_chooses_for_themselves(in_acme: Any) -> None:
    client = sign_in(Client(), in_acme.sam)
    assert client.post("/t/acme/digest/", {"every": "day"}).status_code == 302
    assert (chosen_by(in_acme.sam), chosen_by(in_acme.ada)) == ("day", OFF)
    assert client.post("/t/acme/digest/", {"every": "hour"}).status_code == 200
    client.post("/t/acme/digest/", {"every": ""})
    assert chosen_by(in_acme.sam) == OFF
    assert sign_in(Client(), in_acme.omar).get("/t/acme/digest/").status_code == 403
