from django.contrib.auth.models import User
from django.db import models


class Company(models.Model):
    slug = models.SlugField(unique=True)
    operators = models.ManyToManyField(User)


class Conversation(models.Model):
    company = models.ForeignKey(Company, models.CASCADE)
    operator = models.ForeignKey(User, models.PROTECT)
    token = models.CharField(max_length=32, unique=True)  # its visitor's
    last_seq = models.BigIntegerField(default=0)
    preview = models.CharField(max_length=160, blank=True)
    changed_at = models.DateTimeField(auto_now=True)


class Message(models.Model):
    """The columns of the helpdesk's own `chat_entry`."""

    company = models.ForeignKey(Company, models.CASCADE)
    conversation = models.ForeignKey(Conversation, models.CASCADE)
    seq = models.BigIntegerField()
    public_seq = models.BigIntegerField(null=True)
    client_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    author = models.CharField(max_length=10)
    member = models.ForeignKey(User, models.PROTECT, null=True)
    author_name = models.CharField(max_length=80, blank=True)
    author_photo = models.CharField(max_length=32, blank=True)
    body = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="message_seq_once"),
            models.UniqueConstraint(fields=["conversation", "client_id"], name="message_once"),
        ]
