"""Files on their way in and out: imports with staged lines, exports; and the digest by mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models import Membership, Tenant


class ImportRun(models.Model):
    """One file somebody brought. Its lines are staged and checked first; then all of them are
    taken over in one transaction, or none."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("People")
        CANNED = "canned", _("Canned replies")
        ARTICLES = "articles", _("Articles")
        CHATWOOT = "chatwoot", _("Chats from Chatwoot")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("waits for its columns")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        WRITING = "writing", _("being taken over")
        DONE = "done", _("taken over")
        REFUSED = "refused", _("not taken over")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="import_runs")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.UPLOADED)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=12, default="en")  # of whoever reads what is wrong
    file_name = models.CharField(max_length=120)
    token = models.CharField(max_length=32, blank=True)  # where it lies, sealed; empty: no more
    size = models.BigIntegerField(default=0)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    columns = models.JSONField(default=list)  # the heading of the file
    mapping = models.JSONField(default=dict)  # {our field: number of the column}
    lines = models.BigIntegerField(default=0)  # staged
    bad = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)  # {"new": 3, "changed": 1, "same": 0}
    progress = models.PositiveSmallIntegerField(default=0)  # of 100
    problem = models.CharField(max_length=20, blank=True)  # of the file as a whole
    problem_line = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    busy_until = models.DateTimeField(null=True)  # a worker has it; after this another may
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["tenant", "busy_until"],
                condition=Q(state__in=["checking", "writing"]),
                name="import_run_busy",
            )
        ]


class ImportRow(models.Model):
    """One line of a file, staged: as it stands there, as it would be stored, and what is wrong."""

    class Verdict(models.TextChoices):
        NEW = "new"
        CHANGED = "changed"
        SAME = "same"
        BAD = "bad"

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", db_index=False)
    line = models.BigIntegerField()
    key = models.CharField(max_length=32, blank=True)  # equal for lines about the same thing
    scope = models.CharField(max_length=20, blank=True)  # within which there may be so many
    verdict = models.CharField(max_length=7, choices=Verdict)
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)  # [[field, words]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "line"], name="import_row_line")
        ]
        indexes = [
            models.Index(fields=["tenant", "run", "key", "line"], name="import_row_key"),
            models.Index(
                fields=["tenant", "run", "line"],
                condition=Q(verdict="bad"),
                name="import_row_bad",
            ),
        ]


class ImportedChat(models.Model):
    """Which chat of another product became which here, so that none comes twice; a chat that was
    erased since does not come back."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=80)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source", "source_id"], name="imported_chat_once"
            )
        ]


class ExportRun(models.Model):
    """A file of chats somebody asked for: sealed, for some days, behind a sign-in."""

    class State(models.TextChoices):
        WRITING = "writing", _("being written")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")
        GONE = "gone", _("deleted")

    class Format(models.TextChoices):
        CSV = "csv", _("CSV, a line for each message")
        JSON = "json", _("JSON, an object for each chat")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="export_runs")
    state = models.CharField(max_length=7, choices=State, default=State.WRITING)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=12, default="en")
    format = models.CharField(max_length=4, choices=Format)
    filters = models.JSONField(default=dict)  # first, last (days), department, status
    token = models.CharField(max_length=32, blank=True)
    chats = models.BigIntegerField(default=0)  # written so far
    total = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    busy_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["tenant", "busy_until"],
                condition=Q(state="writing"),
                name="export_run_busy",
            ),
            models.Index(
                fields=["tenant", "expires_at"],
                condition=Q(state="done"),
                name="export_run_expiring",
            ),
        ]


class Digest(models.Model):
    """Who wants the figures by mail, and when the next one goes out. No row: they do not."""

    class Every(models.TextChoices):
        DAY = "day", _("Every morning")
        WEEK = "week", _("Every Monday morning")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    every = models.CharField(max_length=4, choices=Every)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "member"], name="digest_once")]
        indexes = [models.Index(fields=["tenant", "next_at"], name="digest_due")]
