"""Many workers, operators who come and go as they like, customers who go on writing: whatever
happens, every chat waits or is somebody's, and is never given twice."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chat import actions, agenda
from chat.actions import offers
from chat.models import Agenda, Conversation, Entry, Status
from chat.presence import choose_presence, come_online, leave_soon, pause_after_chat
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Presence, Routing, Tenant

CHATS, WORKERS, STEPS = 12, 6, 16


class Day:
    """What may happen, in any order, from any number of threads."""

    def __init__(self, cast, new_id, seed):
        self.cast, self.new_id, self.seed = cast, new_id, seed
        self.people = [cast.ada, cast.sam, cast.omar]
        with tenant_scope(cast.acme):
            self.visitors = [actions.new_visitor(tenant=cast.acme)[0] for _ in range(CHATS)]
            for visitor in self.visitors:
                actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")
            self.chats = list(Conversation.objects.values_list("pk", flat=True))
            for member in self.people:
                come_online(member=member)

    def live(self, worker):
        chance = random.Random(f"{self.seed} {worker}")
        things = [self.comes, self.goes, self.chooses, self.pauses, self.asks, self.takes]
        things += [self.releases, self.closes, self.accepts, self.declines, self.time_passes]
        try:
            tend(self.cast.acme.pk)  # all at once, with everything still to be given
            for _ in range(STEPS):
                with tenant_scope(self.cast.acme), suppress(actions.Refused):
                    chance.choice(things)(chance)
                if chance.random() < 0.5:
                    tend(self.cast.acme.pk)
        finally:
            connection.close()

    def comes(self, chance):
        come_online(member=chance.choice(self.people))

    def goes(self, chance):
        leave_soon(member=(member := chance.choice(self.people)))
        Membership.objects.filter(pk=member.pk).update(online_until=timezone.now())

    def chooses(self, chance):
        presence = chance.choice([Presence.ONLINE, Presence.ONLINE, Presence.AWAY])
        choose_presence(member=chance.choice(self.people), presence=presence)

    def pauses(self, chance):
        pause_after_chat(member=chance.choice(self.people), is_on=chance.random() < 0.5)

    def asks(self, chance):
        visitor = chance.choice(self.visitors)
        actions.post_visitor_message(visitor=visitor, client_id=self.new_id(), body="And?")

    def takes(self, chance):
        actions.take(**self._somebodys(chance))

    def releases(self, chance):
        actions.release(**self._own(chance))

    def closes(self, chance):
        actions.close(**self._own(chance))

    def accepts(self, chance):
        if chat := Conversation.objects.filter(offered_to__isnull=False).first():
            who = next(p for p in self.people if p.pk == chat.offered_to_id)
            offers.accept(member=who, conversation_id=chat.pk, client_id=self.new_id())

    def declines(self, chance):
        if chat := Conversation.objects.filter(offered_to__isnull=False).first():
            who = next(p for p in self.people if p.pk == chat.offered_to_id)
            offers.decline(member=who, conversation_id=chat.pk)

    def time_passes(self, chance):
        waiting = Conversation.objects.filter(offer_ends_at__isnull=False)
        waiting.update(offer_ends_at=timezone.now() - timedelta(seconds=1))

    def _somebodys(self, chance):
        member, chat = chance.choice(self.people), chance.choice(self.chats)
        return {"member": member, "conversation_id": chat, "client_id": self.new_id()}

    def _own(self, chance):
        """Mostly a chat of theirs, at times anybody's."""
        any_chat = self._somebodys(chance)
        theirs = Conversation.objects.of(any_chat["member"]).values_list("pk", flat=True)
        chats = [*theirs, any_chat["conversation_id"]]
        return any_chat | {"conversation_id": chance.choice(chats)}


def given_twice(conversation_id):
    """Entries that give a chat to somebody while somebody has it."""
    holder, faults = None, []
    for row in Entry.objects.filter(conversation=conversation_id).order_by("seq"):
        if row.kind == "assigned":
            if holder and row.data["member"]:
                faults.append(row.seq)
            holder = row.data["member"]
        elif row.kind == "closed":
            holder = None
        elif row.kind == "reopened" and row.data["by"] == "visitor":
            holder = None  # an operator follows at once where they are still there, see below
    return faults


@pytest.fixture(params=[Routing.ASSIGN, Routing.OFFER])
def day(request, committed_cast, new_id):
    """A day that has been lived through."""
    Tenant.objects.filter(pk=committed_cast.acme.pk).update(routing=request.param)
    day = Day(committed_cast, new_id, seed=1)
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(day.live, range(WORKERS)))
    return day


def test_every_chat_waits_or_is_somebodys_and_in_the_end_all_are_served(day):
    acme = day.cast.acme
    with tenant_scope(acme):
        for chat in Conversation.objects.select_related("operator"):
            assert given_twice(chat.pk) == [], f"chat {chat.pk} was given twice"
            assert chat.status == Status.CLOSED or (chat.operator is None) == (
                chat.status == Status.WAITING
            )
            seqs = Entry.objects.filter(conversation=chat).order_by("seq")
            assert list(seqs.values_list("seq", flat=True)) == list(range(1, chat.last_seq + 1))
    assert Agenda.objects.filter(company=acme).exists()
    everybody_comes_back(day)
    with tenant_scope(acme):
        assert Conversation.objects.waiting().count() == 0


def everybody_comes_back(day):
    """With room for all, and nobody who declines."""
    with tenant_scope(day.cast.acme):
        Membership.objects.update(capacity=20)
        for member in day.people:
            come_online(member=member)
            choose_presence(member=member, presence=Presence.ONLINE)
    chance = random.Random(0)
    for _ in range(2 * CHATS):
        tend(day.cast.acme.pk)
        with tenant_scope(day.cast.acme):
            day.accepts(chance)
            day.time_passes(chance)
            if not Conversation.objects.waiting().exists():
                return


def test_a_change_that_commits_late_is_not_lost_from_the_agenda(committed_cast):
    """Who looks at the company while a change is under way waits for it, and then sees it."""
    tenant = committed_cast.acme.pk
    agenda.look_soon(tenant)

    def look():
        try:
            return agenda.claim(tenant, only_if_due=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with tenant_scope(tenant), transaction.atomic():
            agenda.look_soon(tenant)
            looking = other.submit(look)
            time.sleep(0.3)
            assert not looking.done()
        assert looking.result(5) is not None
