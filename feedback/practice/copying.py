"""What of the company there is to work with where somebody practises: its words, canned replies,
articles, tags, departments and rules of writing, as they are when a practice begins. No people, no
customers, nothing it has been told."""

from typing import Any

from django.db import models

from chat.etiquette.models import Etiquette, HouseRule
from chat.models import Article, ArticleTerm, CannedReply, Tag
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Membership, Routing, Tenant

# What makes a company itself, or says how it has fared.
NOT_COPIED = frozenset(
    "id slug site_key is_active created_at allowed_origins last_left_at hours_chosen_at"
    " snippet_seen_at snippet_seen_on mail_works_at set_up_at sandbox_of sandbox_for"
    " practice_required".split()
)

Renumbered = dict[int, int]  # {number in the company: number in the sandbox}


def columns_of(company: Tenant) -> dict[str, Any]:
    """The words and settings, for tenants.sandboxes.open_sandbox. Chats come by themselves."""
    fields = [field.name for field in Tenant._meta.concrete_fields]
    copied = {name: getattr(company, name) for name in fields if name not in NOT_COPIED}
    return copied | {"routing": Routing.ASSIGN, "set_up_at": company.set_up_at}


def copy_tools(member: Membership, there: Membership) -> None:
    """From the company of `member` into the empty sandbox of `there`."""
    company, sandbox = member.tenant, there.tenant
    departments = _copy(Department, company, sandbox)
    people = {member.pk: there.pk}
    own = models.Q(member=None) | models.Q(member=member)
    _copy(CannedReply, company, sandbox, own, member=people, department=departments)
    articles = _copy(Article, company, sandbox)
    _copy(ArticleTerm, company, sandbox, article=articles)
    for model in (Tag, HouseRule, Etiquette):
        _copy(model, company, sandbox)


def _copy(
    model: type[models.Model],
    company: Tenant,
    sandbox: Tenant,
    wanted: models.Q | None = None,
    **renumbered: Renumbered,
) -> Renumbered:
    """`renumbered`: for each foreign key, what its rows are called in the sandbox."""
    with tenant_scope(company):
        rows = list(model._default_manager.filter(wanted or models.Q(), tenant=company))
    numbers = [row.pk for row in rows]
    for row in rows:
        _move(row, sandbox, renumbered)
    with tenant_scope(sandbox):
        made = model._default_manager.bulk_create(rows)
    return dict(zip(numbers, (row.pk for row in made), strict=True))


def _move(row: models.Model, sandbox: Tenant, renumbered: dict[str, Renumbered]) -> None:
    row.tenant_id = sandbox.pk
    for name, numbers in renumbered.items():
        column = f"{name}_id"
        setattr(row, column, numbers.get(getattr(row, column)))
    if isinstance(row._meta.pk, models.AutoField):
        row.pk = None
    row._state.adding = True
