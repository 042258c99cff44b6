"""Real processes that send, on this run's database and to the mail server of the tests."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from signal import SIGKILL
from typing import Any

from django.utils import timezone

from chat.models import Visitor
from feedback import addresses
from feedback.actions.consents import text_for
from feedback.models import (
    Address,
    ConsentEvent,
    LiveConsent,
    OutgoingMail,
    Purpose,
)
from tenants.models import Tenant

ROOT = Path(__file__).resolve().parents[2]


class Workers:
    """`send(mails)` as workers do; `die` names a step of tests/mail/sender.py."""

    def __init__(self, database_url: str, smtp_port: int) -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "DATABASE_URL": database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
            "LOG_LEVEL": "ERROR",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.mail.sender"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def is_ready(self) -> bool:
        """Waits for its first word."""
        assert self.process.stdout
        return self.process.stdout.readline() == "ready\n"

    def send(self, *mails: Any, die: str | None = None, copies: int = 1) -> list[bool]:
        """Whether each copy was killed."""
        assert self.process.stdin and self.process.stdout
        order = {"tenant": mails[0].tenant_id, "mails": [mail.pk for mail in mails]}
        order |= {"die": die, "copies": copies}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        statuses = json.loads(self.process.stdout.readline())
        assert set(statuses) <= {0, SIGKILL}, statuses
        return [status == SIGKILL for status in statuses]

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


def many_mails(tenant: Tenant, count: int) -> list[OutgoingMail]:
    """One each to as many people, due now. Call inside the company's scope."""
    text = text_for(tenant, Purpose.CONFIRMATION, "en")
    asked = text_for(tenant, Purpose.MARKETING, "en")
    people = Visitor.objects.bulk_create(
        Visitor(tenant=tenant, token_hash=f"{n:064}") for n in range(count)
    )
    homes = Address.objects.bulk_create(_home(who, n) for n, who in enumerate(people))
    agreed = {"tenant": tenant, "purpose": Purpose.CONFIRMATION, "text": text}
    events = ConsentEvent.objects.bulk_create(
        ConsentEvent(**agreed, subject=who.pk, what="given", by="visitor", place="widget")
        for who in people
    )
    consents = LiveConsent.objects.bulk_create(
        LiveConsent(**agreed, visitor=who, address=home, event=event)
        for who, home, event in zip(people, homes, events, strict=True)
    )
    return OutgoingMail.objects.bulk_create(_mail(live, asked.pk) for live in consents)


def _home(who: Visitor, number: int) -> Address:
    email = f"person{number}@customer.example"
    return Address(
        tenant_id=who.tenant_id,
        visitor=who,
        sealed=addresses.seal(email),
        digest=addresses.digest(who.tenant_id, email),
    )


def _mail(live: LiveConsent, text: int) -> OutgoingMail:
    return OutgoingMail(
        tenant_id=live.tenant_id,
        kind="confirmation",
        purpose=live.purpose,
        subject=live.visitor_id,
        live_consent=live,
        digest=live.address.digest,
        dedupe_key=f"one of many: {live.visitor_id}",
        data={"text": text},
        due_at=timezone.now(),
    )


def states(mails: Sequence[OutgoingMail]) -> dict[int, str]:
    rows = OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails])
    return dict(rows.values_list("pk", "state"))
