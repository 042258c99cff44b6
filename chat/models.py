"""Visitors, conversations and the one log each conversation is."""

import uuid
from hashlib import sha256

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Department, Membership, Tenant


class LogEpoch(models.Model):
    """Names this database's history; one row. Restoring a backup writes a new one, and clients
    then drop what they hold."""

    value = models.UUIDField(default=uuid.uuid4)


class Visitor(models.Model):
    """A customer on the company's site. Known by a token only its browser has."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="visitors")
    token_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=80, blank=True)
    locale = models.CharField(max_length=35, blank=True)
    page_url = models.CharField(max_length=2000, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    trail = models.JSONField(default=list)  # the last pages: [{"url", "title", "at"}]
    language = models.CharField(max_length=12, blank=True)  # chosen by the visitor
    department = models.ForeignKey(  # whom they would like to talk to
        Department, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    # Who the page says they are: {"id", "name", "email"}, each where it was said (chat.identity).
    identity = models.JSONField(default=dict)
    identity_verified_at = models.DateTimeField(null=True)  # by a signature; else only claimed
    attributes = models.JSONField(default=dict)  # what else the page says of them
    created_at = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey(
        "Conversation", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="visitor_token")
        ]
        indexes = [
            # Whoever deletes a chat: PostgreSQL asks whose current one it is.
            models.Index(
                fields=["tenant", "current"],
                condition=Q(current__isnull=False),
                name="visitor_of_current",
            )
        ]

    @property
    def spoken(self) -> str:
        """The language to speak to them: what they chose, else what their browser is set to."""
        return self.language or self.locale

    @staticmethod
    def hash(token: str) -> str:
        return sha256(token.encode()).hexdigest()


class Priority(models.IntegerChoices):
    """The lower is served first."""

    URGENT = 0, _("Urgent")
    HIGH = 1, _("High")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Low")


class Status(models.TextChoices):
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def waiting(self) -> "ConversationQuerySet":
        return self.filter(status=Status.WAITING)

    def not_closed(self) -> "ConversationQuerySet":
        return self.exclude(status=Status.CLOSED)

    def closed(self) -> "ConversationQuerySet":
        return self.filter(status=Status.CLOSED)

    def of(self, member: Membership) -> "ConversationQuerySet":
        return self.not_closed().filter(operator=member)


class Conversation(models.Model):
    """What the log adds up to. Every column here but `tenant`, `visitor` and the page can be told
    from the entries; it is kept so that lists need not read them."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="conversations")
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="conversations")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    operator = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    skill = models.CharField(max_length=40, blank=True)  # wanted of whoever answers

    # The queue: who waits since when, and whom they are offered to just now (chat/queue/).
    queued_at = models.DateTimeField(default=timezone.now)
    offered_to = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    offer_ends_at = models.DateTimeField(null=True)
    passed_by = ArrayField(models.BigIntegerField(), default=list)
    assigned_at = models.DateTimeField(null=True)  # when somebody first had it
    indexed_seq = models.BigIntegerField(default=0)  # how far the search index has read
    shown = models.JSONField(null=True)  # the place and wait the visitor was last told

    # The ladder: the next step of the situation that began at `situation_at` (chat/ladder.py).
    situation_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)

    # How frustrated the customer seems (chat/mood/); for operators' eyes alone.
    mood = models.PositiveSmallIntegerField(default=0)  # 0 calm to 100
    mood_trend = models.CharField(max_length=8, default="steady")
    mood_signals = models.JSONField(default=list)  # [{"signal", "points", "seq", "detail"}]
    mood_peak = models.PositiveSmallIntegerField(default=0)
    mood_seq = models.BigIntegerField(default=0)  # as far as the log was looked at
    mood_due_at = models.DateTimeField(null=True)  # look again, though nothing was said
    upset_since = models.DateTimeField(null=True)
    overseers_told_at = models.DateTimeField(null=True)  # of this rise

    last_seq = models.BigIntegerField(default=0)
    last_public_seq = models.BigIntegerField(default=0)
    visitor_messages = models.BigIntegerField(default=0)
    heard = models.BigIntegerField(default=0)  # of them, by the rules (chat/queue/)
    visitor_read_seq = models.BigIntegerField(default=0)  # in the visitor's numbering
    operator_read_seq = models.BigIntegerField(default=0)  # in the visitor's numbering

    preview = models.CharField(max_length=160, blank=True)
    preview_author = models.CharField(max_length=10, blank=True)
    waiting_since = models.DateTimeField(null=True)
    page_url = models.CharField(max_length=2000, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)  # what was said was kept as long as agreed

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            # One for each order a list is shown in, so that its first page costs the same however
            # many chats there are.
            models.Index(
                fields=["tenant", "waiting_since", "-id"],
                condition=~Q(status="closed"),
                name="conversation_by_need",
            ),
            models.Index(
                fields=["tenant", "operator", "waiting_since", "-id"],
                condition=~Q(status="closed"),
                name="conversation_live",
            ),
            models.Index(
                fields=["tenant", "waiting_since", "-id"],
                condition=Q(status="waiting"),
                name="conversation_waiting",
            ),
            models.Index(
                fields=["tenant", "snoozed_until"],
                condition=Q(snoozed_until__isnull=False),
                name="conversation_snoozed",
            ),
            models.Index(
                fields=["tenant", "id"],
                condition=Q(indexed_seq__lt=models.F("last_seq")),
                name="conversation_unindexed",
            ),
            models.Index(
                fields=["tenant", "priority", "queued_at", "id"],
                condition=Q(status="waiting"),
                name="conversation_queue",
            ),
            models.Index(
                fields=["tenant", "offered_to"],
                condition=Q(offered_to__isnull=False),
                name="conversation_offered",
            ),
            models.Index(
                fields=["tenant", "due_at"],
                condition=Q(due_at__isnull=False),
                name="conversation_due",
            ),
            models.Index(
                fields=["tenant", "-id"],
                condition=Q(mood_seq__lt=models.F("last_seq")),
                name="conversation_unfelt",
            ),
            models.Index(
                fields=["tenant", "mood_due_at"],
                condition=Q(mood_due_at__isnull=False),
                name="conversation_mood_due",
            ),
            models.Index(
                fields=["tenant", "-closed_at", "-id"],
                condition=Q(status="closed"),
                name="conversation_closed",
            ),
            models.Index(
                fields=["tenant", "closed_at", "id"],
                condition=Q(status="closed", forgotten_at__isnull=True),
                name="conversation_remembered",
            ),
            models.Index(fields=["tenant", "created_at"], name="conversation_begun"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", operator__isnull=False)
                | Q(status="waiting", operator__isnull=True)
                | Q(status="closed"),
                name="conversation_open_means_somebody_has_it",
            ),
            models.CheckConstraint(
                condition=Q(last_public_seq__lte=models.F("last_seq")),
                name="conversation_public_within_log",
            ),
        ]


