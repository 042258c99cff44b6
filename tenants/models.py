"""Companies and the people who work for them."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

INVITATION_LIFETIME = timedelta(days=7)


class Role(models.TextChoices):
    OWNER = "owner", gettext_lazy("Owner")
    ADMIN = "admin", gettext_lazy("Admin")
    SUPERVISOR = "supervisor", gettext_lazy("Supervisor")
    OPERATOR = "operator", gettext_lazy("Operator")
    TRAINEE = "trainee", gettext_lazy("Trainee")


# What each role may do. The one table; the interface shows it as it is.
_SUPERVISING = frozenset({"chat", "oversee", "report", "export"})
_ADMINISTERING = _SUPERVISING | {
    "manage_people",
    "manage_settings",
    "integrate",
    "secure",
    "audit",
    "bill",
}
RIGHTS: dict[str, frozenset[str]] = {
    Role.OWNER: _ADMINISTERING | {"own"},
    Role.ADMIN: _ADMINISTERING,
    Role.SUPERVISOR: _SUPERVISING,
    Role.OPERATOR: frozenset({"chat"}),
    Role.TRAINEE: frozenset({"chat"}),
}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; belongs to companies through memberships."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.strip().lower()


class Routing(models.TextChoices):
    ASSIGN = "assign", gettext_lazy("Give each chat to whoever has the fewest")
    OFFER = "offer", gettext_lazy("Offer each chat; it has to be accepted")
    MANUAL = "manual", gettext_lazy("Let people take chats themselves")


class Presence(models.TextChoices):
    """What somebody chose. Whether their console is open at all is `Membership.online_until`."""

    ONLINE = "online", gettext_lazy("Online")
    AWAY = "away", gettext_lazy("Away")
    PRACTICE = "practice", gettext_lazy("In practice")


def new_site_key() -> str:
    return secrets.token_hex(16)


class TenantQuerySet(models.QuerySet["Tenant"]):
    def real(self) -> "TenantQuerySet":
        """Companies with customers: none where somebody only practises (tenants/sandboxes.py)."""
        return self.filter(sandbox_of=None)


class Tenant(models.Model):
    """A company. Global: it is what a scope is opened for."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    site_key = models.CharField(max_length=32, unique=True, default=new_site_key)
    allowed_origins = ArrayField(models.CharField(max_length=260), default=list, blank=True)

    greeting = models.CharField(max_length=200, default=_("Hello! How can we help?"))
    courtesy = models.CharField(
        max_length=300,
        blank=True,
        default=_("You are talking to real people. No name or e-mail needed."),
    )
    acknowledgement = models.CharField(
        max_length=500,
        default="Thank you, your message has reached us. Somebody will answer you here.",
    )
    accent = models.CharField(
        max_length=7,
        default="#2f5bd0",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", gettext_lazy("Enter a colour such as #2f5bd0."))
        ],
    )
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")

    # How chats find somebody, and how long anybody is left waiting (see chat/ladder.py).
    routing = models.CharField(max_length=8, choices=Routing, default=Routing.ASSIGN)
    offer_s = models.PositiveSmallIntegerField(default=20)
    away_after_s = models.PositiveIntegerField(default=600)
    masked_after_s = models.PositiveIntegerField(default=120)
    shows_typing = models.BooleanField(default=True)
    ladder = models.JSONField(default=dict, blank=True)
    words = models.JSONField(default=dict, blank=True)
    manners = models.JSONField(default=dict, blank=True)  # see chat/manners/choices.py
    mood = models.JSONField(default=dict, blank=True)  # see chat/mood/choices.py
    last_left_at = models.DateTimeField(null=True, blank=True)  # until then somebody answered

    # How far setting up has come (chat/setup.py); `set_up_at`: finished, or put aside.
    hours_chosen_at = models.DateTimeField(null=True, blank=True)
    snippet_seen_at = models.DateTimeField(null=True, blank=True)
    snippet_seen_on = models.CharField(max_length=260, blank=True)
    mail_works_at = models.DateTimeField(null=True, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)

    # Practice (tenants/sandboxes.py): a company nobody sees but who practises in it; and how many
    # scenarios whoever joins has to pass before real chats come to them.
    sandbox_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="sandboxes")
    sandbox_for = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="+", db_index=False
    )
    practice_required = models.PositiveSmallIntegerField(default=0)

    # How its people sign in (tenants/signin): a second factor from then on, its own provider
    # alone, the domains it has shown to be its own, whether their people may join by themselves.
    second_factor_from = models.DateTimeField(null=True, blank=True)
    requires_provider = models.BooleanField(default=False)
    claimed_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    proved_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    joins_by_domain = models.BooleanField(default=False)

    # Put out of service by whoever runs the product (tenants/platform/).
    disabled_at = models.DateTimeField(null=True, blank=True)
    looked_into_until = models.DateTimeField(null=True, blank=True)  # by staff of the platform
    disabled_why = models.CharField(max_length=300, blank=True)

    # Its owner has it deleted (tenants/leaving/): from then on nothing is left of it.
    leaves_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sandbox_of", "sandbox_for"], name="one_sandbox_each"),
            models.CheckConstraint(
                condition=models.Q(sandbox_of__isnull=True, sandbox_for__isnull=True)
                | models.Q(sandbox_of__isnull=False, sandbox_for__isnull=False),
                name="sandbox_of_and_for",
            ),
        ]
        indexes = [
            models.Index(
                fields=["leaves_at"],
                condition=models.Q(leaves_at__isnull=False),
                name="tenant_leaving",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sandbox(self) -> bool:
        return self.sandbox_of_id is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)

    def here(self) -> "MembershipQuerySet":
        """Console open, whatever they chose."""
        return self.active().filter(online_until__gt=timezone.now())

    def taking_chats(self) -> "MembershipQuerySet":
        """Whoever chose to answer new chats, be their console open or not."""
        chosen = {"presence": Presence.ONLINE, "capacity__gt": 0, "pauses_after_chat": False}
        ready = self.active().filter(must_practise=False)
        return ready.filter(**chosen).exclude(role=Role.TRAINEE)

    def answering(self) -> "MembershipQuerySet":
        """They, and here: new chats can come to them, where the hours let them."""
        return self.here().taking_chats()


class Membership(models.Model):
    """One person in one company. Ended rather than deleted: the log names its authors."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="memberships")
    # DO_NOTHING: looking for a person's memberships to cascade to would need a scope per company.
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=Role)
    display_name = models.CharField(max_length=60)
    photo = models.BinaryField(null=True, blank=True)
    photo_hash = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    online_until = models.DateTimeField(null=True, blank=True)  # moved on while a socket is open

    presence = models.CharField(max_length=8, choices=Presence, default=Presence.ONLINE)
    is_away_by_itself = models.BooleanField(default=False)
    active_at = models.DateTimeField(null=True, blank=True)
    idle_since = models.DateTimeField(default=timezone.now)  # when they last got a chat
    capacity = models.PositiveSmallIntegerField(default=3)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    pauses_after_chat = models.BooleanField(default=False)
    works_after_hours = models.BooleanField(default=False)
    notices = models.JSONField(default=dict, blank=True)  # sound, desktop, push, quiet hours

    # How many scenarios they have to pass before real chats; whether some are still missing.
    practice_required = models.PositiveSmallIntegerField(default=0)
    must_practise = models.BooleanField(default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="membership_once_per_person")
        ]
        indexes = [
            models.Index(fields=["tenant", "photo_hash"], name="membership_photo"),
            # The one question that is asked across companies: which are mine?
            models.Index(fields=["user"], name="membership_person"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    def may(self, right: str) -> bool:
        return self.is_active and right in RIGHTS[self.role]


class Invitation(models.Model):
    """A link by mail that makes its reader a member, once, for seven days."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64)
    invited_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="invitation_token")
        ]

    @staticmethod
    def hash(token: str) -> str:
        return sha256(token.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.revoked_at) and timezone.now() < self.expires_at


