"""People, departments and whole companies go: each chat has somebody it is up to, all the same."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F
from django.utils import timezone

from chat import actions, agenda
from chat.actions import transfer
from chat.actions.snoozing import snooze
from chat.actions.transfer_targets import Target
from chat.actions.triage import wish_department
from chat.models import Agenda, Conversation, Entry, RoutingRule, Status, Visitor
from chat.presence import GRACE
from chat.queue.dispatch import dispatch
from chat.reading import entries_after
from chat.tasks import relay
from chat.tending import look_after_chats, tend
from helpdesk.tenancy import no_scope, tenant_scope
from tenants.actions import end_membership
from tenants.models import Department, DepartmentMember, Membership, Routing, Tenant
from tests.wire import greeted_operator, greeted_visitor


@pytest.fixture
def billing(in_acme):
    """Sam's department."""
    made = Department.objects.create(tenant=in_acme.acme, name="Billing")
    DepartmentMember.objects.create(tenant=in_acme.acme, department=made, member=in_acme.sam)
    return made


@pytest.fixture
def omars(in_acme, comes_online, somebody_asks, new_id):
    """A chat that Omar has, whose console is open."""
    comes_online(in_acme.omar)
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    return chat


def now_of(chat):
    return Conversation.objects.select_related("operator", "department").get(pk=chat.pk)


def dismissed(in_acme, member):
    end_membership(by=in_acme.ada, member=member)


def last(chat, kind):
    return Entry.objects.filter(conversation=chat, kind=kind).order_by("-seq").first()


# --- The operator goes ---------------------------------------------------------------------------


def gone_after_the_grace(member):
    Membership.objects.filter(pk=member.pk).update(online_until=timezone.now())


async def test_a_closed_console_gives_its_chats_back_and_the_visitor_hears_it(
    committed_cast, server
):
    cast = committed_cast

    def at_work(work, *args, **kwargs):
        try:
            with tenant_scope(cast.acme):
                return work(*args, **kwargs)
        finally:
            connections.close_all()

    def is_leaving():
        until = Membership.objects.get(pk=cast.omar.pk).online_until
        return until <= timezone.now() + GRACE

    def after_the_grace():
        at_work(Membership.objects.update, online_until=F("online_until") - GRACE)
        tend(cast.acme.pk)

    async with greeted_visitor(server, cast) as visitor:
        await visitor.post("Hello?")
        async with greeted_operator(server, cast.omar) as omar:
            row = await asyncio.to_thread(at_work, Conversation.objects.get)
            await omar.say(type="take", conversation=row.pk, id=str(uuid.uuid4()))
            while not (await visitor.hear("conversation"))["conversation"]["operator"]:
                pass
        async with asyncio.timeout(10):
            while not await asyncio.to_thread(at_work, is_leaving):
                await asyncio.sleep(0.02)
        await asyncio.to_thread(at_work, tend, cast.acme.pk)
        assert (await asyncio.to_thread(at_work, Conversation.objects.get)).status == Status.OPEN
        await asyncio.to_thread(after_the_grace)
        told = await visitor.hear("conversation")
        assert (told["conversation"]["status"], told["conversation"]["operator"]) == (
            "waiting",
            None,
        )
        said = (await visitor.hear("entries"))["entries"]
        assert [entry["data"].get("auto") for entry in said] == [None, "operator_left"]
        assert (await visitor.hear("queue"))["place"] == 1


def test_whoever_is_next_reads_the_whole_history_and_why(in_acme, omars, comes_online):
    gone_after_the_grace(in_acme.omar)
    comes_online(in_acme.sam)
    look_after_chats(in_acme.acme)
    assert now_of(omars).operator == in_acme.sam
    entries = entries_after(omars.pk, 0, "operator").entries
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0]["body"] == "Hello?"
    assert any("Omar's console is closed" in entry["body"] for entry in entries)


def test_of_who_left_the_company_the_next_reads_that(in_acme, omars, comes_online):
    dismissed(in_acme, in_acme.omar)
    comes_online(in_acme.sam)
    look_after_chats(in_acme.acme)
    assert now_of(omars).operator == in_acme.sam
    assert last(omars, "note").body.startswith("Omar does not work here any more.")


def test_what_they_had_put_aside_comes_back_too(in_acme, omars, new_id):
    of = {"member": in_acme.omar, "conversation_id": omars.pk}
    actions.post_operator_message(**of, client_id=new_id(), body="I look into it.")
    snooze(**of, client_id=new_id(), until=timezone.now() + timedelta(days=1))
    dismissed(in_acme, in_acme.omar)
    look_after_chats(in_acme.acme)
    row = now_of(omars)
    assert (row.status, row.snoozed_until, row.due_at is not None) == (Status.WAITING, None, True)


def test_what_was_offered_to_them_passes_on(in_acme, comes_online, somebody_asks):
    in_acme.acme.routing = Routing.OFFER
    comes_online(in_acme.omar)
    chat = somebody_asks()
    dispatch(in_acme.acme)
    dismissed(in_acme, in_acme.omar)
    comes_online(in_acme.sam)
    Conversation.objects.update(offer_ends_at=timezone.now())
    dispatch(in_acme.acme)
    assert now_of(chat).offered_to == in_acme.sam


