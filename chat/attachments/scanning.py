"""A place for a virus scanner: the setting ATTACHMENT_SCANNER names a function

    def is_clean(file: BinaryIO, name: str) -> bool

that a worker calls before anybody may send or fetch the file. While it raises (the scanner is down)
the file goes on waiting, and is tried again when somebody asks for it.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.module_loading import import_string

from chat.models import Attachment
from helpdesk.hints import tell_worker_on_commit
from helpdesk.tenancy import tenant_scope

logger = logging.getLogger(__name__)

Scanner = Callable[[BinaryIO, str], bool]
TASK = "chat.attachments.tasks.scan_attachment"
AGAIN_AFTER = timedelta(seconds=20)


def scanner() -> Scanner | None:
    named = settings.ATTACHMENT_SCANNER
    return import_string(named) if named else None


def first_state() -> str:
    return Attachment.State.SCANNING if settings.ATTACHMENT_SCANNER else Attachment.State.READY


def ask_for(attachment: Attachment) -> None:
    """Once this is committed, have a worker look at a file that waits for it."""
    if attachment.state == Attachment.State.SCANNING:
        tell_worker_on_commit(TASK, attachment.tenant_id, attachment.pk)


def ask_again(attachment: Attachment) -> None:
    """The worker may have been down when it was asked."""
    if timezone.now() - attachment.created_at > AGAIN_AFTER:
        ask_for(attachment)


def scan(tenant_id: int, attachment_id: int) -> None:
    """Harmless to repeat. Raises what the scanner raises."""
    is_clean = scanner()
    with tenant_scope(tenant_id):
        waiting = Attachment.objects.filter(pk=attachment_id, state=Attachment.State.SCANNING)
        attachment = waiting.first()
        if attachment is None:
            return
        path = f"{tenant_id}/{attachment.token}"
        with storages["files"].open(path) as file:
            passed = is_clean is None or is_clean(file, attachment.name)
        waiting.update(state=Attachment.State.READY if passed else Attachment.State.REFUSED)
        if not passed:
            storages["files"].delete(path)
            logger.warning("the scanner refused file %d of company %d", attachment_id, tenant_id)
