"""Erasure on request (GDPR article 17): of one visitor, all at once, for good.

What stays: the lines of the ledger, which hold a number and no person, as proof of what was agreed
and taken back; the keyed digest of an address that was written to, so that it is not written to
again by mistake; and the line that says the visitor was erased.
"""

from django.db import transaction

from chat.actions.forgetting import forget_visitor
from feedback.actions.consents import By, What, withdraw
from feedback.coaching.forgetting import forget_names_of
from feedback.models import Address, Erasure, OutgoingMail, Purpose, Suppression
from feedback.reviews import forgetting
from helpdesk.tenancy import current_tenant_id
from tenants.audit import record
from tenants.models import Membership


@transaction.atomic
def erase_visitor(*, visitor_id: int, by: Membership | None) -> Erasure:
    """`by`: who of the company did it; None when the visitor did. Raises Refused("not_found")."""
    tenant_id = current_tenant_id()
    assert tenant_id is not None, "call inside the company's scope"
    digests = set(Address.objects.filter(visitor_id=visitor_id).values_list("digest", flat=True))
    withdraw(
        visitor_id=visitor_id,
        purposes=list(Purpose),
        what=What.ERASED,
        by=By.MEMBER if by else By.VISITOR,
        member_id=by.pk if by else None,
        place="erasure",
    )
    mails = OutgoingMail.objects.filter(subject=visitor_id)
    digests |= set(mails.values_list("digest", flat=True)) - {""}
    forget_names_of(visitor_id)
    forgetting.forget_visitor(visitor_id)
    counts = {"mails": mails.delete()[0], **forget_visitor(visitor_id=visitor_id)}
    Suppression.objects.bulk_create(
        (
            Suppression(tenant_id=tenant_id, digest=one, why=Suppression.Why.ERASED)
            for one in sorted(digests)
        ),
        ignore_conflicts=True,
    )
    record("customer.erased", target=visitor_id)
    return Erasure.objects.create(tenant_id=tenant_id, subject=visitor_id, by=by, removed=counts)
