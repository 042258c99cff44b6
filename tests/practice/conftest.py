"""A practice that runs on a clock which can be moved."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from feedback.models import PracticeChat
from feedback.practice.playing import move_on
from feedback.practice.shipped import shipped
from feedback.practice.starting import start
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership
from tenants.sandboxes import sandbox_of


@pytest.fixture
def clock(monkeypatch):
    moved, real = SimpleNamespace(ahead=0.0), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(seconds=moved.ahead))
    return moved


class Practice:
    """Tess practises: what she says, and what comes back, as the time goes on."""

    def __init__(self, member, clock, new_id, key, **how):
        self.member, self.clock, self.new_id = member, clock, new_id
        scenario = shipped().get(key, key)
        self.run = start(member=member, scenario=scenario, seed=7, **how)
        self.sandbox = sandbox_of(member)
        with tenant_scope(self.sandbox):
            self.me = Membership.objects.select_related("tenant").get()

    def come_in(self):
        self._here()
        self.look()
        return self.wait(18)

    def _here(self):
        with tenant_scope(self.sandbox):
            until = timezone.now() + timedelta(hours=9)
            Membership.objects.update(online_until=until, active_at=timezone.now())

    def wait(self, seconds, every=9.0):
        """What the customer said meanwhile."""
        known = len(self.said())
        until = self.clock.ahead + seconds
        while self.clock.ahead < until:
            self.clock.ahead += every
            self.look()
        return self.said()[known:]

    def look(self):
        with tenant_scope(self.sandbox):
            move_on()

    def say(self, body, wait=18.0):
        with tenant_scope(self.sandbox):
            actions.post_operator_message(
                member=self.me, conversation_id=self.chat.pk, client_id=self.new_id(), body=body
            )
        return self.wait(wait)

    def do(self, action, **fields):
        with tenant_scope(self.sandbox):
            action(member=self.me, conversation_id=self.chat.pk, client_id=self.new_id(), **fields)
        return self.wait(18)

    @property
    def chat(self):
        with tenant_scope(self.sandbox):
            return Conversation.objects.get()

    def said(self):
        with tenant_scope(self.sandbox):
            rows = Entry.objects.filter(kind="message", author="visitor").order_by("seq")
            return list(rows.values_list("body", flat=True))

    @property
    def temper(self):
        with tenant_scope(self.sandbox):
            return PracticeChat.objects.get().state["temper"]

    def result(self):
        self.run.refresh_from_db()
        return self.run


@pytest.fixture
def practise(in_acme, clock, new_id):
    """practise("angry"): Tess, or another, in a practice with that scenario, or the one given."""

    def begin(key, member=None, **how):
        return Practice(member or in_acme.tess, clock, new_id, key, **how)

    return begin
