"""`kill -9` at any step: no address gets a mail twice, and every due mail leaves or is unknown."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle, islice

import pytest
from django.utils import timezone

from feedback.mail import claims
from feedback.models import OutgoingMail
from helpdesk.tenancy import tenant_scope

from .sender import STEPS
from .workers import Workers, many_mails, states

RUNS = 200
SURELY_NOT_SENT = {"before_claim"}
SURELY_TAKEN = {"before_commit"}


@pytest.fixture(scope="module")
def workers(django_db_setup, smtp_server, owner_url):
    url = owner_url.replace("helpdesk_owner@", "helpdesk@", 1)
    started = [Workers(url, smtp_server.port) for _ in range(2)]
    assert all(each.is_ready() for each in started)
    yield started
    for each in started:
        each.stop()


def kill_each(workers, mails, died_at):
    """One process for each, two at once; every second one is killed by each of the two."""

    def take(number):
        for mail in mails[number::2]:
            assert workers[number].send(mail, die=died_at[mail.pk]) == [True]

    with ThreadPoolExecutor(2) as both:
        list(both.map(take, range(2)))


def five_minutes_later():
    late = timezone.now() - claims.LASTS - timedelta(seconds=1)
    OutgoingMail.objects.filter(state="sending").update(claimed_at=late)
    return claims.give_up_silent()


@pytest.mark.timeout(400)  # about fifteen seconds where nothing else runs
def test_two_hundred_killed_workers(committed_cast, workers, mailboxes):
    acme = committed_cast.acme
    with tenant_scope(acme):
        mails = many_mails(acme, RUNS)
        died_at = dict(zip((m.pk for m in mails), islice(cycle(STEPS), RUNS), strict=True))
        kill_each(workers, mails, died_at)
        workers[0].send(*mails)  # takes what is queued still, and nothing that is claimed
        given_up = five_minutes_later()
        workers[0].send(*mails)  # nor what nobody knows
        ends = states(mails)
    arrived = Counter(mailboxes.recipients)
    assert max(arrived.values()) == 1
    assert set(ends.values()) == {"sent", "unknown"}
    assert given_up == Counter(ends.values())["unknown"]
    for number, mail in enumerate(mails):
        step, there = died_at[mail.pk], arrived[f"person{number}@customer.example"]
        assert (ends[mail.pk] == "sent") == (step in SURELY_NOT_SENT)
        assert there == 1 if step in SURELY_NOT_SENT | SURELY_TAKEN else there <= 1
        assert there == 0 if step in {"after_claim", "before_data", "within_data"} else True


def test_many_workers_at_the_same_mail(committed_cast, workers, mailboxes):
    with tenant_scope(committed_cast.acme):
        mails = many_mails(committed_cast.acme, 12)
        workers[0].send(*mails, copies=3)
        assert set(states(mails).values()) == {"sent"}
    assert sorted(Counter(mailboxes.recipients).values()) == [1] * 12