class Department(models.Model):
    """A group of people a chat can be for. `own_hours`: else the company's are its."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=60)
    about = models.CharField(max_length=160, blank=True)
    is_public = models.BooleanField(default=True)  # visitors may choose it
    position = models.PositiveSmallIntegerField(default=0)
    own_hours = models.BooleanField(default=False)
    zone = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="department_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class DepartmentMember(models.Model):
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    department = models.ForeignKey(
        Department, models.CASCADE, related_name="members", db_index=False
    )
    member = models.ForeignKey(Membership, models.CASCADE, related_name="in_departments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "department", "member"], name="department_member_once"
            )
        ]


class Holiday(models.Model):
    """A date with hours of its own; `intervals` like [["09:00", "12:00"]], empty: closed."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="holidays")
    department = models.ForeignKey(Department, models.CASCADE, null=True, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=60, blank=True)
    intervals = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "department", "date"],
                name="holiday_once",
                nulls_distinct=False,
            )
        ]


class ContactWay(models.Model):
    """Another way to reach the company while nobody answers here."""

    class Kind(models.TextChoices):
        PHONE = "phone", gettext_lazy("Telephone")
        EMAIL = "email", gettext_lazy("E-mail")
        LINK = "link", gettext_lazy("Link")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="contact_ways")
    kind = models.CharField(max_length=5, choices=Kind)
    label = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class OpeningHours(models.Model):
    """One interval of one weekday, in the company's (or department's) own time zone.

    Not ending after it begins means into the next day; see `tenants.schedule`.
    """

    WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="opening_hours")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "department", "weekday", "opens"],
                name="hours_once",
                nulls_distinct=False,
            ),
        ]


from .audit.models import AuditEntry  # noqa: E402, F401  Django looks for models here
from .leaving.models import DeletedCompany  # noqa: E402, F401
from .plans.models import PaymentEvent, Subscription  # noqa: E402, F401
from .platform.models import PlatformVisit  # noqa: E402, F401
from .signin.models import Provider, ProviderAccount, SignedIn  # noqa: E402, F401
