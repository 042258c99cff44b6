"""Many workers, operators who come and go as they like, customers who go on writing: whatever
happens, every chat waits or is somebody's, and is never given twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from chat import actions, agenda
from chat.actions import offers, oversight, snoozing, transfer, triage
from chat.actions.transfer_targets import Target
from chat.models import Agenda, Conversation, Entry, Status
from chat.presence import choose_presence, come_online, leave_soon, pause_after_chat
from chat.tending import tend
from helpdesk.tenancy import tenant_scope
from tenants.actions import end_membership, join_company
from tenants.departments import give_up_department
from tenants.hours import ALWAYS, keep_week
from tenants.models import Department, DepartmentMember, Membership, Presence, Routing, Tenant
from tests.queue.racing import waits_for_a_lock

CHATS, WORKERS, STEPS = 10, 5, 16


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
        things += [self.hands_over, self.takes_hand_over, self.takes_over, self.snoozes]
        things += [self.leaves_the_company, self.opens_or_closes, self.departments_change]
        try:
            tend(self.cast.acme.pk)  # all at once, with everything still to be given
            for _ in range(STEPS):
                with tenant_scope(self.cast.acme), suppress(actions.Refused):
                    chance.choice(things)(chance)
                if chance.random() < 0.5:
                    tend(self.cast.acme.pk)
        finally:
            connection.close()

    # --- People ---------------------------------------------------------------------------------

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

    def leaves_the_company(self, chance):
        """And is taken back, one time of two."""
        member = chance.choice([self.cast.sam, self.cast.omar])
        with suppress(Membership.DoesNotExist):  # has left already
            end_membership(by=self.cast.ada, member=member)
        if chance.random() < 0.5:
            join_company(tenant=self.cast.acme, person=member.user, role=member.role)

    # --- The company ----------------------------------------------------------------------------

    def opens_or_closes(self, chance):
        in_three_days = (timezone.now() + timedelta(days=3)).weekday()
        week = ALWAYS if chance.random() < 0.6 else {in_three_days: ALWAYS[0]}
        with suppress_clash():
            keep_week(self.cast.acme, week)

    def departments_change(self, chance):
        """One is made, with somebody in it, gets a chat, loses its last member, or is given up."""
        for given_up in Department.objects.filter(pk__in=self._some(chance, Department)):
            give_up_department(department=given_up)
        made = Department.objects.create(tenant=self.cast.acme, name=str(self.new_id()))
        member = chance.choice(self.people)
        DepartmentMember.objects.create(tenant=self.cast.acme, department=made, member=member)
        moved = self._somebodys(chance)
        triage.set_department(**moved, department_id=made.pk)
        DepartmentMember.objects.filter(pk__in=self._some(chance, DepartmentMember)).delete()

    def _some(self, chance, model):
        return [pk for pk in model.objects.values_list("pk", flat=True) if chance.random() < 0.3]

    # --- Chats ----------------------------------------------------------------------------------

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

    def hands_over(self, chance):
        departments = list(Department.objects.values_list("pk", flat=True))
        to = chance.choice([Target(member_id=self.cast.sam.pk), Target(supervisor=True)])
        if departments and chance.random() < 0.5:
            to = Target(department_id=chance.choice(departments))
        transfer.ask(**self._own(chance), to=to, summary="So far")

    def takes_hand_over(self, chance):
        act = transfer.accept if chance.random() < 0.6 else transfer.decline
        act(**self._somebodys(chance))

    def takes_over(self, chance):
        oversight.take_over(**self._somebodys(chance) | {"member": self.cast.ada})

    def snoozes(self, chance):
        until = timezone.now() + timedelta(hours=1)
        snoozing.snooze(**self._own(chance), until=until)

    def time_passes(self, chance):
        """Six minutes: offers run out, steps are due, what was put aside comes back."""
        shift = timedelta(minutes=6)
        waiting = Conversation.objects.filter(offer_ends_at__isnull=False)
        waiting.update(offer_ends_at=timezone.now() - timedelta(seconds=1))
        chat = Conversation.objects.filter(pk=chance.choice(self.chats))
        chat.update(situation_at=F("situation_at") - shift, due_at=F("due_at") - shift)
        chat.filter(snoozed_until__isnull=False).update(snoozed_until=timezone.now())

    def _somebodys(self, chance):
        member, chat = chance.choice(self.people), chance.choice(self.chats)
        return {"member": member, "conversation_id": chat, "client_id": self.new_id()}

    def _own(self, chance):
        """Mostly a chat of theirs, at times anybody's."""
        any_chat = self._somebodys(chance)
        theirs = Conversation.objects.of(any_chat["member"]).values_list("pk", flat=True)
        chats = [*theirs, any_chat["conversation_id"]]
        return any_chat | {"conversation_id": chance.choice(chats)}


def suppress_clash():
    """Two who save the same week at once: one of them is told."""
    return suppress(IntegrityError)


def given_twice(conversation_id):
    """Entries that give a chat to somebody while somebody has it, who has not handed it over and
    from whom it was not taken openly."""
    holder, faults, openly = None, [], False
    for row in Entry.objects.filter(conversation=conversation_id).order_by("seq"):
        if row.kind == "assigned":
            openly = openly or bool(row.data.get("by") or row.data.get("over"))
            if holder and row.data["member"] and not openly:
                faults.append(row.seq)
            holder, openly = row.data["member"], False
        elif row.kind == "step":
            openly = row.data["step"] == "taken_over"
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
    """With room for all, in the hours, and nobody who declines."""
    with tenant_scope(day.cast.acme):
        keep_week(day.cast.acme, ALWAYS)
        Membership.objects.update(capacity=20, ended_at=None)
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


@pytest.fixture
def looked(committed_cast):
    """Another worker looks at Acme: the future of what it claims."""
    tenant = committed_cast.acme.pk

    def look():
        try:
            return agenda.claim(tenant, only_if_due=True)
        finally:
            connection.close()

    agenda.look_soon(tenant)
    with tenant_scope(tenant), ThreadPoolExecutor(1) as other:
        yield lambda: other.submit(look)


def test_who_looks_while_a_change_commits_waits_for_it(committed_cast, looked):
    looking = []

    def look():
        looking.append(looked())
        assert waits_for_a_lock(looking[0])

    with transaction.atomic():
        agenda.look_soon(committed_cast.acme.pk)
        connection.before_commit(look)
    assert looking[0].result(5) is not None


def test_a_change_that_commits_after_a_look_is_looked_at_again(committed_cast, looked):
    with transaction.atomic():
        agenda.look_soon(committed_cast.acme.pk)
        assert looked().result(5) is not None
    assert looked().result(5) is not None


def test_what_is_given_up_is_not_written_after_all(committed_cast, looked):
    assert looked().result(5) is not None
    with suppress(ZeroDivisionError), transaction.atomic():
        agenda.look_soon(committed_cast.acme.pk)
        raise ZeroDivisionError
    with transaction.atomic():
        assert Tenant.objects.exists()
    assert looked().result(5) is None
