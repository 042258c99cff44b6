"""Doors for the worker: tasks take ids."""

from celery import shared_task

from helpdesk.tenancy import tenant_scope
from tenants.at_work import act_for

from . import agenda
from .bot.breaker import tell_admins
from .bot.delivering import ask_service
from .calling import call, call_for_a_test
from .search.indexing import index_some
from .tending import tend
from .webhooks.sending import send_soon
from .webhooks.telling import tell_owners

COMPANIES_AT_ONCE = 100
ROUNDS = 50


@shared_task
def relay() -> None:
    """Sent by beat every other second: has every company looked at that is due."""
    for tenant_id in agenda.due_companies(COMPANIES_AT_ONCE):
        tend_company.delay(tenant_id)


@shared_task
def tend_company(tenant_id: int) -> None:
    tend(tenant_id, only_if_due=True)


@shared_task
def push_alert(tenant_id: int, conversation_id: int, step: str, member_id: int | None) -> None:
    act_for(tenant_id, call, conversation_id, step, member_id)


@shared_task
def push_test(tenant_id: int, subscription_id: int) -> None:
    act_for(tenant_id, call_for_a_test, subscription_id)


@shared_task
def index_transcripts(tenant_id: int) -> None:
    """What was said since the last time can be found from now on (chat.search)."""
    with tenant_scope(tenant_id):
        for _ in range(ROUNDS):
            if not index_some():
                return


@shared_task
def ask_bot_service(tenant_id: int, conversation_id: int) -> None:
    act_for(tenant_id, ask_service, conversation_id, in_practice=True)


@shared_task
def tell_of_bot_service(tenant_id: int) -> None:
    act_for(tenant_id, tell_admins)


@shared_task
def send_webhook(tenant_id: int, delivery_id: int) -> None:
    """One due delivery; returns at once, sending goes on in threads of its own."""
    send_soon(tenant_id, delivery_id)


@shared_task
def tell_of_webhook(tenant_id: int, endpoint_id: int) -> None:
    act_for(tenant_id, tell_owners, endpoint_id)
