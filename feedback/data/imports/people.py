"""People from a table: each gets an invitation by mail, as if somebody had typed the address."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import ImportRow
from tenants.actions import NotAllowed, no_seat
from tenants.invitations import send_again
from tenants.mail import NotSent
from tenants.models import INVITATION_LIFETIME, Invitation, Membership, Role
from tenants.plans.standing import plan_of, seat_lock, seats_taken

from .kind import Column, key_of
from .problem import Problem
from .table_kind import Cells, Cleaned, TableKind, tried

MOST = 500
EMAIL = forms.EmailField()
AT_ONCE = 20


class People(TableKind):
    right = "manage_people"
    most_lines = 10_000
    has_after = True
    columns = (
        Column(
            "email",
            gettext_lazy("E-mail"),
            ("email", "e-mail", "email address", "mail", "address", "correo", "courriel"),
            True,
        ),
        Column("role", gettext_lazy("Role"), ("role", "rolle", "rôle", "rol", "função")),
    )

    def clean(self, cells: Cells) -> Cleaned:
        values = tried(
            [
                ("email", lambda: EMAIL.clean(cells["email"]).lower()),
                ("role", lambda: self._role(cells["role"])),
            ]
        )
        return Cleaned(values, key_of(values["email"]))

    def _role(self, name: str) -> str:
        """As the code or the interface calls it; empty: an operator. Nobody gives more than they
        may."""
        wanted = name.casefold() or Role.OPERATOR
        named = {role.value: role for role in Role} | {r.label.casefold(): r for r in Role}
        role = named.get(wanted)
        if role is None:
            raise ValidationError(_("There is no such role."), code="role")
        if role not in roles_given_by(self.by):
            raise ValidationError(_("You cannot give this role."), code="role")
        return role.value

    def stored(self, found: Sequence[Cleaned]) -> dict[str, dict[str, Any]]:
        """Who belongs to the company keeps the role they have; who is invited may get another."""
        emails = {each.values["email"]: each for each in found}
        members = self.tenant.memberships.active().filter(user__email__in=emails)
        known = {
            email: emails[email].values for email in members.values_list("user__email", flat=True)
        }
        for invitation in unanswered(self.tenant, emails):
            known[invitation.email] = {"email": invitation.email, "role": invitation.role}
        return {key_of(email): values for email, values in known.items()}

    def room(self) -> tuple[int, str, dict[str, int]]:
        """Of new people: as many as the plan has seats for."""
        seats = plan_of(self.tenant).seats
        left = MOST if seats is None else max(0, seats - seats_taken(self.tenant))
        if seats is not None and left < MOST:
            return left, no_seat(seats).message, {}
        return MOST, _("Up to {most} people can be invited at once.").format(most=MOST), {}

    def write(self, rows: Sequence[ImportRow]) -> None:
        """Invitations without their mail yet; nobody has the link of one."""
        seat_lock(self.tenant)
        now = timezone.now()
        wanted = {row.values["email"]: row.values["role"] for row in rows}
        for invitation in unanswered(self.tenant, wanted):
            invitation.role = wanted.pop(invitation.email)
            invitation.save(update_fields=["role"])
        Invitation.objects.bulk_create(
            Invitation(
                tenant=self.tenant,
                email=email,
                role=role,
                token_hash=Invitation.hash(secrets.token_urlsafe(24)),
                invited_by=self.by,
                created_at=now,
                expires_at=now + INVITATION_LIFETIME,
            )
            for email, role in wanted.items()
        )
        seats = plan_of(self.tenant).seats
        if seats is not None and seats_taken(self.tenant) > seats:
            raise Problem("changed")

    def after(self) -> bool:
        """The mails, as many an hour as anybody may send; a line that stays is still to be sent."""
        rows = self.run.rows.exclude(verdict=ImportRow.Verdict.SAME).order_by("line")
        for row in rows[:AT_ONCE]:
            if not self._send(row):
                return True
        return rows.exists()

    @transaction.atomic
    def _send(self, row: ImportRow) -> bool:
        for invitation in unanswered(self.tenant, [row.values["email"]]):
            try:
                send_again(by=self.by, invitation=invitation)
            except NotSent:
                return False
            except NotAllowed as error:
                if error.code == "slow_down":
                    return False
        row.delete()
        return True


def roles_given_by(member: Membership) -> list[Role]:
    """At most operators, unless they may look after people; owners make owners."""
    if not member.may("manage_people"):
        return [Role.OPERATOR, Role.TRAINEE]
    return [role for role in Role if role != Role.OWNER or member.may("own")]


def unanswered(tenant: Any, emails: Any) -> list[Invitation]:
    rows = tenant.invitations.filter(accepted_at=None, revoked_at=None, email__in=list(emails))
    return list(rows.select_related("tenant", "invited_by"))
