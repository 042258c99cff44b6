"""A practice begins: the sandbox is laid out, and whoever practises is not given real chats."""

import secrets

from django.db import transaction

from chat import agenda
from chat.models import Conversation, Status
from chat.presence import choose_presence
from feedback.models import PracticeChat, PracticeRun
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Presence
from tenants.sandboxes import open_sandbox

from .copying import columns_of, copy_tools
from .customer import Customer
from .scenario import Scenario


class CannotStart(Exception):
    """`code`: busy (customers are waiting for them), running (`run` goes on)."""

    def __init__(self, code: str, run: PracticeRun | None = None) -> None:
        super().__init__(code)
        self.code, self.run = code, run


@transaction.atomic
def start(
    *, member: Membership, scenario: Scenario, seed: int | None = None, pace: float = 1.0
) -> PracticeRun:
    """`seed` decides what the customer says beside what they are told; `pace` below 1 makes their
    waiting and typing that much shorter. Call inside the company's scope. Raises CannotStart."""
    me = Membership.objects.select_for_update(no_key=True).defer("photo").get(pk=member.pk)
    running = live_run(member)
    if running is not None:
        raise CannotStart("running", running)
    if Conversation.objects.filter(operator=member, status=Status.OPEN).exists():
        raise CannotStart("busy")
    run = PracticeRun.objects.create(
        tenant=member.tenant,
        member=member,
        scenario=scenario.key,
        content=scenario.as_data(),
        seed=secrets.randbelow(2**31) if seed is None else seed,
        presence_before=me.presence,
    )
    there = open_sandbox(member, **columns_of(member.tenant))
    copy_tools(member, there)
    _seat_customer(run, there, scenario, pace)
    choose_presence(member=member, presence=Presence.PRACTICE)
    return run


def live_run(member: Membership) -> PracticeRun | None:
    return PracticeRun.objects.filter(member=member, ended_at=None).first()


def _seat_customer(run: PracticeRun, there: Membership, scenario: Scenario, pace: float) -> None:
    """They write as soon as the console is open."""
    with tenant_scope(there.tenant):
        PracticeChat.objects.create(
            tenant=there.tenant,
            company_id=run.tenant_id,
            run=run.pk,
            member=there,
            content=run.content,
            state=Customer(scenario, run.seed).state(),
            pace=pace,
            started_at=run.started_at,
            due_at=run.started_at,
        )
        agenda.look_soon(there.tenant_id)