class Kind(models.TextChoices):
    MESSAGE = "message"
    NOTE = "note"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    REOPENED = "reopened"
    STEP = "step"  # of the ladder
    WHISPER = "whisper"  # a supervisor to the operator
    TRANSFER = "transfer"  # asked, accepted, declined, timed out
    CHANGED = "changed"  # tags, priority, department, snooze, merge, block: see `data`
    SIGNAL = "signal"  # a tap of the visitor: "thanks", "explain"
    CARD = "card"  # something to look at or to answer, shown by whoever put it there: see `data`


class Author(models.TextChoices):
    VISITOR = "visitor"
    OPERATOR = "operator"
    AUTOMATIC = "automatic"
    SYSTEM = "system"


class Entry(models.Model):
    """One line of a conversation's log; `chat.log.append_entries` alone inserts them.

    `seq` is 1, 2, 3 … without gaps; `public_seq` is the same for what the visitor may see and NULL
    for the rest.
    """

    pk = models.CompositePrimaryKey("tenant", "conversation", "seq")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="entries", db_index=False
    )
    seq = models.BigIntegerField()
    public_seq = models.BigIntegerField(null=True)
    client_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind)
    author = models.CharField(max_length=10, choices=Author)
    member = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=80, blank=True)
    author_photo = models.CharField(max_length=32, blank=True)  # Membership.photo_hash back then
    body = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "client_id"], name="entry_client_id_once"
            ),
            models.CheckConstraint(condition=Q(seq__gte=1), name="entry_seq_from_one"),
        ]


class Agenda(models.Model):
    """When a company has to be looked at next (`chat.relay`). Global, and says nothing else: the
    relay must find the companies whose timers are due without seeing into any of them."""

    company = models.OneToOneField(Tenant, models.CASCADE, primary_key=True, related_name="+")
    due_at = models.DateTimeField(db_index=True)