def test_what_they_were_asked_to_take_over_stays_with_whoever_asked(
    in_acme, omars, comes_online, new_id
):
    comes_online(in_acme.sam)
    transfer.ask(
        member=in_acme.omar,
        conversation_id=omars.pk,
        client_id=new_id(),
        to=Target(member_id=in_acme.sam.pk),
        summary="So far",
    )
    dismissed(in_acme, in_acme.sam)
    look_after_chats(in_acme.acme)
    assert now_of(omars).operator == in_acme.omar


def test_a_closed_chat_of_theirs_goes_on_in_the_queue(in_acme, new_id):
    asked = {"visitor": in_acme.visitor, "client_id": new_id(), "body": "Hello?"}
    chat = actions.post_visitor_message(**asked).entry.conversation_id
    actions.take(member=in_acme.omar, conversation_id=chat, client_id=new_id())
    actions.close(member=in_acme.omar, conversation_id=chat, client_id=new_id())
    dismissed(in_acme, in_acme.omar)
    actions.post_visitor_message(**asked | {"client_id": new_id(), "body": "One more thing"})
    assert Conversation.objects.get().status == Status.WAITING


# --- The department goes, or everybody in it ------------------------------------------------------


def test_chats_of_a_department_that_is_given_up_are_everybodys(
    in_acme, billing, comes_online, somebody_asks
):
    chat = somebody_asks()
    Conversation.objects.update(department=billing)
    RoutingRule.objects.create(tenant=in_acme.acme, when={"words": "bill"}, department=billing)
    comes_online(in_acme.omar)
    assert dispatch(in_acme.acme) == 0
    billing.delete()
    assert dispatch(in_acme.acme) == 1
    assert (now_of(chat).operator, now_of(chat).department) == (in_acme.omar, None)
    later = somebody_asks("My bill")
    assert dispatch(in_acme.acme) == 1
    assert now_of(later).operator == in_acme.omar


def test_a_wish_for_a_department_that_is_gone_is_forgotten(in_acme, billing, comes_online, new_id):
    wish_department(visitor=in_acme.visitor, department_id=billing.pk)
    billing.delete()
    visitor = Visitor.objects.get(pk=in_acme.visitor.pk)
    actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hello?")
    comes_online(in_acme.omar)
    assert dispatch(in_acme.acme) == 1


@pytest.mark.parametrize("how", ["taken out", "left the company"])
def test_when_the_last_one_of_a_department_goes_its_chats_are_everybodys(
    in_acme, billing, comes_online, somebody_asks, how
):
    chat = somebody_asks()
    Conversation.objects.update(department=billing)
    comes_online(in_acme.omar)
    assert dispatch(in_acme.acme) == 0
    if how == "taken out":
        DepartmentMember.objects.all().delete()
    else:
        dismissed(in_acme, in_acme.sam)
    assert dispatch(in_acme.acme) == 1
    assert now_of(chat).operator == in_acme.omar


def test_a_department_where_nobody_is_there_is_helped_out_after_a_minute(
    in_acme, billing, comes_online, somebody_asks
):
    chat = somebody_asks()
    Conversation.objects.update(department=billing)
    comes_online(in_acme.omar)
    past = timezone.now() - timedelta(seconds=61)
    Conversation.objects.update(situation_at=past, due_at=past)
    for _ in range(2):
        look_after_chats(in_acme.acme)
    assert now_of(chat).operator == in_acme.omar


# --- The company is switched off, and on again ----------------------------------------------------


def switch(tenant, *, is_active):
    Tenant.objects.filter(pk=tenant.pk).update(is_active=is_active)


def test_a_company_that_is_switched_off_rests_and_then_goes_on_where_it_stopped(
    committed_cast, new_id
):
    cast = committed_cast
    with tenant_scope(cast.acme):
        posted = actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="?")
        past = timezone.now() - timedelta(seconds=31)
        Conversation.objects.update(situation_at=past, due_at=past)
    switch(cast.acme, is_active=False)
    assert agenda.due_companies(10) == []
    tend(cast.acme.pk)
    assert steps(cast, posted) == []
    switch(cast.acme, is_active=True)
    assert agenda.due_companies(10) == [cast.acme.pk]
    tend(cast.acme.pk, only_if_due=True)
    assert steps(cast, posted) == ["tell_everybody"]


def steps(cast, posted):
    with tenant_scope(cast.acme):
        rows = Entry.objects.filter(conversation=posted.entry.conversation_id, kind="step")
        return [row.data["step"] for row in rows.order_by("seq")]


def test_companies_that_are_switched_off_do_not_keep_others_waiting(committed_cast, monkeypatch):
    cast, asked = committed_cast, []
    Agenda.objects.create(company=cast.acme, due_at=timezone.now() - timedelta(days=9))
    Agenda.objects.create(company=cast.globex, due_at=timezone.now())
    switch(cast.acme, is_active=False)
    monkeypatch.setattr("chat.tasks.COMPANIES_AT_ONCE", 1)
    monkeypatch.setattr("chat.tasks.tend_company.delay", asked.append)
    with no_scope():
        relay()
    assert asked == [cast.globex.pk]
