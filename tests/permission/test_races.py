"""Queueing and taking back at once, 200 times on committed data: nothing is queued afterwards, and
nothing breaks. Each pair begins at the same moment, in two threads with a connection each."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction

from chat import actions
from chat.actions import Refused
from chat.models import Visitor
from feedback.actions.consents import give, text_for, withdraw
from feedback.actions.outbox import queue_mail
from feedback.models import Address, ConsentEvent, LiveConsent, MailKind, OutgoingMail, Purpose
from helpdesk.tenancy import tenant_scope

PAIRS = 8  # at a time; the pool has 16 connections
ROUNDS = 200


def somebody(tenant, number):
    """A visitor who has agreed to a follow-up."""
    visitor, _ = actions.new_visitor(tenant=tenant)
    visitor = Visitor.objects.select_related("tenant").get(pk=visitor.pk)
    text = text_for(tenant, Purpose.FOLLOW_UP, "en")
    give(visitor=visitor, email=f"{number}@customer.example", texts=[text.pk], place="widget")
    return visitor


def queue(visitor):
    queue_mail(kind=MailKind.ANSWER, visitor_id=visitor.pk, dedupe_key=f"answer {visitor.pk}")


def take_back(visitor):
    withdraw(visitor_id=visitor.pk, purposes=list(Purpose), place="privacy_page")


def give_again(visitor):
    """To another address, which replaces the permission that is being taken back."""
    text = text_for(visitor.tenant, Purpose.FOLLOW_UP, "en")
    email = f"other{visitor.pk}@customer.example"
    give(visitor=visitor, email=email, texts=[text.pk], place="widget")


def race(tenant, visitors, *runners):
    """Runs all of `runners` for each visitor at the same moment; returns what broke."""
    broken = []

    def run(work, visitor, start):
        try:
            with tenant_scope(tenant):
                connection.ensure_connection()
                start.wait(20)
                work(visitor)
        except Refused as refused:
            if refused.code != "no_consent":
                broken.append(refused)
        except Exception as error:
            broken.append(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PAIRS * len(runners)) as threads:
        for first in range(0, len(visitors), PAIRS):
            some = visitors[first : first + PAIRS]
            starts = [threading.Barrier(len(runners)) for _ in some]
            jobs = [
                (work, visitor, start)
                for visitor, start in zip(some, starts, strict=True)
                for work in random.sample(runners, len(runners))
            ]
            for future in [threads.submit(run, *job) for job in jobs]:
                future.result()
    return broken


def test_200_withdrawals_while_a_mail_is_queued(committed_cast):
    acme = committed_cast.acme
    with tenant_scope(acme), transaction.atomic():
        visitors = [somebody(acme, number) for number in range(ROUNDS)]
    assert race(acme, visitors, queue, take_back) == []
    with tenant_scope(acme):
        assert not OutgoingMail.objects.filter(state="queued").exists()
        assert not LiveConsent.objects.exists() and not Address.objects.exists()
        assert ConsentEvent.objects.filter(what="withdrawn").count() == ROUNDS
        came_first = OutgoingMail.objects.filter(state="cancelled", live_consent=None).count()
        assert came_first == OutgoingMail.objects.count()


def test_three_at_once_leave_no_mail_without_permission(committed_cast):
    """Whichever comes last: what is queued has a permission, what has none is not queued."""
    acme = committed_cast.acme
    with tenant_scope(acme):
        visitors = [somebody(acme, number) for number in range(24)]
    assert race(acme, visitors, queue, take_back, give_again) == []
    with tenant_scope(acme):
        assert not OutgoingMail.objects.filter(state="queued", live_consent=None).exists()
        held = set(LiveConsent.objects.values_list("visitor", flat=True))
        queued = set(OutgoingMail.objects.filter(state="queued").values_list("subject", flat=True))
        assert queued <= held
        assert Address.objects.count() == len(held)


def test_twice_at_once_is_given_once(committed_cast):
    acme = committed_cast.acme
    with tenant_scope(acme):
        visitors = [actions.new_visitor(tenant=acme)[0] for _ in range(16)]
        visitors = [Visitor.objects.select_related("tenant").get(pk=one.pk) for one in visitors]
    assert race(acme, visitors, give_again, give_again) == []
    with tenant_scope(acme):
        assert LiveConsent.objects.count() == ConsentEvent.objects.count() == len(visitors)