class RoutingRule(models.Model):
    """Where a new chat goes. Rules are tried in order; each sets what the ones before left open.

    `when` holds conditions that must all be true: see chat.queue.rules.fits. A rule outlives its
    department; it then decides what else it names, or nothing until somebody looks at it.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="routing_rules")
    position = models.PositiveSmallIntegerField(default=0)
    when = models.JSONField(default=dict)
    priority = models.PositiveSmallIntegerField(choices=Priority, null=True, blank=True)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    skill = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position", "id"]


class ReadMark(models.Model):
    """How far one operator has read one conversation."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="read_marks", db_index=False
    )
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    visitor_messages = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "member"], name="read_mark_once"
            )
        ]


class CannedReply(models.Model):
    """A text an operator puts into the composer by typing `/shortcut`.

    Somebody's own, a department's, or (neither) the company's. The nearest one of a name counts.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="canned_replies")
    shortcut = models.SlugField(max_length=40, db_index=False)
    body = models.CharField(max_length=4000)
    member = models.ForeignKey(
        Membership, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["shortcut"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "member", "department", "shortcut"],
                name="canned_reply_shortcut",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(member=None) | Q(department=None), name="canned_reply_one_owner"
            ),
        ]


class Tag(models.Model):
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="tag_name_once")]


class ConversationTag(models.Model):
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="tags", db_index=False
    )
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "tag"], name="conversation_tag_once"
            )
        ]


class Mention(models.Model):
    """Somebody was named in a note; until they have looked, `seen_at` is empty."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="mentions", db_index=False
    )
    seq = models.BigIntegerField()
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "seq", "member"], name="mention_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["tenant", "member", "-at"],
                condition=Q(seen_at__isnull=True),
                name="mention_unseen",
            )
        ]


class SavedView(models.Model):
    """Filters somebody wants to come back to; without a member it is everybody's."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="saved_views")
    member = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]


class Transfer(models.Model):
    """A chat being handed over warmly: to a person, a department or a supervisor."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        TIMED_OUT = "timed_out"
        CANCELLED = "cancelled"

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="transfers")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    to_member = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    to_department = models.ForeignKey(  # gone while it waits: whoever looks after chats can take it
        Department, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    to_supervisor = models.BooleanField(default=False)
    summary = models.CharField(max_length=2000)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    declined_by = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation"],
                condition=Q(state="pending"),
                name="transfer_one_at_a_time",
            )
        ]


class Block(models.Model):
    """A visitor who may not write for now, or only slowly; by whom and why."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="blocks")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="blocks")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)
    is_slow = models.BooleanField(default=False)  # may write, one message every few seconds
    created_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)


class Article(models.Model):
    """Something the company knows, with where it is from and until when it is known to be true."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="articles")
    title = models.CharField(max_length=160)
    body = models.TextField(max_length=20_000)
    language = models.CharField(max_length=12, default="en")
    source_url = models.URLField(max_length=500, blank=True)
    reviewed_on = models.DateField()
    review_due = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["title"]


class ArticleTerm(models.Model):
    """Which stems an article has, and their weight; plain rows, because PostgreSQL cannot use a
    full-text index below row-level security."""

    pk = models.CompositePrimaryKey("tenant", "lexeme", "article")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    lexeme = models.CharField(max_length=80)
    article = models.ForeignKey(Article, models.CASCADE, related_name="terms")
    weight = models.FloatField()


class SearchTerm(models.Model):
    """Which stems were said in which entry: the index of the transcript search."""

    pk = models.CompositePrimaryKey("tenant", "lexeme", "conversation", "seq")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    lexeme = models.CharField(max_length=80)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()


class Attachment(models.Model):
    """A file in a conversation. `token` (128 bits) names it; who fetches it is checked, too."""

    class State(models.TextChoices):
        READY = "ready"
        SCANNING = "scanning"
        REFUSED = "refused"

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="attachments")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, null=True, related_name="attachments"
    )
    visitor = models.ForeignKey(Visitor, models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    token = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "token"], name="attachment_token")]


class PushSubscription(models.Model):
    """A browser that may be woken by web push while the console is closed."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "endpoint"], name="push_endpoint_once")
        ]


from .api.models import ApiToken, SpeaksAs, StoredAnswer  # noqa: E402, F401  Django looks for
from .bot.models import Bot, BotAnswer, BotChat  # noqa: E402, F401  models here
from .etiquette.models import (  # noqa: E402, F401
    CheckCount,
    DismissedWord,
    Etiquette,
    HouseRule,
)
from .identity.models import IdentityNonce, IdentitySettings  # noqa: E402, F401
from .webhooks.models import Delivery, Endpoint, ReadPlace  # noqa: E402, F401
