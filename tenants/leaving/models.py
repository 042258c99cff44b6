"""The platform's own line about a company that is gone: nothing of it, and nothing of anybody."""

from django.db import models
from django.utils import timezone


class DeletedCompany(models.Model):
    """`number`: what its id was. The database lets nobody change or remove a line."""

    number = models.BigIntegerField(unique=True)
    founded_at = models.DateTimeField()
    deleted_at = models.DateTimeField(default=timezone.now)
